// The name of a key, with the room left once it becomes short.
import type { Ref } from 'react'
import { maxNameLength } from '../../../shared/domain/api-key.ts'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'

export interface NameFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onBlur: () => void
  readonly error: string | undefined
  readonly ref?: Ref<HTMLInputElement>
}

export function NameField({ value, onChange, onBlur, error, ref }: NameFieldProps) {
  const isNearLimit = value.length > maxNameLength * 0.75
  return (
    <Field label="Name" aside={isNearLimit && `${value.length} of ${maxNameLength}`} error={error}>
      {(control) => (
        <TextInput
          {...control}
          {...(ref ? { ref } : {})}
          placeholder="What will use it: “billing-bot, production”"
          className="scroll-mt-8"
          value={value}
          // Leaving it empty to fill in something else first is no mistake yet.
          onBlur={value === '' ? undefined : onBlur}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
