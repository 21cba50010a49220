// The fields of the edit form, and what is fixed since the key was created.
import { type Control, Controller, useWatch } from 'react-hook-form'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { AccessField } from '../key-form/access-field.tsx'
import { ExpiryField } from '../key-form/expiry-field.tsx'
import type { EditedKeyValues } from '../key-form/form-values.ts'
import { CycleField, LimitField } from '../key-form/limit-fields.tsx'
import { NameField } from '../key-form/name-field.tsx'
import type { EditedKey } from './changes.ts'

export interface EditKeyFieldsProps {
  readonly apiKey: ApiKey
  readonly control: Control<EditedKeyValues, unknown, EditedKey>
}

export function EditKeyFields({ apiKey, control }: EditKeyFieldsProps) {
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
        render={({ field, fieldState }) => (
          <ExpiryField {...field} keptExpiresAt={apiKey.expiresAt} error={fieldState.error?.message} />
        )}
      />
      <Controller
        control={control}
        name="access"
        render={({ field, fieldState }) => (
          <AccessField {...field} keepsOne error={fieldState.error?.message} />
        )}
      />
      <LimitFields apiKey={apiKey} control={control} />
      <FixedFacts apiKey={apiKey} />
    </div>
  )
}

function LimitFields({ apiKey, control }: EditKeyFieldsProps) {
  const { hasLimit } = useWatch({ control, name: 'creditLimit' })
  const isClearing = apiKey.creditLimit !== null && !hasLimit
  return (
    <div className="grid gap-3 sm:grid-cols-[1fr_14rem]">
      <Controller
        control={control}
        name="creditLimit"
        render={({ field, fieldState }) => (
          <LimitField
            {...field}
            error={fieldState.error?.message}
            note={
              isClearing
                ? 'It is not certain that the service takes a limit away. Latchkey reads it back and tells you.'
                : null
            }
          />
        )}
      />
      <Controller
        control={control}
        name="creditCycle"
        render={({ field, fieldState }) => <CycleField {...field} error={fieldState.error?.message} />}
      />
    </div>
  )
}

function FixedFacts({ apiKey }: Pick<EditKeyFieldsProps, 'apiKey'>) {
  const prefix = /^(.+?)-v\d+-/.exec(apiKey.display)?.[1]
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 border-t border-line pt-3 [&_dt]:text-ink-muted">
      <dt>Identifier</dt>
      <dd className="font-mono text-sm leading-5 wrap-anywhere">{visibleText(apiKey.display)}</dd>
      <dt>Prefix</dt>
      <dd className="wrap-anywhere">
        {prefix && <span className="mr-2 font-mono text-sm">{visibleText(prefix, 40)}</span>}
        <span className="text-ink-muted">fixed at creation</span>
      </dd>
      <dt>Scopes</dt>
      <dd className="text-ink-muted">fixed at creation</dd>
    </dl>
  )
}
