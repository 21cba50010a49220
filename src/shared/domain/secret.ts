// What a secret is to Latchkey: a third-party credential that agents use and nobody can read back.
import * as z from 'zod'
import { notesSchema } from './notes.ts'

/** Limits of the service, in characters (code points). */
export const maxSecretText = 1024
const minSecretValue = 4
export const maxSecretValue = 1024

const instant = z.number().int().min(-8.64e15).max(8.64e15)

/**
 * One secret as shown in the table; never its value. Times are epoch milliseconds (UTC). The service tells no
 * time of the last replacement: `valueSetFrom` and `valueSetUntil` are the earliest and the latest moment at
 * which the present value can have been set, equal where it is certain, null where nothing is known.
 */
export const secretSchema = z.strictObject({
  id: z.string().min(1).max(100),
  name: z.string().max(2000),
  /** The service's mask of the value; empty where it gave none. */
  display: z.string().max(300),
  /** One tool, or a wildcard such as `agno__linear__*`. */
  toolName: z.string().max(2000).nullable(),
  /** The argument of the tool that takes the value. */
  toolArg: z.string().max(2000).nullable(),
  isDefault: z.boolean(),
  createdAt: instant.nullable(),
  updatedAt: instant.nullable(),
  valueSetFrom: instant.nullable(),
  valueSetUntil: instant.nullable(),
  hasSealedCopy: z.boolean(),
  /**
   * What this computer remembers of the value: nothing, the fingerprint of the present one, or that of a value
   * that may have been replaced elsewhere since.
   */
  fingerprint: z.enum(['none', 'current', 'stale']),
  /** The same for all secrets that are known to share one value; null for the others. Means nothing else. */
  sharedGroup: z.string().max(40).nullable(),
  /** What its user wrote about it, which the service never learns. */
  notes: notesSchema,
})
export type Secret = z.infer<typeof secretSchema>

/** A character has one or two UTF-16 units, so that most lengths, and every endless one, need no counting. */
const hasAtLeast = (min: number) => (text: string) => text.length >= 2 * min || countCharacters(text) >= min
const hasAtMost = (max: number) => (text: string) => text.length <= 2 * max && countCharacters(text) <= max
const hasNoControls = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text)

export const secretNameSchema = z
  .string()
  .trim()
  .min(1, 'Give the secret a name.')
  .refine(hasAtMost(maxSecretText), 'A name has at most 1,024 characters.')
  .refine(hasNoControls, 'A name may not hold control characters.')

/** A tool's name or wildcard. */
export const toolNameSchema = z
  .string()
  .trim()
  .min(1, 'Name a tool or a wildcard such as agno__linear__*.')
  .refine(hasAtMost(maxSecretText), 'A tool’s name has at most 1,024 characters.')
  .refine((name) => hasNoControls(name) && !/\s/u.test(name), 'A tool’s name holds no spaces.')

export const toolArgSchema = z
  .string()
  .trim()
  .min(1, 'Name the argument that takes the value, such as api_key.')
  .refine(hasAtMost(maxSecretText), 'An argument’s name has at most 1,024 characters.')
  .refine((name) => hasNoControls(name) && !/\s/u.test(name), 'An argument’s name holds no spaces.')

/** Kept exactly as entered: what stands around a value may belong to it. */
export const secretValueSchema = z
  .string()
  .min(1, 'Enter the value.')
  .refine(hasAtLeast(minSecretValue), 'The service takes values of 4 characters or more.')
  .refine(
    hasAtMost(maxSecretValue),
    'The service takes values of at most 1,024 characters. Long keys, certificates and JSON files do not fit.',
  )
  .refine(
    (value) => value.isWellFormed() && !value.includes('\0'),
    'The value holds characters that cannot be sent.',
  )

const secretEditSchema = z.strictObject({
  name: secretNameSchema,
  toolName: toolNameSchema.nullable(),
  toolArg: toolArgSchema.nullable(),
  isDefault: z.boolean(),
})
/** What the edit form holds; the value has an action of its own. */
export type SecretEdit = z.infer<typeof secretEditSchema>

/** Everything of a new secret but its value. */
export const secretDetailsSchema = secretEditSchema.extend({ keepSealedCopy: z.boolean() })
export type SecretDetails = z.infer<typeof secretDetailsSchema>

export const secretDraftSchema = secretDetailsSchema.extend({ value: secretValueSchema })
export type SecretDraft = z.infer<typeof secretDraftSchema>

/** What an edit sends; a field left out stays as it is on the service. */
export const secretChangesSchema = secretEditSchema.partial()
export type SecretChanges = z.infer<typeof secretChangesSchema>

/** The changes that turn `secret` into the edited form: only fields that differ. */
export function diffSecret(secret: SecretEdit, edited: SecretEdit): SecretChanges {
  const changes: SecretChanges = {}
  if (edited.name !== secret.name) changes.name = edited.name
  if (edited.toolName !== secret.toolName) changes.toolName = edited.toolName
  if (edited.toolArg !== secret.toolArg) changes.toolArg = edited.toolArg
  if (edited.isDefault !== secret.isDefault) changes.isDefault = edited.isDefault
  return changes
}

/** How many characters (code points) the service counts in a text. */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** What comparing an entered value with a secret can tell. */
export const valueVerdicts = ['same', 'different', 'sameButStale', 'maskFits', 'unknown'] as const
export type ValueVerdict = (typeof valueVerdicts)[number]

/** What a mask shows around what it hides; one part where it hides nothing. */
export function maskParts(display: string): readonly string[] {
  return display.trim().split(/(?:[*•…]|\.{2,})+/u)
}

/**
 * Whether `value` can be the one behind a mask such as `lin_****Ab3d`. Masks are not documented: only what
 * stands before the first and after the last run of `*`, `•`, `…` or dots is compared. A display without any
 * tells nothing, unless it is the whole value.
 */
export function fitsMask(display: string, value: string): 'fits' | 'differs' | 'unknown' {
  const parts = maskParts(display)
  const start = parts[0] ?? ''
  const end = parts.at(-1) ?? ''
  if (parts.length === 1) return start !== '' && start === value ? 'fits' : 'unknown'
  if (start === '' && end === '') return 'unknown'
  const fits = value.startsWith(start) && value.endsWith(end) && value.length >= start.length + end.length
  return fits ? 'fits' : 'differs'
}

/** One agent of IO Intelligence. */
export const agentSchema = z.strictObject({
  /** As a call names it, such as `linear_agent`. */
  id: z.string().min(1).max(200),
  name: z.string().max(300),
  description: z.string().max(2000),
  tags: z.array(z.string().max(100)).max(20),
})
export type Agent = z.infer<typeof agentSchema>
