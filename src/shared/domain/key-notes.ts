// What only this computer knows of an API key: what its user wrote about it, and what was frozen.
import * as z from 'zod'
import { noSecretNotes, notesSchema } from './notes.ts'

const instant = z.number().int().min(-8.64e15).max(8.64e15)

/** What its user wrote about a key. It follows the key to the one that replaces it. */
export const keyNotesSchema = notesSchema.extend({
  /** Days before its expiry at which the first reminder comes; null = as the settings say. */
  remindDays: z.number().int().min(1).max(365).nullable(),
})
export type KeyNotes = z.infer<typeof keyNotesSchema>

export const noNotes: KeyNotes = { ...noSecretNotes, remindDays: null }

/** A key whose limit was set to 0 to stop it; null = not frozen. */
export const frozenSchema = z.strictObject({
  /** The limit that thawing brings back; null = no limit. */
  limit: z.number().nullable(),
  at: instant,
})
export type Frozen = z.infer<typeof frozenSchema>
