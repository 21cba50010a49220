// An own prefix at the front of the value, checked while it is typed and shown as it will look.
import type { Ref } from 'react'
import { keyPrefixSchema } from '../../../shared/domain/api-key.ts'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'

export interface PrefixFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error: string | undefined
  readonly ref?: Ref<HTMLInputElement>
}

export function PrefixField({ value, onChange, error, ref }: PrefixFieldProps) {
  const shown = value === '' ? 'io' : value
  const problem = value === '' ? null : keyPrefixSchema.safeParse(value).error?.issues[0]?.message
  return (
    <Field
      label="Prefix"
      aside="optional"
      hint={
        !problem && (
          <>
            Begins <code className="font-mono text-ink">{shown}-v2-…</code>
          </>
        )
      }
      error={problem ?? error}
    >
      {(control) => (
        <TextInput
          {...control}
          {...(ref ? { ref } : {})}
          isCode
          autoCapitalize="off"
          placeholder="acme"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
