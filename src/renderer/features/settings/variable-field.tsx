// The name of the environment variable that samples read the API key from.
import { useId, useState } from 'react'
import { keyVariableSchema } from '../../../shared/domain/settings.ts'
import { FieldError } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { SettingRow } from './setting-row.tsx'

interface VariableFieldProps {
  readonly value: string
  readonly onChange: (name: string) => void
}

/** Saved when it is left or by Enter; a name that cannot be one stays in the field, unsaved. */
export function VariableField({ value, onChange }: VariableFieldProps) {
  const id = useId()
  const [draft, setDraft] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const save = () => {
    if (draft === null) return
    const name = keyVariableSchema.safeParse(draft.trim())
    setError(name.success ? null : (name.error.issues[0]?.message ?? null))
    if (!name.success) return
    setDraft(null)
    if (name.data !== value) onChange(name.data)
  }
  return (
    <div className="flex flex-col gap-1">
      <SettingRow
        label="Name of the variable in samples"
        labelFor={id}
        hint={<span id={`${id}-hint`}>Code samples read the API key from it.</span>}
      >
        <span className="w-60 max-w-full">
          <TextInput
            id={id}
            isCode
            value={draft ?? value}
            maxLength={200}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
            onChange={(event) => {
              setDraft(event.target.value)
              setError(null)
            }}
            onBlur={save}
            onKeyDown={(event) => event.key === 'Enter' && save()}
          />
        </span>
      </SettingRow>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  )
}
