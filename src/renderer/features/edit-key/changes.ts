// What an edit would change: as data to send, and as words to read.
import type * as z from 'zod'
import {
  type ApiKey,
  diffKey,
  isSameAccess,
  type KeyChanges,
  type ModelAccess,
} from '../../../shared/domain/api-key.ts'
import { cycleWords, formatCredits } from '../../../shared/domain/credit-cycle.ts'
import { exactTime } from '../../../shared/domain/expiry.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { assertNever } from '../../../shared/errors.ts'
import type { ChangeWords } from '../edit-form/change-list.tsx'
import { type EditedKeyValues, editedKeySchema } from '../key-form/form-values.ts'

export type EditedKey = z.output<ReturnType<typeof editedKeySchema>>

/** The changes that a checked form asks for; only fields that differ from `key`. */
export function changesOf(key: ApiKey, { creditCycle, ...rest }: EditedKey): KeyChanges {
  if (creditCycle !== 'unknown') return diffKey(key, { ...rest, creditCycle })
  // Neither told by the service nor chosen here: nothing to send.
  const { creditCycle: _, ...changes } = diffKey(key, { ...rest, creditCycle: 'monthly' })
  return changes
}

/** The same while the form is being filled in: a field that is not right yet counts as unchanged. */
export function changesSoFar(key: ApiKey, values: EditedKeyValues, now: number): KeyChanges {
  const { shape } = editedKeySchema(key, () => now)
  return changesOf(key, {
    name: readOr(shape.name, values.name, key.name),
    expiresAt: readOr(shape.expiresAt, values.expiresAt, key.expiresAt),
    access: readOr(shape.access, values.access, key.access),
    creditLimit: readOr(shape.creditLimit, values.creditLimit, key.creditLimit),
    creditCycle: values.creditCycle,
  })
}

function readOr<T>(schema: z.ZodType<T>, input: unknown, otherwise: T): T {
  const read = schema.safeParse(input)
  return read.success ? read.data : otherwise
}

/** The part of a key that can be edited. */
type KeyState = Pick<ApiKey, 'name' | 'expiresAt' | 'access' | 'creditLimit' | 'creditCycle'>

/** The key once the changes are made; a change to null is one too. */
export function withChanges(key: ApiKey, changes: KeyChanges): KeyState {
  const { name, expiresAt, access, creditLimit, creditCycle } = changes
  return {
    name: name ?? key.name,
    expiresAt: expiresAt === undefined ? key.expiresAt : expiresAt,
    access: access ?? key.access,
    creditLimit: creditLimit === undefined ? key.creditLimit : creditLimit,
    creditCycle: creditCycle ?? key.creditCycle,
  }
}

const fields = ['name', 'expiresAt', 'access', 'creditLimit', 'creditCycle'] as const

const fieldLabels: Readonly<Record<keyof KeyState, string>> = {
  name: 'Name',
  expiresAt: 'Expires',
  access: 'Models',
  creditLimit: 'Credit limit',
  creditCycle: 'Credits start over',
}

/** "Credit limit", "50", "500": one entry a field that differs, in the order of the form. */
export function describeChanges(before: KeyState, after: KeyState): readonly ChangeWords[] {
  return fields
    .filter((field) =>
      field === 'access' ? !isSameAccess(before.access, after.access) : before[field] !== after[field],
    )
    .map((field) => ({
      field,
      label: fieldLabels[field],
      before: fieldWords(field, before),
      after: field === 'access' ? accessChange(before.access, after.access) : fieldWords(field, after),
    }))
}

/** One field of a key as a person reads it. */
function fieldWords(field: keyof KeyState, state: KeyState): string {
  switch (field) {
    case 'name':
      return `“${visibleText(state.name, 80)}”`
    case 'expiresAt':
      return state.expiresAt === null ? 'never' : exactTime(state.expiresAt)
    case 'access':
      return accessWords(state.access)
    case 'creditLimit':
      return state.creditLimit === null ? 'no limit' : formatCredits(state.creditLimit)
    case 'creditCycle':
      return state.creditCycle === null ? 'not known' : cycleWords[state.creditCycle]
    default:
      return assertNever(field)
  }
}

function accessWords(access: ModelAccess): string {
  if (access.kind === 'all') return 'all models'
  return access.models.length === 1 ? '1 model' : `${access.models.length} models`
}

/** From list to list it names what comes and goes: a count that stays the same would hide a swap. */
function accessChange(before: ModelAccess, after: ModelAccess): string {
  if (before.kind === 'all' || after.kind === 'all') return accessWords(after)
  const added = after.models.filter((model) => !before.models.includes(model))
  const removed = before.models.filter((model) => !after.models.includes(model))
  const parts = [
    added.length > 0 && `with ${listNames(added)}`,
    removed.length > 0 && `without ${listNames(removed)}`,
  ]
  return `${accessWords(after)}, ${parts.filter(Boolean).join(', ')}`
}

const namedAtMost = 3

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, namedAtMost).map((name) => visibleText(name, 60))
  const more = names.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ')
}
