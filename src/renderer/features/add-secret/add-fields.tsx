// The fields of the form for a new secret, in the order in which a person needs them.
import { serviceOfTool } from '../../../shared/domain/integrations.ts'
import { KeepCopyField } from '../create-key/keep-copy-field.tsx'
import { CheckSection } from '../secret-form/check-section.tsx'
import { ClashNotes } from '../secret-form/clash-notes.tsx'
import { type EditValues, placeOf } from '../secret-form/details-form.ts'
import { EditFields } from '../secret-form/edit-fields.tsx'
import { ValueField } from '../secret-form/value-field.tsx'
import { CredentialGuide } from './credential-guide.tsx'
import { type FormStart, proposedName, type Target } from './proposals.ts'
import { TargetFields } from './target-fields.tsx'
import { type AddFormState, takenNames } from './use-add-form.ts'
import { ValueSource } from './value-source.tsx'

export interface AddFieldsProps {
  readonly start: FormStart
  readonly state: AddFormState
  /** What the form holds now. */
  readonly values: EditValues
}

export function AddFields({ start, state, values }: AddFieldsProps) {
  const { form, secretValue, keepsCopy, setKeepsCopy } = state
  const place = placeOf(values)
  // Who fills it in by hand may still name a tool that the catalogue knows.
  const service = start.service ?? serviceOfTool(place.toolName)
  const argument = service?.args.find(({ name }) => name === place.toolArg)
  const changeTarget = (target: Target) => {
    const { name } = form.getValues()
    const options = { shouldDirty: true, shouldValidate: true }
    form.setValue('toolName', target.toolName, options)
    form.setValue('toolArg', target.toolArg, options)
    // A name that was written by hand stays.
    const isProposal = service && name === proposedName(service, values, takenNames())
    if (isProposal) form.setValue('name', proposedName(service, target, takenNames()), options)
  }
  return (
    <>
      {start.service && <CredentialGuide service={start.service} />}
      {start.service && <TargetFields service={start.service} target={values} onChange={changeTarget} />}
      {start.fromSecretId === null ? (
        <>
          <ValueField
            label={argument ? `Value: ${argument.label}` : 'Value'}
            secretValue={secretValue}
            service={service}
            argument={place.toolArg}
          />
          {service && <CheckSection service={service} argument={place.toolArg} value={secretValue.value} />}
        </>
      ) : (
        <ValueSource fromSecretId={start.fromSecretId} />
      )}
      <div className="mt-1 flex flex-col gap-3 border-t border-line pt-4">
        <EditFields control={form.control} />
        <ClashNotes secretId={null} edit={{ ...place, name: values.name, isDefault: values.isDefault }} />
        <KeepCopyField
          value={keepsCopy}
          onChange={setKeepsCopy}
          hint="To copy the value again later, or to use it for another tool. Without it nobody can read it back."
        />
      </div>
    </>
  )
}
