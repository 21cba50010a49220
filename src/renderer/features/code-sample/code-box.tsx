// Code to read: every line of it with whatever is invisible spelled out.

import { visibleText } from '../../../shared/domain/visible-text.ts'
import { classNames } from '../../ui/class-names.ts'

export interface CodeBoxProps {
  readonly text: string
  /** Of the box, as a height class; the rest scrolls. */
  readonly className: string
}

export function CodeBox({ text, className }: CodeBoxProps) {
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      className={classNames(
        'overflow-y-auto rounded-md border border-line bg-sunken p-2.5 font-mono text-sm leading-4.5 whitespace-pre-wrap wrap-anywhere',
        className,
      )}
    >
      {visibleLines(text)}
    </pre>
  )
}

/** Names in it come from the service. */
function visibleLines(text: string): string {
  return text
    .split('\n')
    .map((line) => visibleText(line, 1000))
    .join('\n')
}
