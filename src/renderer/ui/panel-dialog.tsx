// A dialog without header or buttons, near the upper edge: what is in it says enough.
import * as Radix from '@radix-ui/react-dialog'
import type { ReactNode, RefObject } from 'react'

interface PanelDialogProps {
  /** Read out only. */
  readonly title: string
  readonly children: ReactNode
  /** Escape was pressed; the owner closes or goes one step back. */
  readonly onEscape: () => void
  /** Asked to close by a click outside. */
  readonly onClose: () => void
  readonly initialFocusRef: RefObject<HTMLElement | null>
}

/** Rendered while it is open. */
export function PanelDialog({ title, children, onEscape, onClose, initialFocusRef }: PanelDialogProps) {
  return (
    <Radix.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Radix.Portal>
        {/* Radix's own overlay injects a style element, which the page's policy forbids. */}
        <div aria-hidden className="fade-in fixed inset-0 z-40 bg-veil" />
        <div className="pointer-events-none fixed inset-0 z-50 flex items-start justify-center p-6 pt-[min(12vh,6rem)] short:p-2">
          <Radix.Content
            aria-modal
            aria-describedby={undefined}
            onEscapeKeyDown={(event) => {
              event.preventDefault()
              onEscape()
            }}
            onOpenAutoFocus={(event) => {
              event.preventDefault()
              initialFocusRef.current?.focus()
            }}
            className="rise-in pointer-events-auto flex max-h-[min(100%,31rem)] w-full max-w-160 flex-col overflow-hidden rounded-xl border border-line bg-surface text-ink shadow-dialog outline-none"
          >
            <Radix.Title className="sr-only">{title}</Radix.Title>
            {children}
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  )
}
