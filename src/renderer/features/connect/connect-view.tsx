// Where Latchkey starts: connect an account, or explore the sandbox without one.
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useSnapshot } from '../../state/app-state.ts'
import { setReconnecting, useUiState } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { AccountCard } from './account-card.tsx'
import type { ConnectStep } from './connect-step.ts'
import { SandboxCard } from './sandbox-card.tsx'

export function ConnectView() {
  const isConnected = useSnapshot(({ account }) => account !== null)
  const isAnother = useUiState(({ connectPurpose }) => connectPurpose === 'another')
  const [step, setStep] = useState<ConnectStep>('idle')
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex min-h-full max-w-220 flex-col justify-center gap-5 p-6">
        <header>
          {isConnected && (
            <Button
              variant="ghost"
              size="small"
              icon={ArrowLeft}
              className="mb-2 -ml-2"
              onClick={() => setReconnecting(false)}
            >
              Back
            </Button>
          )}
          <h1 className="text-xl font-semibold">{titleOf(isConnected, isAnother)}</h1>
          <p className="mt-1 text-ink-muted">
            {isConnected && isAnother
              ? 'It is kept beside the account you use now; you change between them in the menu at the upper right.'
              : 'Issue, limit and revoke the API keys of your IO Intelligence account from this computer.'}
          </p>
        </header>
        <div className="grid items-stretch gap-4 md:grid-cols-2">
          <AccountCard step={step} onStep={setStep} />
          <SandboxCard step={step} onStep={setStep} />
        </div>
      </div>
    </div>
  )
}

function titleOf(isConnected: boolean, isAnother: boolean): string {
  if (!isConnected) return 'Connect to IO Intelligence'
  return isAnother ? 'Connect another account' : 'Connect again'
}
