// The hours of the day in which notifications are kept back until they are over.
import { type ComponentProps, useEffect, useId, useRef, useState } from 'react'
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
            <TimeInput
              id={`${id}-${end}`}
              minute={value[end]}
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? `${id}-error` : undefined}
              onSet={(text) => set(end, text)}
            />
          </span>
        ))}
      </div>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  )
}

interface TimeInputProps extends ComponentProps<'input'> {
  readonly minute: number
  /** It was left, or Enter was pressed in it. */
  readonly onSet: (text: string) => void
}

/** Keeps what is half typed for itself, and its focus when what was typed is saved. */
function TimeInput({ minute, onSet, ...rest }: TimeInputProps) {
  const ref = useRef<HTMLInputElement>(null)
  const text = timeOf(minute)
  useEffect(() => {
    if (ref.current) ref.current.value = text
  }, [text])
  return (
    <TextInput
      {...rest}
      ref={ref}
      type="time"
      className="w-28!"
      defaultValue={text}
      onBlur={({ target }) => onSet(target.value)}
      onKeyDown={(event) => event.key === 'Enter' && onSet(event.currentTarget.value)}
    />
  )
}

function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function minuteOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(text) ?? []
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes)
}
