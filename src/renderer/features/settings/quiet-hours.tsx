// The hours of the day in which notifications are kept back until they are over.
import { useId, useState } from 'react'
import type { Settings } from '../../../shared/domain/settings.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FieldError } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'

type Hours = NonNullable<Settings['quietHours']>

interface QuietHoursProps {
  readonly value: Settings['quietHours']
  readonly isDisabled: boolean
  readonly onChange: (hours: Settings['quietHours']) => void
}

const night: Hours = { from: 22 * 60, to: 8 * 60 }

export function QuietHours({ value, isDisabled, onChange }: QuietHoursProps) {
  return (
    <>
      <Checkbox
        label="Keep them back during quiet hours"
        hint={value && value.from > value.to ? 'Over midnight, until the next morning.' : null}
        checked={value !== null && !isDisabled}
        disabled={isDisabled}
        onChange={({ target }) => onChange(target.checked ? night : null)}
      />
      {value !== null && !isDisabled && <HourFields value={value} onChange={onChange} />}
    </>
  )
}

function HourFields({
  value,
  onChange,
}: {
  readonly value: Hours
  readonly onChange: (hours: Hours) => void
}) {
  const id = useId()
  const [error, setError] = useState<string | null>(null)
  const set = (end: keyof Hours, text: string) => {
    const minute = minuteOf(text)
    // Half-typed times are none; the field itself shows what is missing.
    if (minute === null) return
    const hours = { ...value, [end]: minute }
    const isEmpty = hours.from === hours.to
    setError(isEmpty ? 'Quiet hours begin and end at different times.' : null)
    if (!isEmpty) onChange(hours)
  }
  return (
    <div className="ml-6 flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-2">
        {(['from', 'to'] as const).map((end) => (
          <span key={end} className="flex items-center gap-2">
            <label htmlFor={`${id}-${end}`}>{end === 'from' ? 'From' : 'to'}</label>
            <TextInput
              key={value[end]}
              id={`${id}-${end}`}
              type="time"
              className="w-28!"
              defaultValue={timeOf(value[end])}
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? `${id}-error` : undefined}
              onBlur={({ target }) => set(end, target.value)}
              onKeyDown={(event) => event.key === 'Enter' && set(end, event.currentTarget.value)}
            />
          </span>
        ))}
      </div>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  )
}

function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function minuteOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(text) ?? []
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes)
}
