// What an edit would change, as data to send.
import type * as z from 'zod'
import { type ApiKey, diffKey, type KeyChanges } from '../../../shared/domain/api-key.ts'
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
