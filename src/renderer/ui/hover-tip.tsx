// A tooltip for the mouse alone, mounted only once the pointer is there: for cells of long tables.
import { cloneElement, type ReactElement, type ReactNode, useState } from 'react'
import { Tooltip } from './tooltip.tsx'

interface Hoverable {
  readonly onPointerEnter?: () => void
}

export interface HoverTipProps {
  readonly content: ReactNode
  /** One element; it is made anew when the pointer comes, so it must not hold state or focus. */
  readonly children: ReactElement<Hoverable>
}

/** Must repeat only what is said elsewhere too: it never shows for the keyboard. */
export function HoverTip({ content, children }: HoverTipProps) {
  const [isArmed, setArmed] = useState(false)
  if (isArmed) return <Tooltip content={content}>{children}</Tooltip>
  return cloneElement(children, { onPointerEnter: () => setArmed(true) })
}
