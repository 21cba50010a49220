// What may be asked about secrets and agents.
import * as z from 'zod'
import { agentSnippetFormats } from '../domain/agents.ts'
import { notesSchema } from '../domain/notes.ts'
import {
  secretChangesSchema,
  secretDetailsSchema,
  secretDraftSchema,
  secretSchema,
  secretValueSchema,
  valueVerdicts,
} from '../domain/secret.ts'
import { checkVerdictSchema } from '../domain/secret-check.ts'
import { maxRowsPerMessage, secretOutcomeSchema } from '../domain/snapshot.ts'
import type { Schemas } from './parts.ts'
import { bySecret, instant, nothing, secretId, tagChange, token } from './parts.ts'

export const secretCommands = {
  /** Rows in the order of their ids, after the given one; `next` is null on the last page. */
  'secrets.readRows': {
    input: z.strictObject({
      afterId: secretId.nullable(),
      limit: z.number().int().min(1).max(maxRowsPerMessage),
    }),
    output: z.strictObject({ rows: z.array(secretSchema), next: secretId.nullable() }),
  },
  /** `isCopySealed` is false where a sealed copy was wanted and could not be kept. */
  'secrets.create': {
    input: secretDraftSchema,
    output: z.strictObject({ secretId, isCopySealed: z.boolean() }),
  },
  /** A new secret with the value of another, which main takes from its sealed copy. */
  'secrets.createFromCopy': {
    input: z.strictObject({ fromSecretId: secretId, details: secretDetailsSchema }),
    output: z.strictObject({ secretId, isCopySealed: z.boolean() }),
  },
  /** The row as the service now tells it, and the fields that it did not take over. */
  'secrets.update': {
    input: z.strictObject({ secretId, changes: secretChangesSchema }),
    output: z.strictObject({ secret: secretSchema, notTaken: z.array(secretChangesSchema.keyof()) }),
  },
  /** Main's half of the confirmation: a ticket to replace the values of exactly these secrets. */
  'secrets.prepareReplace': {
    input: z.strictObject({ secretIds: z.array(secretId).min(1).max(1000) }),
    output: z.strictObject({ ticket: token, secrets: z.array(secretSchema) }),
  },
  'secrets.replaceValue': {
    input: z.strictObject({ ticket: token, value: secretValueSchema, keepSealedCopy: z.boolean() }),
    output: z.strictObject({ outcomes: z.array(secretOutcomeSchema) }),
  },
  /** Main's half of the confirmation: a ticket for exactly these secrets, good once and for a short time. */
  'secrets.prepareDelete': {
    input: z.strictObject({ secretIds: z.array(secretId).min(1).max(1000) }),
    output: z.strictObject({ ticket: token, secrets: z.array(secretSchema) }),
  },
  'secrets.delete': {
    input: z.strictObject({ ticket: token }),
    output: z.strictObject({ outcomes: z.array(secretOutcomeSchema) }),
  },
  /** Whether the value is the one that is set, as far as this computer can tell. */
  'secrets.compareValue': {
    input: z.strictObject({ secretId, value: z.string().min(1).max(4096) }),
    output: z.strictObject({ verdict: z.enum(valueVerdicts), sameAsIds: z.array(secretId) }),
  },
  /** Sends the credential to its service's harmless endpoint; main asks first where the user named the host. */
  'secrets.checkValue': {
    input: z.strictObject({
      serviceId: z.string().max(60),
      args: z.record(z.string().max(60), z.string().max(4096)),
    }),
    output: checkVerdictSchema,
  },
  /** From the sealed copy straight to the clipboard. */
  'secrets.copyValue': { input: bySecret, output: z.strictObject({ clearsAt: instant }) },
  'secrets.copyName': { input: bySecret, output: nothing },
  'secrets.note': { input: z.strictObject({ secretId, notes: notesSchema }), output: nothing },
  /** Adds tags to several secrets and takes others away, all or none; what they have besides stays. */
  'secrets.tag': {
    input: z.strictObject({ secretIds: z.array(secretId).min(1).max(1000), ...tagChange }),
    output: nothing,
  },
  'secrets.eraseSealedCopy': { input: bySecret, output: nothing },
  /** The code that calls an agent; it names a variable and holds no value. */
  'agents.copySnippet': {
    input: z.strictObject({ agentId: z.string().min(1).max(200), format: z.enum(agentSnippetFormats) }),
    output: nothing,
  },
} satisfies Schemas
