// A short explanation on hover and focus of any one focusable element.
import * as Radix from '@radix-ui/react-tooltip'
import { type ReactElement, type ReactNode, useState } from 'react'

/** Wraps the whole window once, so that neighbouring tooltips open without a second delay. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={450} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  )
}

interface TooltipProps {
  /** What the tooltip says; without it nothing opens. */
  readonly content: ReactNode
  /** Exactly one element that takes a ref and event handlers. */
  readonly children: ReactElement
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
}

/** Explains its child; never the only place of something that must be read. */
export function Tooltip({ content, children, side = 'top' }: TooltipProps) {
  const [isOpen, setIsOpen] = useState(false)
  const hasContent = Boolean(content)
  // What would have opened without content must not appear when some comes.
  if (isOpen && !hasContent) setIsOpen(false)
  return (
    // The same tree with and without content: a child that is mounted anew would lose the focus.
    <Radix.Root open={isOpen} onOpenChange={(wantsOpen) => setIsOpen(wantsOpen && hasContent)}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-60 max-w-80 rounded-md border border-tip-line bg-tip px-2 py-1.5 text-sm leading-4 text-tip-ink shadow-float whitespace-pre-line wrap-anywhere"
        >
          {content}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
