// The name of the environment variable that samples read the API key from.
import { useId } from 'react'
import { keyVariableSchema } from '../../../shared/domain/settings.ts'
import { FieldError } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { useSavedText } from './saved-text.ts'
import { SettingRow } from './setting-row.tsx'

interface VariableFieldProps {
  readonly value: string
  readonly onChange: (name: string) => void
}

export function VariableField({ value, onChange }: VariableFieldProps) {
  const id = useId()
  const { field, error } = useSavedText(value, checkName, onChange)
  return (
    <div className="flex flex-col gap-1">
      <SettingRow
        label="Name of the variable in samples"
        labelFor={id}
        hint={<span id={`${id}-hint`}>Code samples read the API key from it.</span>}
      >
        <span className="w-60 max-w-full">
          <TextInput
            {...field}
            id={id}
            isCode
            maxLength={200}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
          />
        </span>
      </SettingRow>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  )
}

function checkName(text: string) {
  const name = keyVariableSchema.safeParse(text)
  return name.success ? { value: name.data } : { error: name.error.issues[0]?.message ?? '' }
}
