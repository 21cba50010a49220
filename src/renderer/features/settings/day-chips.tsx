// The days before an expiry at which a reminder comes, as chips that can be taken away and added.
import { Plus, X } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { announce } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { FieldError } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'

interface DayChipsProps {
  /** Falling. */
  readonly days: readonly number[]
  readonly onChange: (days: number[]) => void
}

const maxDays = 10
const longest = 365

export function DayChips({ days, onChange }: DayChipsProps) {
  const id = useId()
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  const add = (event: FormEvent) => {
    event.preventDefault()
    const checked = check(text.trim(), days)
    setError(checked.error)
    if (checked.error !== null) return
    onChange([...days, checked.day].sort((a, b) => b - a))
    announce(`${dayWords(checked.day)} added`)
    setText('')
  }
  const remove = (day: number) => {
    onChange(days.filter((each) => each !== day))
    announce(`${dayWords(day)} removed`)
    // The chip that had the focus is gone.
    document.getElementById(id)?.focus()
  }
  return (
    <div className="flex flex-col gap-2">
      {days.length === 0 ? (
        <p className="text-ink-muted">No reminders: nothing is said before a key expires.</p>
      ) : (
        <ul aria-label="Days before the expiry" className="flex flex-wrap gap-1.5">
          {days.map((day) => (
            <li
              key={day}
              className="inline-flex h-7 items-center gap-1 rounded-full border border-line-button bg-surface pl-3 tabular-nums"
            >
              {dayWords(day)}
              <button
                type="button"
                aria-label={`Remove ${dayWords(day)}`}
                onClick={() => remove(day)}
                className="inline-flex size-6.5 cursor-default items-center justify-center rounded-full text-ink-muted hover:bg-hover hover:text-ink"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={add} noValidate className="flex flex-wrap items-center gap-2">
        <label htmlFor={id} className="text-ink-muted">
          Days before
        </label>
        <TextInput
          id={id}
          inputMode="numeric"
          maxLength={4}
          value={text}
          className="w-20!"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={({ target }) => {
            setText(target.value)
            setError(null)
          }}
        />
        <Button
          type="submit"
          icon={Plus}
          disabledReason={days.length >= maxDays ? `At most ${maxDays} reminders.` : null}
        >
          Add
        </Button>
      </form>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  )
}

function check(
  text: string,
  days: readonly number[],
): { readonly day: number; readonly error: null } | { readonly error: string } {
  const day = Number(text)
  if (!/^\d+$/.test(text) || day < 1 || day > longest) {
    return { error: `Enter a whole number of days from 1 to ${longest}.` }
  }
  return days.includes(day) ? { error: 'That reminder is there already.' } : { day, error: null }
}

function dayWords(day: number): string {
  return day === 1 ? '1 day' : `${day} days`
}
