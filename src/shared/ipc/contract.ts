// The one file that rules IPC: what every command takes and gives, and what every event carries.
import * as z from 'zod'
import { apiKeySchema, keyChangesSchema, keyDraftSchema } from '../domain/api-key.ts'
import { linkIds } from '../domain/links.ts'
import { keysHosts, settingsChangesSchema } from '../domain/settings.ts'
import { maxRowsPerMessage, patchSchema, revokeOutcomeSchema, snapshotSchema } from '../domain/snapshot.ts'
import { snippetFormats } from '../domain/snippets.ts'
import type { CommandName, EventName } from './channels.ts'

const keyId = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\w-]+$/)
const token = z
  .string()
  .min(16)
  .max(100)
  .regex(/^[\w-]+$/)
const nothing = z.strictObject({})
const byKey = z.strictObject({ keyId })
const instant = z.number().int()

/** Input and output of each command. A command answers `Result<output>`. */
export const commands = {
  'app.readSnapshot': { input: nothing, output: snapshotSchema },
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
  'clipboard.clear': { input: nothing, output: nothing },
  'session.connect': {
    input: z.strictObject({ adminKey: z.string().min(1).max(8192), keysHost: z.enum(keysHosts) }),
    output: nothing,
  },
  'session.exploreSandbox': { input: nothing, output: nothing },
  'session.disconnect': { input: nothing, output: nothing },
  'vault.retry': { input: nothing, output: nothing },
  /** For a keyring that was lost for good: main asks the user itself, then seals with a new data key. */
  'vault.beginAnew': { input: nothing, output: nothing },
  'sync.refresh': { input: nothing, output: nothing },
  'settings.change': { input: settingsChangesSchema, output: nothing },
  'links.open': { input: z.strictObject({ link: z.enum(linkIds) }), output: nothing },
} satisfies Record<CommandName, { input: z.ZodType; output: z.ZodType }>

/** What each event carries. */
const events = {
  'state.patched': patchSchema,
  /** The tray or a menu asks the window to show something. */
  'view.requested': z.strictObject({ view: z.enum(['keys', 'createKey', 'settings']) }),
} satisfies Record<EventName, z.ZodType>

export type CommandInput<C extends CommandName> = z.infer<(typeof commands)[C]['input']>
export type CommandOutput<C extends CommandName> = z.infer<(typeof commands)[C]['output']>
export type EventPayload<E extends EventName> = z.infer<(typeof events)[E]>
