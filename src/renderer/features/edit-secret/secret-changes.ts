// What an edit of a secret would change, as words to read.
import type { SecretChanges, SecretEdit } from '../../../shared/domain/secret.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { ChangeWords } from '../edit-form/change-list.tsx'
import { editFieldNames } from '../secret-form/details-form.ts'

const labels: Readonly<Record<keyof SecretEdit, string>> = {
  name: 'Name',
  toolName: 'Tool',
  toolArg: 'Argument',
  isDefault: 'Default',
}

/** "Tool", "agno__linear__*", "none": one entry a field that differs, in the order of the form. */
export function describeSecretChanges(before: SecretEdit, after: SecretEdit): readonly ChangeWords[] {
  return editFieldNames
    .filter((field) => before[field] !== after[field])
    .map((field) => ({
      field,
      label: labels[field],
      before: words(before, field),
      after: words(after, field),
    }))
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
