// The masked value of a sealed copy: main asks the person first and then permits looking for a minute.
import { Eye } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { commands } from '../../state/commands.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useProblem } from '../problem/use-problem.ts'
import { useSecondsLeft } from '../problem/use-seconds-left.ts'
import { HoldToReveal } from './hold-to-reveal.tsx'
import { MaskedBox } from './masked-box.tsx'

export interface PermittedRevealProps {
  readonly keyId: string
  /** Stands behind the dots: the button that copies. */
  readonly children: ReactNode
}

export function PermittedReveal({ keyId, children }: PermittedRevealProps) {
  const problem = useProblem()
  const [isAsking, setIsAsking] = useState(false)
  const [permittedUntil, setPermittedUntil] = useState<number | null>(null)
  const secondsLeft = useSecondsLeft(permittedUntil)
  const ask = async () => {
    problem.clear()
    setIsAsking(true)
    const answer = await commands.values.permitReveal({ keyId })
    setIsAsking(false)
    if (answer.ok) setPermittedUntil(answer.value.permittedUntil)
    // Who said no in main's own question needs no message about it.
    else if (answer.error.code !== 'notConfirmed') problem.report(answer.error)
  }
  if (secondsLeft > 0) {
    return (
      <div className="flex flex-col gap-1">
        <HoldToReveal keyId={keyId}>{children}</HoldToReveal>
        <p className="text-sm text-ink-muted">You may look at it for {secondsLeft} s more.</p>
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <MaskedBox>
          <Button size="small" variant="ghost" icon={Eye} isBusy={isAsking} onClick={() => void ask()}>
            Reveal…
          </Button>
        </MaskedBox>
        {children}
      </div>
      {problem.error && <ProblemBanner error={problem.error} title="The value is not shown" />}
    </div>
  )
}
