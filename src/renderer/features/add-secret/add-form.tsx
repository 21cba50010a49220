// The form for a new secret: where its credential comes from, its value, and what it is for.
import { useId, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { LeaveQuestion } from '../key-form/leave-question.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import type { EditValues } from '../secret-form/details-form.ts'
import { AddFields } from './add-fields.tsx'
import type { FormStart } from './proposals.ts'
import { UncertainAddition, useFinding } from './uncertain-addition.tsx'
import { type Added, useAddForm } from './use-add-form.ts'
import { useSourceProblem } from './value-source.tsx'

export interface AddFormProps {
  readonly start: FormStart
  readonly onBack: () => void
  readonly onAdded: (added: Added) => void
}

export function AddForm({ start, onBack, onAdded }: AddFormProps) {
  const formId = useId()
  const state = useAddForm(start, onAdded)
  const { form, problem, secretValue, uncertain } = state
  const { isDirty, isSubmitting } = form.formState
  const values = useWatch({ control: form.control }) as EditValues
  const offlineReason = useSnapshot(writeBlock)
  const sourceProblem = useSourceProblem(start.fromSecretId)
  const { finding, markLooked } = useFinding(uncertain)
  const [leaving, setLeaving] = useState<(() => void) | null>(null)
  const leave = (go: () => void) => {
    if (leaving) setLeaving(null)
    else if (finding === 'there') go()
    else if (isDirty || secretValue.value !== '' || state.keepsCopy) setLeaving(() => go)
    else go()
  }
  const block =
    offlineReason ??
    sourceProblem ??
    (problem.waitSeconds > 0 ? 'The service asked to wait.' : null) ??
    (uncertain && finding !== 'notThere' ? uncertainBlock[finding] : null)
  return (
    <Dialog
      title={start.service ? `Add secret for ${start.service.name}` : 'Add secret'}
      description="Once it is saved, its value can be replaced but never read back."
      width="large"
      onClose={() => leave(closeDialog)}
      isLocked={isSubmitting}
      footer={
        leaving ? (
          <LeaveQuestion onStay={() => setLeaving(null)} onLeave={leaving} />
        ) : (
          <>
            <Button
              variant="ghost"
              className="mr-auto"
              isDisabled={isSubmitting}
              onClick={() => leave(onBack)}
            >
              Choose another service
            </Button>
            <Button onClick={() => leave(closeDialog)} isDisabled={isSubmitting}>
              {finding === 'there' ? 'Close' : 'Cancel'}
            </Button>
            <Button
              variant="primary"
              type="submit"
              form={formId}
              isBusy={isSubmitting}
              disabledReason={block}
            >
              {problem.waitSeconds > 0 ? `Add secret in ${problem.waitSeconds} s` : 'Add secret'}
            </Button>
          </>
        )
      }
    >
      <form id={formId} onSubmit={state.submit} noValidate className="flex flex-col gap-3">
        {offlineReason && (
          <Banner tone="warn" title={offlineReason}>
            What you fill in stays here. The button works again as soon as the service answers.
          </Banner>
        )}
        {problem.error && (
          <ProblemBanner subject="secret" error={problem.error} title="No secret was added" />
        )}
        {uncertain && <UncertainAddition uncertain={uncertain} finding={finding} onLooked={markLooked} />}
        <AddFields start={start} state={state} values={values} />
      </form>
    </Dialog>
  )
}

const uncertainBlock = {
  unknown: 'First look whether it was added.',
  there: 'It was added already.',
} as const
