// The choice of an expiry: presets with the exact date each leads to, an own date and time, or never.
import { TriangleAlert } from 'lucide-react'
import type { Ref } from 'react'
import { exactTime, expiryPresets, relativeTime } from '../../../shared/domain/expiry.ts'
import { useNow } from '../../state/app-state.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { type ExpiryValue, readExpiry } from './expiry-value.ts'

export interface ExpiryFieldProps {
  readonly value: ExpiryValue
  readonly onChange: (value: ExpiryValue) => void
  readonly error: string | undefined
  /** What an edited key has now (null: never); undefined for a new key, which has nothing to keep. */
  readonly keptExpiresAt?: number | null
  readonly ref?: Ref<HTMLSelectElement>
}

export function ExpiryField({ value, onChange, error, keptExpiresAt, ref }: ExpiryFieldProps) {
  const now = useNow()
  const isNever = value.choice === 'never' || (value.choice === 'keep' && keptExpiresAt === null)
  return (
    <div className="flex flex-col gap-2">
      <Field label="Expires" error={value.choice === 'own' ? null : error}>
        {(control) => (
          <Select
            {...control}
            {...(ref ? { ref } : {})}
            value={value.choice}
            onChange={(event) => onChange({ ...value, choice: event.target.value })}
            options={expiryOptions(now, keptExpiresAt)}
          />
        )}
      </Field>
      {value.choice === 'own' && <OwnDate value={value} onChange={onChange} error={error} now={now} />}
      {isNever && (
        <p className="flex items-start gap-1.5 text-sm text-warn">
          <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0" />A key that never expires works for
          whoever finds it, until somebody revokes it.
        </p>
      )}
    </div>
  )
}

function expiryOptions(now: number, keptExpiresAt: number | null | undefined) {
  const kept = keptExpiresAt === null ? 'never expires' : exactTime(keptExpiresAt ?? now)
  return [
    ...(keptExpiresAt === undefined ? [] : [{ value: 'keep', label: `As it is: ${kept}` }]),
    ...expiryPresets.map(({ id, label, ms }) => ({
      value: id,
      label: `${keptExpiresAt === undefined ? label : `${label} from now`}: ${exactTime(now + ms)}`,
    })),
    { value: 'own', label: 'On a date of your own…' },
    ...(keptExpiresAt === null ? [] : [{ value: 'never', label: 'Never' }]),
  ]
}

/** The day counts by the clock of this computer's zone; without a time it is that day's last second. */
function OwnDate({
  value,
  onChange,
  error,
  now,
}: Pick<ExpiryFieldProps, 'value' | 'onChange' | 'error'> & { readonly now: number }) {
  const { expiresAt } = readExpiry(value, { now, keptExpiresAt: null })
  const result =
    typeof expiresAt === 'number'
      ? `Expires ${exactTime(expiresAt)}, ${relativeTime(expiresAt, now)}.`
      : 'Your local time counts.'
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label="Day" error={error}>
        {(control) => (
          <TextInput
            {...control}
            type="date"
            max="9999-12-31"
            value={value.date}
            onChange={(event) => onChange({ ...value, date: event.target.value })}
          />
        )}
      </Field>
      <Field label="Time" aside="optional">
        {(control) => (
          <TextInput
            {...control}
            type="time"
            value={value.time}
            onChange={(event) => onChange({ ...value, time: event.target.value })}
          />
        )}
      </Field>
      <p className="col-span-2 -mt-1 text-sm text-ink-muted" aria-live="polite">
        {result} {value.time === '' && 'Without a time, the key lasts to the end of that day.'}
      </p>
    </div>
  )
}
