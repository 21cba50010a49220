// The form of a rotation: planned or leaked, and what the new key is like.
import { zodResolver } from '@hookform/resolvers/zod'
import { useId, useState } from 'react'
import { useForm } from 'react-hook-form'
import type { ApiKey, KeyDraft } from '../../../shared/domain/api-key.ts'
import type { AppError } from '../../../shared/errors.ts'
import { serviceNow, useAppState, useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { Banner } from '../../ui/banner.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { quotedName } from '../api-keys/key-status.ts'
import { VaultWarning } from '../create-key/keep-copy-field.tsx'
import { markFields } from '../key-form/field-errors.ts'
import { type NewKeyValues, newKeySchema } from '../key-form/form-values.ts'
import { NewKeyFooter, useLeaving } from '../key-form/new-key-footer.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useProblem } from '../problem/use-problem.ts'
import { QuietField, RotateFields } from './rotate-fields.tsx'
import { rotationValues } from './rotation-values.ts'

export interface RotateFormProps {
  readonly apiKey: ApiKey
  /** Answers the failure where nothing was made. */
  readonly onPlanned: (draft: KeyDraft, quietMs: number) => Promise<AppError | null>
  readonly onLeaked: (draft: KeyDraft, quietMs: number) => void
}

type Mode = 'planned' | 'leaked'

const fieldNames = ['name', 'expiresAt', 'access', 'creditLimit', 'creditCycle', 'prefix'] as const
const schema = newKeySchema(serviceNow)

export function RotateForm(props: RotateFormProps) {
  const { apiKey } = props
  const formId = useId()
  const block = useSnapshot(writeBlock)
  const { form, problem, mode, setMode, quietMs, setQuietMs, submit } = useRotateForm(props)
  const { isDirty, isSubmitting } = form.formState
  const leaving = useLeaving({ isDirty })
  return (
    <Dialog
      title={`Rotate ${quotedName(apiKey)}`}
      description="A new key takes over. Its value is shown once, right after it was created."
      onClose={leaving.leave}
      isLocked={isSubmitting}
      footer={
        <NewKeyFooter
          formId={formId}
          leaving={leaving}
          isSubmitting={isSubmitting}
          waitSeconds={problem.waitSeconds}
          block={block}
        >
          {mode === 'planned' ? 'Create new key' : 'Continue to revoking…'}
        </NewKeyFooter>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {block && (
          <Banner tone="warn" title={block}>
            What you fill in stays here. The button works again as soon as the service answers.
          </Banner>
        )}
        {problem.error && <ProblemBanner error={problem.error} title="No new key was created" />}
        <VaultWarning />
        <RadioCards legend="Why" isLegendHidden columns={2} value={mode} choices={modes} onChange={setMode} />
        {mode === 'planned' && <QuietField value={quietMs} onChange={setQuietMs} />}
        <RotateFields apiKey={apiKey} control={form.control} isPlanned={mode === 'planned'} />
      </form>
    </Dialog>
  )
}

const modes = [
  {
    value: 'planned',
    label: 'Planned',
    hint: 'The old key goes on until nothing uses it any more. Latchkey watches it and tells you.',
  },
  {
    value: 'leaked',
    label: 'Leaked: replace now',
    hint: 'The old key is revoked first. Everything that uses it stops at once.',
  },
] as const

/** The form keeps what is in it, whatever is refreshed meanwhile: its defaults are read once. */
function useRotateForm({ apiKey, onPlanned, onLeaked }: RotateFormProps) {
  const problem = useProblem()
  const [mode, setMode] = useState<Mode>('planned')
  const [quietMs, setQuietMs] = useState(
    () => useAppState.getState().snapshot?.settings.rotationQuietMs ?? 86_400_000,
  )
  const [defaultValues] = useState(() => firstValues(apiKey))
  const form = useForm<NewKeyValues, unknown, KeyDraft>({
    mode: 'onTouched',
    defaultValues,
    resolver: zodResolver(schema),
  })
  const submit = form.handleSubmit(async (draft) => {
    problem.clear()
    if (mode === 'leaked') return onLeaked(draft, quietMs)
    const error = await onPlanned(draft, quietMs)
    const rest = error && markFields(error, fieldNames, form.setError)
    if (rest) problem.report(rest)
  })
  return { form, problem, mode, setMode, quietMs, setQuietMs, submit }
}

function firstValues(key: ApiKey): NewKeyValues {
  const keepSealedCopy = useAppState.getState().snapshot?.settings.keepSealedCopies ?? false
  return rotationValues(key, { keepSealedCopy, now: serviceNow() })
}
