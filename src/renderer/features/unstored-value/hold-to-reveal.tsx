// The masked value: dots of a fixed number, and the value itself only while the button is held.
import { Eye } from 'lucide-react'
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { MaskedBox } from './masked-box.tsx'
import { useHeldValue } from './use-held-value.ts'

export interface HoldToRevealProps {
  readonly keyId: string
  /** Stands behind the dots: the button that copies. */
  readonly children: ReactNode
}

export function HoldToReveal({ keyId, children }: HoldToRevealProps) {
  const { slotRef, isShown, error, begin, end } = useHeldValue(keyId)
  const handlePointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return
    // The release counts wherever the pointer is by then.
    event.currentTarget.setPointerCapture(event.pointerId)
    begin()
  }
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.key !== ' ' && event.key !== 'Enter') return
    event.preventDefault()
    if (!event.repeat) begin()
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="relative flex flex-wrap gap-2">
        <MaskedBox>
          <Button
            size="small"
            variant="ghost"
            icon={Eye}
            aria-pressed={isShown}
            onPointerDown={handlePointerDown}
            onPointerUp={end}
            onPointerCancel={end}
            onLostPointerCapture={end}
            onKeyDown={handleKeyDown}
            onKeyUp={end}
            onBlur={end}
            onContextMenu={(event) => event.preventDefault()}
            className="touch-none"
          >
            Hold to reveal
          </Button>
        </MaskedBox>
        {children}
        {/* Kept from screen readers: a secret is not read out aloud; copying works without seeing it. */}
        <div
          ref={slotRef}
          aria-hidden
          className="absolute inset-x-0 top-full z-10 mt-1 rounded-md border border-line-strong bg-surface p-2.5 font-mono text-sm wrap-anywhere shadow-float select-none empty:hidden"
        />
      </div>
      {error && <ProblemBanner error={error} title="The value was not shown" />}
    </div>
  )
}
