// What differs between two states of a secret, as words to read; never anything of its value.
import type { Activity } from './activity.ts'
import type { ChangeWords } from './change-words.ts'
import type { SecretChanges, SecretEdit } from './secret.ts'
import { visibleText } from './visible-text.ts'

/** In the order of the form. */
const fields = ['name', 'toolName', 'toolArg', 'isDefault'] as const

const labels: Readonly<Record<keyof SecretEdit, string>> = {
  name: 'Name',
  toolName: 'Tool',
  toolArg: 'Argument',
  isDefault: 'Default',
}

/** "Tool", "agno__linear__*", "none": one entry a field that differs, in the order of the form. */
export function describeSecretChanges(before: SecretEdit, after: SecretEdit): readonly ChangeWords[] {
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({
      field,
      label: labels[field],
      before: words(before, field),
      after: words(after, field),
    }))
}

/** The same for the history. */
export function secretHistoryChanges(before: SecretEdit, after: SecretEdit): Activity['changes'] {
  return describeSecretChanges(before, after).map(({ label, before: old, after: now }) => {
    return { field: label, before: old, after: now }
  })
}

/** The secret once the changes are made; a change to null is one too. */
export function withSecretChanges(secret: SecretEdit, changes: SecretChanges): SecretEdit {
  return {
    name: changes.name ?? secret.name,
    toolName: changes.toolName === undefined ? secret.toolName : changes.toolName,
    toolArg: changes.toolArg === undefined ? secret.toolArg : changes.toolArg,
    isDefault: changes.isDefault ?? secret.isDefault,
  }
}

function words(edit: SecretEdit, field: keyof SecretEdit): string {
  if (field === 'isDefault') return edit.isDefault ? 'yes' : 'no'
  if (field === 'name') return `“${visibleText(edit.name, 80)}”`
  return visibleText(edit[field] ?? 'none', 100)
}
