// The fields that say what a secret is called and which tool takes it; shared by adding and editing.
import type { ReactNode, Ref } from 'react'
import { type Control, Controller } from 'react-hook-form'
import { isKnownTool, serviceOfTool } from '../../../shared/domain/integrations.ts'
import { countCharacters, maxSecretText, type SecretEdit } from '../../../shared/domain/secret.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import type { EditValues } from './details-form.ts'

export interface EditFieldsProps {
  readonly control: Control<EditValues, unknown, SecretEdit>
}

/** Name, tool and argument; the name is the first of them. */
export function EditFields({ control }: EditFieldsProps) {
  return (
    <>
      <Controller
        control={control}
        name="name"
        render={({ field, fieldState }) => (
          <TextField {...field} label="Name" error={fieldState.error?.message} />
        )}
      />
      <div className="grid gap-3 sm:grid-cols-[3fr_2fr]">
        <Controller
          control={control}
          name="toolName"
          render={({ field, fieldState }) => (
            <TextField
              {...field}
              isCode
              label="Tool"
              hint={toolHint(field.value)}
              error={fieldState.error?.message}
            />
          )}
        />
        <Controller
          control={control}
          name="toolArg"
          render={({ field, fieldState }) => (
            <TextField
              {...field}
              isCode
              label="Argument"
              hint="What the tool calls the value."
              error={fieldState.error?.message}
            />
          )}
        />
      </div>
      <Controller
        control={control}
        name="isDefault"
        render={({ field: { value, onChange } }) => (
          <Checkbox
            label="Default for this tool"
            hint="io.net’s built-in agents use a secret only if it is the default."
            checked={value}
            onChange={(event) => onChange(event.target.checked)}
          />
        )}
      />
    </>
  )
}

/** What is known of the tool that is being named. */
function toolHint(toolName: string): string {
  const tool = toolName.trim()
  if (tool === '') return 'A tool or a wildcard such as agno__linear__*; may stay empty.'
  const service = serviceOfTool(tool)
  if (service) return tool.includes('*') ? `Tools of ${service.name}.` : `One tool of ${service.name}.`
  return isKnownTool(tool) ? 'Tools of several services.' : 'Latchkey knows no tool of this name.'
}

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onBlur: () => void
  readonly hint?: ReactNode
  readonly error: string | undefined
  readonly isCode?: boolean
  readonly ref?: Ref<HTMLInputElement>
}

function TextField({ label, value, onChange, onBlur, hint, error, isCode = false, ref }: TextFieldProps) {
  const length = countCharacters(value)
  const isNearLimit = length > maxSecretText * 0.75
  return (
    <Field
      label={label}
      aside={isNearLimit && `${length.toLocaleString('en')} of ${maxSecretText.toLocaleString('en')}`}
      hint={hint}
      error={error}
    >
      {(control) => (
        <TextInput
          {...control}
          {...(ref ? { ref } : {})}
          isCode={isCode}
          autoCapitalize="off"
          className="scroll-mt-8"
          value={value}
          onBlur={onBlur}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
