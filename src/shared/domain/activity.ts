// The history of this computer: what was done with Latchkey, and what changed on the service without it.
import * as z from 'zod'
import { errorCodes } from '../errors.ts'

const instant = z.number().int()

/** What was done here. */
const ownActivityKinds = [
  'keyCreated',
  'keyEdited',
  'keyRevoked',
  'keyFrozen',
  'keyThawed',
  'keyNoted',
  'valueCopied',
  'valueRevealed',
  'valueStored',
  'valueErased',
  'rotationStarted',
  'rotationEnded',
  'secretAdded',
  'secretEdited',
  'secretReplaced',
  'secretDeleted',
  'secretCopied',
  'secretChecked',
  'secretErased',
  'findingIgnored',
  'findingReopened',
  'secretNoted',
  'connected',
  'disconnected',
  'switched',
  'locked',
  'unlocked',
  'passphraseChanged',
  'settingsChanged',
  'exported',
  'erasedEverything',
] as const

/** What changed without this computer: told as "since your last visit". */
export const elsewhereKinds = [
  'keyAppeared',
  'keyChangedElsewhere',
  'keyExpired',
  'keyGone',
  'moreChanged',
] as const

export const activityKinds = [...ownActivityKinds, ...elsewhereKinds] as const
const activityKindSchema = z.enum(activityKinds)
export type ActivityKind = z.infer<typeof activityKindSchema>

/** One thing that happened; never holds a value. `before` and `after` are words made to be read. */
export const activitySchema = z.strictObject({
  /** Grows with each entry of this computer. */
  id: z.number().int().min(1),
  at: instant,
  kind: activityKindSchema,
  /** The account it happened in, as it was called then; null outside of any. */
  account: z.string().max(300).nullable(),
  /** The id of the key, secret or account; null where it concerns none. */
  subjectId: z.string().max(200).nullable(),
  /** The name it had then. */
  subject: z.string().max(300),
  /** `unknown`: the answer was lost. */
  outcome: z.enum(['done', 'failed', 'unknown']),
  error: z.enum(errorCodes).nullable(),
  changes: z
    .array(
      z.strictObject({
        field: z.string().max(60),
        before: z.string().max(400),
        after: z.string().max(400),
      }),
    )
    .max(20),
  /** One sentence more, where there is more to say. */
  detail: z.string().max(400).nullable(),
})
export type Activity = z.infer<typeof activitySchema>

/** What a reader of the history asks for; an empty `text` and null `kinds` leave all. */
export const activityQuerySchema = z.strictObject({
  text: z.string().max(200),
  kinds: z.array(activityKindSchema).max(activityKinds.length).nullable(),
  subjectId: z.string().max(200).nullable(),
  since: instant.nullable(),
})
export type ActivityQuery = z.infer<typeof activityQuerySchema>

/** What changed without this computer since its user last said that it was seen. */
export const driftSchema = z.strictObject({
  /** When it was last seen. */
  since: instant,
  count: z.number().int().min(1),
  /** The newest, at most 20. */
  entries: z.array(activitySchema).max(20),
})
export type Drift = z.infer<typeof driftSchema>
