// The fields of the create form.
import { type Control, Controller } from 'react-hook-form'
import type { KeyDraft } from '../../../shared/domain/api-key.ts'
import { AccessField } from '../key-form/access-field.tsx'
import { ExpiryField } from '../key-form/expiry-field.tsx'
import type { NewKeyValues } from '../key-form/form-values.ts'
import { CycleField, LimitField } from '../key-form/limit-fields.tsx'
import { NameField } from '../key-form/name-field.tsx'
import { PrefixField } from '../key-form/prefix-field.tsx'
import { TagField } from '../notes/tag-field.tsx'
import { KeepCopyField } from './keep-copy-field.tsx'
import type { NewTags } from './use-new-tags.ts'

type CreateFormControl = Control<NewKeyValues, unknown, KeyDraft>

interface CreateKeyFieldsProps {
  readonly control: CreateFormControl
  readonly tags: NewTags['field']
}

export function CreateKeyFields({ control, tags }: CreateKeyFieldsProps) {
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-[1fr_11rem]">
        <Controller
          control={control}
          name="name"
          render={({ field, fieldState }) => <NameField {...field} error={fieldState.error?.message} />}
        />
        <Controller
          control={control}
          name="prefix"
          render={({ field, fieldState }) => <PrefixField {...field} error={fieldState.error?.message} />}
        />
      </div>
      <Controller
        control={control}
        name="expiresAt"
        render={({ field, fieldState }) => <ExpiryField {...field} error={fieldState.error?.message} />}
      />
      <Controller
        control={control}
        name="access"
        render={({ field, fieldState }) => <AccessField {...field} error={fieldState.error?.message} />}
      />
      <LimitFields control={control} />
      <Controller
        control={control}
        name="keepSealedCopy"
        render={({ field: { value, onChange } }) => <KeepCopyField value={value} onChange={onChange} />}
      />
      <TagField label="Tags" aside="optional, kept on this computer only" {...tags} />
    </div>
  )
}

function LimitFields({ control }: { readonly control: CreateFormControl }) {
  return (
    <div className="grid gap-3 sm:grid-cols-[1fr_14rem]">
      <Controller
        control={control}
        name="creditLimit"
        render={({ field, fieldState }) => <LimitField {...field} error={fieldState.error?.message} />}
      />
      <Controller
        control={control}
        name="creditCycle"
        render={({ field, fieldState }) => <CycleField {...field} error={fieldState.error?.message} />}
      />
    </div>
  )
}
