// How many credits a key may use and when the count starts over.
import type { Ref } from 'react'
import { type CreditCycle, creditCycles } from '../../../shared/domain/api-key.ts'
import { nextReset } from '../../../shared/domain/credit-cycle.ts'
import { exactTime } from '../../../shared/domain/expiry.ts'
import { useNow } from '../../state/app-state.ts'
import { Field, FieldError } from '../../ui/field.tsx'
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import type { LimitValue } from './form-values.ts'

export interface LimitFieldProps {
  readonly value: LimitValue
  readonly onChange: (value: LimitValue) => void
  readonly onBlur: () => void
  readonly error: string | undefined
  /** Something to know about the present choice. */
  readonly note?: string | null
  readonly ref?: Ref<HTMLInputElement>
}

/** No limit is a choice of its own: an empty number never means unlimited. */
export function LimitField({ value, onChange, onBlur, error, note, ref }: LimitFieldProps) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-end gap-2">
        <SegmentedControl
          legend="Credit limit"
          value={value.hasLimit ? 'limit' : 'none'}
          choices={[
            { value: 'none', label: 'No limit' },
            { value: 'limit', label: 'Limit' },
          ]}
          onChange={(choice) => onChange({ ...value, hasLimit: choice === 'limit' })}
        />
        {value.hasLimit && (
          <span className="flex items-center gap-2">
            <span className="w-24">
              <TextInput
                {...(ref ? { ref } : {})}
                inputMode="decimal"
                aria-label="Credits per cycle"
                aria-invalid={error ? true : undefined}
                className="text-right"
                value={value.text}
                onBlur={onBlur}
                onChange={(event) => onChange({ ...value, text: event.target.value })}
              />
            </span>
            <span className="text-ink-muted">credits</span>
          </span>
        )}
      </div>
      <p className="text-sm text-ink-muted">
        {note ??
          (value.hasLimit
            ? 'Calls above it are refused until it resets.'
            : 'Only the account’s balance stops this key.')}
      </p>
      <FieldError error={error} />
    </div>
  )
}

const cycleLabels: Readonly<Record<CreditCycle, string>> = {
  '8h': 'Every 8 hours',
  daily: 'Daily',
  weekly: 'Weekly',
  monthly: 'Monthly',
}

export interface CycleFieldProps {
  /** `unknown`: the service told none for an edited key. */
  readonly value: CreditCycle | 'unknown'
  readonly onChange: (value: CreditCycle) => void
  readonly error: string | undefined
  readonly ref?: Ref<HTMLSelectElement>
}

export function CycleField({ value, onChange, error, ref }: CycleFieldProps) {
  const now = useNow()
  const options = [
    ...(value === 'unknown' ? [{ value, label: 'Not told by the service' }] : []),
    ...creditCycles.map((cycle) => ({ value: cycle, label: cycleLabels[cycle] })),
  ]
  return (
    <Field
      label="Credits start over"
      hint={value === 'unknown' ? null : `Next ${exactTime(nextReset(value, now))}`}
      error={error}
    >
      {(control) => (
        <Select
          {...control}
          {...(ref ? { ref } : {})}
          value={value}
          onChange={({ target }) => {
            const cycle = creditCycles.find((known) => known === target.value)
            if (cycle) onChange(cycle)
          }}
          options={options}
        />
      )}
    </Field>
  )
}
