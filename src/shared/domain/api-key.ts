// What an API key is to Latchkey, what may be asked of one, and the rules both sides of the bridge check.
import * as z from 'zod'
import { type Frozen, frozenSchema, keyNotesSchema } from './key-notes.ts'
import { notesSchema } from './notes.ts'

/** Longest name sent to the service, in UTF-16 units; the tag of a creation still fits behind it. */
export const maxNameLength = 200
/** Most models in one allow-list that we send. */
export const maxAllowedModels = 500

export const creditCycles = ['8h', 'daily', 'weekly', 'monthly'] as const
export const creditCycleSchema = z.enum(creditCycles)
export type CreditCycle = z.infer<typeof creditCycleSchema>

const instant = z.number().int().min(-8.64e15).max(8.64e15)

/** Which models a key may call. `only` is never empty: the service reads an empty list as "all". */
export const modelAccessSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({
    kind: z.literal('only'),
    models: z.array(z.string().min(1).max(300)).min(1).max(maxAllowedModels),
  }),
])
export type ModelAccess = z.infer<typeof modelAccessSchema>

/** How a key left the service's list. */
const endingSchema = z.strictObject({
  how: z.enum(['revokedHere', 'expired', 'goneElsewhere']),
  /** When it ended, or, where nobody told us, when we first saw it missing. */
  at: instant,
})
export type Ending = z.infer<typeof endingSchema>

/**
 * One API key as shown in the table; never its value. Times are epoch milliseconds (UTC), credits are
 * the service's own unit. `ending` is null while the service still lists the key.
 */
export const apiKeySchema = z.strictObject({
  id: z.string().min(1).max(100),
  name: z.string().max(2000),
  /** The service's shortened value: an identifier, safe to show, useless as a credential. */
  display: z.string().max(300),
  createdAt: instant.nullable(),
  expiresAt: instant.nullable(),
  access: modelAccessSchema,
  creditLimit: z.number().nullable(),
  /** Credits used in the running cycle. */
  creditUsed: z.number(),
  creditCycle: creditCycleSchema.nullable(),
  /** Credits since 00:00 UTC and since creation; null while the usage call has not answered. */
  usedToday: z.number().nullable(),
  usedAllTime: z.number().nullable(),
  /** When this app last saw the use grow; null when it never did. */
  lastUseSeenAt: instant.nullable(),
  hasSealedCopy: z.boolean(),
  /** What only this computer knows: what its user wrote, and the limit to bring back when it is thawed. */
  notes: keyNotesSchema,
  frozen: frozenSchema.nullable(),
  ending: endingSchema.nullable(),
})
export type ApiKey = z.infer<typeof apiKeySchema>

/** The name rule of both forms: visible text of a sane length. */
export const keyNameSchema = z
  .string()
  .trim()
  .min(1, 'Give the key a name, so that you can tell later what uses it.')
  .max(maxNameLength, `A name has at most ${maxNameLength} characters.`)
  .refine((name) => name.isWellFormed() && !/\p{Cc}/u.test(name), 'A name may not hold control characters.')

/** The service's own rule for a prefix, checked while typing. */
export const keyPrefixSchema = z
  .string()
  .min(2, 'A prefix has 2 to 8 characters.')
  .max(8, 'A prefix has 2 to 8 characters.')
  .regex(/^[a-z]/, 'A prefix starts with a small letter.')
  .regex(/^[a-z0-9-]*$/, 'A prefix holds only small letters, digits and hyphens.')
  .regex(/[a-z0-9]$/, 'A prefix ends with a letter or digit.')
  .refine((prefix) => !prefix.startsWith('io'), 'A prefix may not start with “io”: the service keeps it.')
  .refine((prefix) => !/-v\d/.test(prefix), 'A prefix may not hold a version mark such as “-v2”.')

export const creditLimitSchema = z
  .number({ error: 'A credit limit is a number of credits.' })
  .min(0, 'A credit limit cannot be below 0.')
  .max(1e12, 'A credit limit cannot be above 1,000,000,000,000.')

/** What the create form asks for. `expiresAt: null` means never, and is always sent explicitly. */
export const keyDraftSchema = z.strictObject({
  name: keyNameSchema,
  expiresAt: instant.nullable(),
  access: modelAccessSchema,
  creditLimit: creditLimitSchema.nullable(),
  creditCycle: creditCycleSchema,
  prefix: keyPrefixSchema.nullable(),
  keepSealedCopy: z.boolean(),
  /** Kept on this computer and never sent; absent where there are none. */
  tags: notesSchema.shape.tags.exactOptional(),
})
export type KeyDraft = z.infer<typeof keyDraftSchema>

/** What the edit form holds. Prefix and scopes are fixed at creation. */
const keyEditSchema = z.strictObject({
  name: keyNameSchema,
  access: modelAccessSchema,
  creditLimit: creditLimitSchema.nullable(),
  creditCycle: creditCycleSchema,
  expiresAt: instant.nullable(),
})
export type KeyEdit = z.infer<typeof keyEditSchema>

/** What an edit sends; a field left out stays as it is on the service. */
export const keyChangesSchema = keyEditSchema.partial()
export type KeyChanges = z.infer<typeof keyChangesSchema>

/** The changes that turn `key` into the edited form: only fields that differ. */
export function diffKey(key: ApiKey, edited: KeyEdit): KeyChanges {
  const changes: KeyChanges = {}
  if (edited.name !== key.name) changes.name = edited.name
  if (!isSameAccess(edited.access, key.access)) changes.access = edited.access
  if (edited.creditLimit !== key.creditLimit) changes.creditLimit = edited.creditLimit
  if (edited.creditCycle !== key.creditCycle) changes.creditCycle = edited.creditCycle
  if (edited.expiresAt !== key.expiresAt) changes.expiresAt = edited.expiresAt
  return changes
}

/**
 * Whether a key whose limit is remembered here is shown as frozen: only while the service keeps it at 0. With any
 * other limit somebody has let it go on, or its freezing never arrived.
 */
export function shownFrozen(frozen: Frozen | null, creditLimit: number | null): Frozen | null {
  return creditLimit === 0 ? frozen : null
}

/** Compares two allow-lists as sets. */
export function isSameAccess(a: ModelAccess, b: ModelAccess): boolean {
  if (a.kind !== 'only' || b.kind !== 'only') return a.kind === b.kind
  const models = new Set(b.models)
  return new Set(a.models).size === models.size && a.models.every((model) => models.has(model))
}

/** A model that an allow-list may name. Prices are USD per million tokens, as text, where known. */
export const modelSchema = z.strictObject({
  name: z.string().min(1).max(300),
  developer: z.string().max(300).nullable(),
  contextWindow: z.number().nullable(),
  inputPrice: z.string().max(50).nullable(),
  outputPrice: z.string().max(50).nullable(),
  isActive: z.boolean(),
})
export type Model = z.infer<typeof modelSchema>
