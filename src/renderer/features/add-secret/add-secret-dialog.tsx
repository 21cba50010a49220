// Adds a secret: a service or a tool by hand, the value, and what is said before and after sending.
import { useState } from 'react'
import type { Service } from '../../../shared/domain/integrations.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import { useAppState, useSecret } from '../../state/app-state.ts'
import { closeDialog, type SecretStart } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { quotedSecretName } from '../secrets/secret-words.ts'
import { AddForm } from './add-form.tsx'
import { byHand, type FormStart, openTargets, startOf, startWith, type Target } from './proposals.ts'
import { SavedStep } from './saved-step.tsx'
import { ServicePicker } from './service-picker.tsx'
import type { Added } from './use-add-form.ts'

export interface AddSecretDialogProps {
  readonly start?: SecretStart
}

type Step = { readonly kind: 'pick' } | { readonly kind: 'fillIn'; readonly start: FormStart } | SavedState

interface SavedState {
  readonly kind: 'saved'
  readonly service: Service
  readonly begun: FormStart
  readonly added: Added
  /** What the service still has no secret for. */
  readonly open: readonly Target[]
}

export function AddSecretDialog({ start = {} }: AddSecretDialogProps) {
  const [step, setStep] = useState<Step>(() => {
    const begun = startOf(start, allSecrets())
    return begun ? { kind: 'fillIn', start: begun } : { kind: 'pick' }
  })
  const fromSecretId = start.fromSecretId ?? null
  const fillIn = (begun: FormStart) => setStep({ kind: 'fillIn', start: begun })
  switch (step.kind) {
    case 'pick':
      return (
        <PickStep
          fromSecretId={fromSecretId}
          onPick={(service) => fillIn({ ...startWith(service, allSecrets()), fromSecretId })}
          onByHand={() => fillIn(byHand(fromSecretId))}
        />
      )
    case 'fillIn': {
      const { service } = step.start
      return (
        <AddForm
          start={step.start}
          onBack={() => setStep({ kind: 'pick' })}
          onAdded={(added) => {
            const open = service ? openTargets(service, [...allSecrets(), added.edit]) : []
            if (service && open.length > 0)
              setStep({ kind: 'saved', service, begun: step.start, added, open })
            else closeDialog()
          }}
        />
      )
    }
    case 'saved': {
      const { service, added, open } = step
      return (
        <SavedStep
          service={service}
          name={added.edit.name}
          open={open}
          onNext={(target) => fillIn({ service, ...target, fromSecretId: sourceFor(target, step) })}
        />
      )
    }
  }
}

/** The next secret takes over the value where it is the same one: for another tool of the service. */
function sourceFor({ toolArg }: Target, { added, begun }: SavedState): string | null {
  if (toolArg !== added.edit.toolArg) return null
  return added.isCopySealed ? added.secretId : begun.fromSecretId
}

interface PickStepProps {
  readonly fromSecretId: string | null
  readonly onPick: (service: Service) => void
  readonly onByHand: () => void
}

function PickStep({ fromSecretId, onPick, onByHand }: PickStepProps) {
  const source = useSecret(fromSecretId ?? '')
  return (
    <Dialog
      title="Add secret"
      description={
        source
          ? `It will have the value of ${quotedSecretName(source)}. Which service is it for?`
          : 'A credential of another service that io.net’s agents use. Which service is it for?'
      }
      onClose={closeDialog}
      footer={
        <>
          <Button className="mr-auto" onClick={onByHand}>
            Fill in by hand
          </Button>
          <Button onClick={closeDialog}>Cancel</Button>
        </>
      }
    >
      <ServicePicker onPick={onPick} />
    </Dialog>
  )
}

function allSecrets(): readonly Secret[] {
  return [...useAppState.getState().secrets.values()].map(({ secret }) => secret)
}
