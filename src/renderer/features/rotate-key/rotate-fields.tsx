// The fields of a rotation that can be changed, and what the new key takes over as it is.
import { type Control, Controller, useFormState, useWatch } from 'react-hook-form'
import type { ApiKey, KeyDraft } from '../../../shared/domain/api-key.ts'
import { cycleWords, formatCredits } from '../../../shared/domain/credit-cycle.ts'
import { durationWords, inheritedLimit } from '../../../shared/domain/rotation.ts'
import { Field, FieldError } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { KeepCopyField } from '../create-key/keep-copy-field.tsx'
import { ExpiryField } from '../key-form/expiry-field.tsx'
import type { NewKeyValues } from '../key-form/form-values.ts'
import { LimitField } from '../key-form/limit-fields.tsx'
import { NameField } from '../key-form/name-field.tsx'
import { quietChoices } from '../rotations/rotation-words.ts'

export interface RotateFieldsProps {
  readonly apiKey: ApiKey
  readonly control: Control<NewKeyValues, unknown, KeyDraft>
  /** Whether the old key goes on beside the new one. */
  readonly isPlanned: boolean
}

export function RotateFields({ apiKey, control, isPlanned }: RotateFieldsProps) {
  return (
    <div className="flex flex-col gap-3">
      <Controller
        control={control}
        name="name"
        render={({ field, fieldState }) => <NameField {...field} error={fieldState.error?.message} />}
      />
      <Controller
        control={control}
        name="expiresAt"
        render={({ field, fieldState }) => <ExpiryField {...field} error={fieldState.error?.message} />}
      />
      <NewLimit apiKey={apiKey} control={control} isPlanned={isPlanned} />
      <TakenOver apiKey={apiKey} control={control} />
      <Controller
        control={control}
        name="keepSealedCopy"
        render={({ field: { value, onChange } }) => <KeepCopyField value={value} onChange={onChange} />}
      />
    </div>
  )
}

function NewLimit({ apiKey, control, isPlanned }: RotateFieldsProps) {
  const { hasLimit, text } = useWatch({ control, name: 'creditLimit' })
  return (
    <Controller
      control={control}
      name="creditLimit"
      render={({ field, fieldState }) => (
        <LimitField
          {...field}
          error={fieldState.error?.message}
          note={
            isPlanned && hasLimit
              ? overlapWords(apiKey, text.trim() === '' ? Number.NaN : Number(text))
              : null
          }
        />
      )}
    />
  )
}

/** What the two keys may use together as long as both go on. */
function overlapWords(old: ApiKey, newLimit: number): string {
  const oldLimit = inheritedLimit(old)
  const both = 'Both limits count during the overlap'
  if (oldLimit === null || !Number.isFinite(newLimit)) return `${both}.`
  const sum = formatCredits((old.frozen ? 0 : oldLimit) + newLimit)
  return `${both}: together the two keys may use ${sum} credits per cycle.`
}

function TakenOver({ apiKey, control }: Omit<RotateFieldsProps, 'isPlanned'>) {
  const { errors } = useFormState({ control })
  const [access, cycle, prefix] = useWatch({ control, name: ['access', 'creditCycle', 'prefix'] })
  const { note, tags, isFavourite } = apiKey.notes
  const count = access.models.length
  const kept = [
    tags.length > 0 && (tags.length === 1 ? '1 tag' : `${tags.length} tags`),
    note !== '' && 'the note',
    isFavourite && 'the star',
  ].filter(Boolean)
  return (
    <div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-lg border border-line bg-sunken px-3 py-2.5 [&_dt]:text-ink-muted">
        <dt>Models</dt>
        <dd>
          {access.kind === 'all' ? 'All models' : `The same ${count} ${count === 1 ? 'model' : 'models'}`}
        </dd>
        <dt>Credits start over</dt>
        <dd>
          {cycleWords[cycle]}
          {apiKey.creditCycle === null && ' (the service did not tell the old key’s)'}
        </dd>
        <dt>Prefix</dt>
        <dd className="font-mono text-sm leading-5">{prefix || 'io'}</dd>
        {kept.length > 0 && (
          <>
            <dt>Taken along</dt>
            <dd>{kept.join(', ')}</dd>
          </>
        )}
      </dl>
      <FieldError
        error={errors.access?.message ?? errors.prefix?.message ?? errors.creditCycle?.message ?? null}
      />
    </div>
  )
}

export interface QuietFieldProps {
  readonly value: number
  readonly onChange: (quietMs: number) => void
}

export function QuietField({ value, onChange }: QuietFieldProps) {
  return (
    <Field
      label="Old key is quiet when unused for"
      hint={`Once its credits have stood still for ${durationWords(value)}, Latchkey offers to revoke it.`}
    >
      {(control) => (
        <Select
          {...control}
          className="max-w-40"
          value={String(value)}
          onChange={({ target }) => onChange(Number(target.value))}
          options={quietChoices(value).map(({ ms, words }) => ({ value: String(ms), label: words }))}
        />
      )}
    </Field>
  )
}
