// What became of the last copy: counted down, cleared, or not possible.
import { CircleCheck } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import type { Copies } from './use-copies.ts'

export function CopyStatus({ copies }: { readonly copies: Copies }) {
  if (copies.error) return <ProblemBanner error={copies.error} title="Nothing was copied" />
  if (copies.what === null) return null
  const isHeld = copies.secondsLeft > 0
  return (
    <div className="flex min-h-7 items-center gap-1.5 tabular-nums">
      <CircleCheck aria-hidden className={`size-4 shrink-0 ${isHeld ? 'text-good' : 'text-ink-muted'}`} />
      {isHeld ? (
        <>
          <span>
            {copies.what} copied. Clears in {copies.secondsLeft} s
          </span>
          <Button variant="ghost" size="small" onClick={() => void copies.clearNow()}>
            Clear now
          </Button>
        </>
      ) : (
        <span className="text-ink-muted">{copies.what} was copied; the clipboard holds it no longer.</span>
      )}
    </div>
  )
}
