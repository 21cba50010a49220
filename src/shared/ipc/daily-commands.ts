// What may be asked about daily use: usage over time, rotations, hygiene, reminders, the timeline and the history.
import * as z from 'zod'
import { activityQuerySchema, activitySchema } from '../domain/activity.ts'
import { keyDraftSchema } from '../domain/api-key.ts'
import { findingKinds } from '../domain/ignored-findings.ts'
import { tagSchema } from '../domain/notes.ts'
import { rotationSchema } from '../domain/rotation.ts'
import { maxRowsPerMessage } from '../domain/snapshot.ts'
import { timelineRanges } from '../domain/timeline.ts'
import {
  keyRatesSchema,
  maxUsagePoints,
  modelUseSchema,
  sparklineSchema,
  usagePointSchema,
} from '../domain/usage.ts'
import type { Schemas } from './parts.ts'
import { accountId, activityFormat, instant, keyId, nothing, quietMs, token, written } from './parts.ts'

/** A reminder's id is one of its account alone. */
const reminder = { accountId, id: z.string().min(1).max(200) }

export const dailyCommands = {
  /** Creates the key that takes over, from a draft made of the old one, and begins to watch the old one. */
  'rotations.start': {
    input: z.strictObject({ keyId, draft: keyDraftSchema, quietMs }),
    output: rotationSchema,
  },
  'rotations.change': { input: z.strictObject({ rotationId: token, quietMs }), output: nothing },
  /** Ends the watching; both keys stay as they are. */
  'rotations.end': { input: z.strictObject({ rotationId: token }), output: nothing },
  /** Main asks with names, number and today's spend, then acts; the outcomes come with the snapshot. */
  'panic.run': {
    input: z.discriminatedUnion('action', [
      z.strictObject({ action: z.enum(['freezeAll', 'thawAll']) }),
      z.strictObject({ action: z.enum(['freezeTag', 'revokeTag']), tag: tagSchema }),
    ]),
    output: nothing,
  },
  /** The last reading by model: of one key, or with null of all. */
  'usage.readByModel': {
    input: z.strictObject({ keyId: keyId.nullable() }),
    output: z.strictObject({ models: z.array(modelUseSchema).max(500) }),
  },
  /** Credits since creation by time, of one key, or with null the sum over all. */
  'usage.readSeries': {
    input: z.strictObject({ keyId: keyId.nullable(), sinceAt: instant }),
    output: z.strictObject({ points: z.array(usagePointSchema).max(maxUsagePoints) }),
  },
  'usage.readSparklines': {
    input: z.strictObject({ keyIds: z.array(keyId).min(1).max(200) }),
    output: z.strictObject({ sparklines: z.array(sparklineSchema).max(200) }),
  },
  /** The models that each of the keys was seen to use; a key that used none is left out. */
  'usage.readUsedModels': {
    input: z.strictObject({ keyIds: z.array(keyId).min(1).max(maxRowsPerMessage) }),
    output: z.strictObject({
      keys: z
        .array(z.strictObject({ keyId, models: z.array(z.string().max(300)).max(500) }))
        .max(maxRowsPerMessage),
    }),
  },
  /** What a table is sorted by; keys that are not known are left out. */
  'usage.readRates': {
    input: z.strictObject({ keyIds: z.array(keyId).min(1).max(maxRowsPerMessage) }),
    output: z.strictObject({ rates: z.array(keyRatesSchema).max(maxRowsPerMessage) }),
  },
  /** Ignores the finding for these keys or secrets, or looks at it again; those that are gone are left out. */
  'hygiene.setIgnored': {
    input: z.strictObject({
      finding: z.enum(findingKinds),
      subjectIds: z.array(keyId).min(1).max(maxRowsPerMessage),
      isIgnored: z.boolean(),
    }),
    output: nothing,
  },
  'reminders.snooze': {
    input: z.strictObject({ ...reminder, untilAt: instant }),
    output: nothing,
  },
  'reminders.putAway': { input: z.strictObject(reminder), output: nothing },
  /** Expiries and resets of the coming days as a calendar file; `notConfirmed` where no file was chosen. */
  'timeline.export': { input: z.strictObject({ days: z.literal(timelineRanges) }), output: written },
  /** The newest first; `next` is the id to go on before, null on the last page. */
  'history.read': {
    input: z.strictObject({
      query: activityQuerySchema,
      beforeId: z.number().int().nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.strictObject({ entries: z.array(activitySchema).max(200), next: z.number().int().nullable() }),
  },
  /** "I have seen what changed elsewhere." */
  'history.markSeen': { input: nothing, output: nothing },
  /** `notConfirmed` where no file was chosen. */
  'history.export': {
    input: z.strictObject({ query: activityQuerySchema, format: activityFormat }),
    output: written,
  },
} satisfies Schemas
