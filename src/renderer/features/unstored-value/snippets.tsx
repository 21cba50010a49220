// Ready-to-run samples: on screen with a placeholder, copied with the value by main.
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { renderSnippet, type SnippetFormat, valuePlaceholder } from '../../../shared/domain/snippets.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useKey, useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { Button } from '../../ui/button.tsx'
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import { baseUrlOf, exampleModel } from './snippet-context.ts'
import type { Copies } from './use-copies.ts'

const formats: readonly { value: SnippetFormat; label: string; what: string }[] = [
  { value: 'env', label: '.env', what: '.env line' },
  { value: 'curl', label: 'curl', what: 'curl command' },
  { value: 'python', label: 'Python', what: 'Python sample' },
  { value: 'node', label: 'Node', what: 'Node sample' },
]

export function Snippets({ keyId, copies }: { readonly keyId: string; readonly copies: Copies }) {
  const [format, setFormat] = useState<SnippetFormat>('env')
  const key = useKey(keyId)
  const account = useSnapshot((snapshot) => snapshot.account)
  const models = useSnapshot((snapshot) => snapshot.models)
  const what = formats.find(({ value }) => value === format)?.what ?? format
  const text = renderSnippet(format, {
    value: valuePlaceholder,
    baseUrl: baseUrlOf(account),
    model: exampleModel(key, models),
  })
  return (
    <section aria-label="Ready-to-run samples" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <SegmentedControl
          legend="Sample"
          isLegendHidden
          value={format}
          choices={formats}
          onChange={setFormat}
        />
        <Button
          size="small"
          icon={Copy}
          onClick={() => void copies.copy(what, () => commands.values.copySnippet({ keyId, format }))}
        >
          Copy {what}
        </Button>
      </div>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        className="h-34 overflow-y-auto rounded-md border border-line bg-sunken p-2.5 font-mono text-sm leading-4.5 whitespace-pre-wrap wrap-anywhere"
      >
        {visibleLines(text)}
      </pre>
    </section>
  )
}

/** Model names come from the service, so each line is shown with everything invisible spelled out. */
function visibleLines(text: string): string {
  return text
    .split('\n')
    .map((line) => visibleText(line, 1000))
    .join('\n')
}
