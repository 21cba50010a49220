// Connects an account: the admin key, where it is kept, and at which server it is tried.
import { KeyRound } from 'lucide-react'
import { Controller } from 'react-hook-form'
import { useSnapshot } from '../../state/app-state.ts'
import { Button } from '../../ui/button.tsx'
import { AdminKeyField } from './admin-key-field.tsx'
import { ChoiceCard } from './choice-card.tsx'
import { ConnectProblem } from './connect-problem.tsx'
import type { ConnectStep } from './connect-step.ts'
import { ServerChoice } from './server-choice.tsx'
import { StorageNote } from './storage-note.tsx'
import { useConnectForm } from './use-connect-form.ts'

export interface AccountCardProps {
  readonly step: ConnectStep
  readonly onStep: (step: ConnectStep) => void
}

export function AccountCard({ step, onStep }: AccountCardProps) {
  const vault = useSnapshot((snapshot) => snapshot.vault)
  const { form, problem, submit, tryHost } = useConnectForm(onStep)
  const isWaiting = problem.waitSeconds > 0
  return (
    <ChoiceCard
      icon={KeyRound}
      title="Connect your account"
      summary="With the admin key of your IO Intelligence account."
    >
      <form onSubmit={submit} noValidate className="flex flex-1 flex-col gap-3">
        <AdminKeyField
          registration={form.register('adminKey')}
          onPasted={(text) => form.setValue('adminKey', text, { shouldValidate: form.formState.isSubmitted })}
          error={form.formState.errors.adminKey?.message}
        />
        <StorageNote vault={vault} />
        <Controller
          control={form.control}
          name="keysHost"
          render={({ field: { value, onChange } }) => <ServerChoice value={value} onChange={onChange} />}
        />
        {problem.error && (
          <ConnectProblem error={problem.error} triedHost={form.getValues('keysHost')} onTryHost={tryHost} />
        )}
        <Button
          variant="primary"
          type="submit"
          className="mt-auto w-full"
          isBusy={step === 'account'}
          isDisabled={step === 'sandbox'}
          disabledReason={isWaiting ? 'The service asked to wait.' : null}
        >
          {connectWords(step, problem.waitSeconds)}
        </Button>
      </form>
    </ChoiceCard>
  )
}

function connectWords(step: ConnectStep, waitSeconds: number): string {
  if (step === 'account') return 'Connecting'
  return waitSeconds > 0 ? `Connect in ${waitSeconds} s` : 'Connect'
}
