// For a service with several arguments or several tools: which of them this secret is for.
import type { Service } from '../../../shared/domain/integrations.ts'
import { useAppState } from '../../state/app-state.ts'
import { classNames } from '../../ui/class-names.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { isCovered, type Target } from './proposals.ts'

export interface TargetFieldsProps {
  readonly service: Service
  /** As it stands in the form, where it can also be written by hand. */
  readonly target: Target
  readonly onChange: (target: Target) => void
}

/** The choice of a name that was written by hand and that the catalogue does not know. */
const other = { value: '', label: 'Another one, named below' }

export function TargetFields({ service, target, onChange }: TargetFieldsProps) {
  const rows = useAppState((state) => state.secrets)
  const { args, toolPatterns, name } = service
  const { toolName, toolArg } = target
  const secrets = [...rows.values()].map(({ secret }) => secret)
  const doneWords = (isDone: boolean) => (isDone ? ' (has a secret)' : '')
  if (args.length === 1 && toolPatterns.length === 1) return null
  return (
    <div className={classNames('grid gap-3', args.length > 1 && toolPatterns.length > 1 && 'sm:grid-cols-2')}>
      {toolPatterns.length > 1 && (
        <Choice
          label="For which tool"
          hint={`No wildcard covers ${name}’s ${toolPatterns.length} tools: each needs a secret of its own.`}
          value={toolName}
          options={toolPatterns.map((pattern) => ({
            value: pattern,
            label: pattern + doneWords(isCovered({ toolName: pattern, toolArg }, secrets)),
          }))}
          onChange={(next) => onChange({ toolName: next, toolArg })}
        />
      )}
      {args.length > 1 && (
        <Choice
          label="For which argument"
          hint={`${name} takes ${args.length} arguments: each one you use needs a secret of its own.`}
          value={toolArg}
          options={args.map((argument) => ({
            value: argument.name,
            label: `${argument.name}: ${argument.label}${doneWords(isCovered({ toolName, toolArg: argument.name }, secrets))}`,
          }))}
          onChange={(next) => onChange({ toolName, toolArg: next })}
        />
      )}
    </div>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
}

function Choice({ label, hint, value, options, onChange }: ChoiceProps) {
  const isKnown = options.some((option) => option.value === value)
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <Select
          {...control}
          value={isKnown ? value : other.value}
          options={isKnown ? options : [other, ...options]}
          onChange={({ target }) => {
            if (target.value !== other.value) onChange(target.value)
          }}
        />
      )}
    </Field>
  )
}
