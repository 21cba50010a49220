// A tooltip for the mouse alone, light enough for every cell of a long table: nothing is drawn until it opens.
import {
  cloneElement,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react'
import { createPortal } from 'react-dom'

const delayMs = 450
const gap = 6
const maxWidth = 320
/** Less room than this above the element, and the tip goes below. */
const minRoomAbove = 160

interface Hoverable {
  readonly onPointerEnter?: (event: PointerEvent<Element>) => void
  readonly onPointerLeave?: () => void
}

interface HoverTipProps {
  readonly content: ReactNode
  /** One element that hands pointer events on. */
  readonly children: ReactElement<Hoverable>
}

/** Must repeat only what is said elsewhere too: it never shows for the keyboard. */
export function HoverTip({ content, children }: HoverTipProps) {
  const [anchor, setAnchor] = useState<DOMRect | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const close = () => {
    clearTimeout(timer.current)
    setAnchor(null)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  if (!content) return children
  return (
    <>
      {cloneElement(children, {
        onPointerEnter: ({ currentTarget }) => {
          clearTimeout(timer.current)
          timer.current = setTimeout(() => setAnchor(currentTarget.getBoundingClientRect()), delayMs)
        },
        onPointerLeave: close,
      })}
      {anchor && <Tip anchor={anchor} content={content} onClose={close} />}
    </>
  )
}

interface TipProps {
  readonly anchor: DOMRect
  readonly content: ReactNode
  readonly onClose: () => void
}

function Tip({ anchor, content, onClose }: TipProps) {
  useEffect(() => {
    const events = ['scroll', 'keydown', 'pointerdown'] as const
    for (const name of events) window.addEventListener(name, onClose, true)
    return () => {
      for (const name of events) window.removeEventListener(name, onClose, true)
    }
  })
  const left = Math.max(8, Math.min(anchor.left, window.innerWidth - maxWidth - 8))
  const place =
    anchor.top >= minRoomAbove
      ? { bottom: window.innerHeight - anchor.top + gap }
      : { top: anchor.bottom + gap }
  return createPortal(
    <div
      role="tooltip"
      style={{ left, maxWidth, ...place }}
      className="fade-in pointer-events-none fixed z-60 rounded-md border border-tip-line bg-tip px-2 py-1.5 text-sm leading-4 wrap-anywhere whitespace-pre-line text-tip-ink shadow-float"
    >
      {content}
    </div>,
    document.body,
  )
}
