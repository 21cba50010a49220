// What may be asked about API keys, their values and their creation.
import * as z from 'zod'
import { apiKeySchema, keyChangesSchema, keyDraftSchema } from '../domain/api-key.ts'
import { keyNotesSchema } from '../domain/key-notes.ts'
import { freezeOutcomeSchema, maxRowsPerMessage, revokeOutcomeSchema } from '../domain/snapshot.ts'
import { snippetFormats } from '../domain/snippets.ts'
import type { Schemas } from './parts.ts'
import { byKey, identifiedSchema, instant, keyId, nothing, tagChange, token } from './parts.ts'

export const keyCommands = {
  /** Rows in the order of their ids, after the given one; `next` is null on the last page. */
  'keys.readRows': {
    input: z.strictObject({
      afterId: keyId.nullable(),
      limit: z.number().int().min(1).max(maxRowsPerMessage),
    }),
    output: z.strictObject({ rows: z.array(apiKeySchema), next: keyId.nullable() }),
  },
  /** Answers when the value is sealed; the value itself stays in main (`values.*`). */
  'keys.create': { input: keyDraftSchema, output: z.strictObject({ keyId }) },
  /** The row as the service now tells it, and the fields that it did not take over. */
  'keys.update': {
    input: z.strictObject({ keyId, changes: keyChangesSchema }),
    output: z.strictObject({ key: apiKeySchema, notTaken: z.array(keyChangesSchema.keyof()) }),
  },
  /** Main's half of the confirmation: a ticket for exactly these keys, good once and for a short time. */
  'keys.prepareRevoke': {
    input: z.strictObject({ keyIds: z.array(keyId).min(1).max(1000) }),
    output: z.strictObject({ ticket: token, keys: z.array(apiKeySchema) }),
  },
  'keys.revoke': {
    input: z.strictObject({ ticket: token }),
    output: z.strictObject({ outcomes: z.array(revokeOutcomeSchema) }),
  },
  'keys.copyIdentifier': { input: byKey, output: nothing },
  'keys.note': { input: z.strictObject({ keyId, notes: keyNotesSchema }), output: nothing },
  /** Adds tags to several keys and takes others away, all or none; what they have besides stays. */
  'keys.tag': {
    input: z.strictObject({
      keyIds: z.array(keyId).min(1).max(1000),
      ...tagChange,
    }),
    output: nothing,
  },
  /** Main's half of the confirmation: a ticket to freeze or thaw exactly these keys. */
  'keys.prepareFreeze': {
    input: z.strictObject({ keyIds: z.array(keyId).min(1).max(1000), kind: z.enum(['freeze', 'thaw']) }),
    output: z.strictObject({ ticket: token, keys: z.array(apiKeySchema) }),
  },
  'keys.freeze': {
    input: z.strictObject({ ticket: token }),
    output: z.strictObject({ outcomes: z.array(freezeOutcomeSchema) }),
  },
  /** Which keys and secrets a pasted text holds; the text is not kept. */
  'keys.identify': {
    input: z.strictObject({ text: z.string().min(1).max(20_000) }),
    output: z.strictObject({
      matches: z.array(identifiedSchema).max(50),
      /** Texts in it that look like a credential and are none of those kept here, shortened. */
      unknown: z.array(z.string().max(80)).max(20),
    }),
  },
  'values.copy': { input: byKey, output: z.strictObject({ clearsAt: instant }) },
  'values.copySnippet': {
    input: z.strictObject({ keyId, format: z.enum(snippetFormats) }),
    output: z.strictObject({ clearsAt: instant }),
  },
  /** For a sealed copy of an older key: main asks the user itself, then permits `reveal` for a minute. */
  'values.permitReveal': { input: byKey, output: z.strictObject({ permittedUntil: instant }) },
  /** The only answer that carries a value; refused without a permit, limited in number, hidden after 30 s. */
  'values.reveal': { input: byKey, output: z.strictObject({ value: z.string(), hidesAt: instant }) },
  'values.conceal': { input: byKey, output: nothing },
  /** "I have stored it": the value is kept sealed or erased, as the box said. */
  'values.acknowledge': { input: z.strictObject({ keyId, keepSealedCopy: z.boolean() }), output: nothing },
  'values.eraseSealedCopy': { input: byKey, output: nothing },
  'creations.recheck': { input: z.strictObject({ intentId: token }), output: nothing },
  'creations.dismiss': { input: z.strictObject({ intentId: token }), output: nothing },
} satisfies Schemas
