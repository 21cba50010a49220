// Explores Latchkey with made-up data: one click, no account.
import { Check, FlaskConical } from 'lucide-react'
import { commands } from '../../state/commands.ts'
import { setReconnecting } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useProblem } from '../problem/use-problem.ts'
import { ChoiceCard } from './choice-card.tsx'
import type { ConnectStep } from './connect-step.ts'

const promises = [
  'Made-up keys, models and spend to try everything on',
  'Runs on this computer and reaches no network',
  'Leave at any time; an account is kept beside it and shares nothing with it',
]

export interface SandboxCardProps {
  readonly step: ConnectStep
  readonly onStep: (step: ConnectStep) => void
}

export function SandboxCard({ step, onStep }: SandboxCardProps) {
  const problem = useProblem()
  const explore = async () => {
    problem.clear()
    onStep('sandbox')
    const answer = await commands.session.exploreSandbox({})
    onStep('idle')
    if (answer.ok) setReconnecting(false)
    else problem.report(answer.error)
  }
  return (
    <ChoiceCard
      icon={FlaskConical}
      title="Explore the sandbox"
      summary="See how it works, without an account."
    >
      <ul className="flex flex-col gap-2">
        {promises.map((promise) => (
          <li key={promise} className="flex items-start gap-2">
            <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
            {promise}
          </li>
        ))}
      </ul>
      {problem.error && <ProblemBanner error={problem.error} title="The sandbox did not start" />}
      <Button
        className="mt-auto w-full"
        isBusy={step === 'sandbox'}
        isDisabled={step === 'account'}
        onClick={() => void explore()}
      >
        {step === 'sandbox' ? 'Starting the sandbox' : 'Explore the sandbox'}
      </Button>
    </ChoiceCard>
  )
}
