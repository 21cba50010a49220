// Creates an API key: the form, its sending, and what is said when the answer was lost.
import { zodResolver } from '@hookform/resolvers/zod'
import { useId, useState } from 'react'
import { useForm } from 'react-hook-form'
import type { KeyDraft } from '../../../shared/domain/api-key.ts'
import type { AppError } from '../../../shared/errors.ts'
import { serviceNow, useAppState, useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { writeBlock } from '../../state/selectors.ts'
import { openDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { markFields } from '../key-form/field-errors.ts'
import { type NewKeyValues, newKeySchema, newKeyValues } from '../key-form/form-values.ts'
import { NewKeyFooter, useLeaving } from '../key-form/new-key-footer.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useProblem } from '../problem/use-problem.ts'
import { isMemoryOnly } from '../vault-status/vault-words.ts'
import { CreateKeyFields } from './create-key-fields.tsx'
import { VaultWarning } from './keep-copy-field.tsx'
import { UncertainCreation } from './uncertain-creation.tsx'
import { useNewTags } from './use-new-tags.ts'

export interface CreateKeyDialogProps {
  /** What the form starts with: a clone, or a creation that was lost. */
  readonly draft?: Partial<KeyDraft> | undefined
}

const fieldNames = ['name', 'prefix', 'expiresAt', 'access', 'creditLimit', 'creditCycle'] as const
const schema = newKeySchema(serviceNow)

export function CreateKeyDialog({ draft = {} }: CreateKeyDialogProps) {
  const [uncertain, setUncertain] = useState<AppError | null>(null)
  if (uncertain) return <UncertainCreation error={uncertain} />
  return <CreateForm draft={draft} onUncertain={setUncertain} />
}

function CreateForm({
  draft,
  onUncertain,
}: {
  readonly draft: Partial<KeyDraft>
  readonly onUncertain: (error: AppError) => void
}) {
  const formId = useId()
  const block = useSnapshot(writeBlock)
  const newTags = useNewTags(draft.tags ?? [])
  const { form, problem, submit } = useCreateForm(draft, newTags.tags, onUncertain)
  const { isDirty, isSubmitting } = form.formState
  const leaving = useLeaving({ isDirty: isDirty || newTags.isDirty })
  return (
    <Dialog
      title="Create API key"
      description="Its value is shown once, right after it was created."
      onClose={leaving.leave}
      isLocked={isSubmitting}
      footer={
        <NewKeyFooter
          formId={formId}
          leaving={leaving}
          isSubmitting={isSubmitting}
          waitSeconds={problem.waitSeconds}
          block={block ?? (newTags.tags ? null : 'Correct what is marked first.')}
        >
          {problem.waitSeconds > 0 ? `Create key in ${problem.waitSeconds} s` : 'Create key'}
        </NewKeyFooter>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-3">
        {block && (
          <Banner tone="warn" title={block}>
            What you fill in stays here. The button works again as soon as the service answers.
          </Banner>
        )}
        {problem.error && <ProblemBanner error={problem.error} title="No key was created" />}
        <VaultWarning />
        <CreateKeyFields control={form.control} tags={newTags.field} />
      </form>
    </Dialog>
  )
}

/** The form keeps what is in it, whatever is refreshed meanwhile: its defaults are read once. */
function useCreateForm(
  draft: Partial<KeyDraft>,
  tags: string[] | null,
  onUncertain: (error: AppError) => void,
) {
  const problem = useProblem()
  const [defaultValues] = useState(() => firstValues(draft))
  const form = useForm<NewKeyValues, unknown, KeyDraft>({
    mode: 'onTouched',
    defaultValues,
    resolver: zodResolver(schema),
  })
  const submit = form.handleSubmit(async (filledIn) => {
    if (tags === null) return
    problem.clear()
    const vault = useAppState.getState().snapshot?.vault
    const keepSealedCopy = filledIn.keepSealedCopy && vault !== undefined && !isMemoryOnly(vault)
    const answer = await commands.keys.create({
      ...{ ...filledIn, keepSealedCopy },
      ...(tags.length > 0 ? { tags } : {}),
    })
    if (answer.ok) return openDialog({ kind: 'unstoredValue', keyId: answer.value.keyId })
    // Only a proved "nothing was changed" may be sent again: anything else could make a second key.
    if (answer.error.effect !== 'none') return onUncertain(answer.error)
    const rest = markFields(answer.error, fieldNames, form.setError)
    if (rest) problem.report(rest)
  })
  return { form, problem, submit }
}

function firstValues(draft: Partial<KeyDraft>): NewKeyValues {
  const { snapshot } = useAppState.getState()
  const keepSealedCopy = snapshot?.settings.keepSealedCopies ?? false
  return newKeyValues(draft, { keepSealedCopy, now: serviceNow() })
}
