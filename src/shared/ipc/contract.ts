// The one file that rules IPC: what every command takes and gives, and what every event carries.
import * as z from 'zod'
import { agentSnippetFormats } from '../domain/agents.ts'
import { apiKeySchema, keyChangesSchema, keyDraftSchema } from '../domain/api-key.ts'
import { linkIds } from '../domain/links.ts'
import { newPassphraseSchema, passphraseSchema } from '../domain/passphrase.ts'
import {
  secretChangesSchema,
  secretDetailsSchema,
  secretDraftSchema,
  secretSchema,
  secretValueSchema,
  valueVerdicts,
} from '../domain/secret.ts'
import { checkVerdictSchema } from '../domain/secret-check.ts'
import { keysHosts, settingsChangesSchema } from '../domain/settings.ts'
import {
  maxRowsPerMessage,
  patchSchema,
  revokeOutcomeSchema,
  secretOutcomeSchema,
  snapshotSchema,
} from '../domain/snapshot.ts'
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
const secretId = keyId
const bySecret = z.strictObject({ secretId })
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
  'secrets.eraseSealedCopy': { input: bySecret, output: nothing },
  /** The code that calls an agent; it names a variable and holds no value. */
  'agents.copySnippet': {
    input: z.strictObject({ agentId: z.string().min(1).max(200), format: z.enum(agentSnippetFormats) }),
    output: nothing,
  },
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
  /** Locks where a passphrase is set, else hides. */
  'lock.now': { input: nothing, output: nothing },
  /** Shows again what was hidden; refused where it is locked. */
  'lock.show': { input: nothing, output: nothing },
  /** `passphraseWrong`, or `tooMany` before the time to wait is over. */
  'lock.unlock': { input: z.strictObject({ passphrase: passphraseSchema }), output: nothing },
  /** Sets the first passphrase or, with the present one, another. */
  'lock.setPassphrase': {
    input: z.strictObject({ passphrase: newPassphraseSchema, current: passphraseSchema.exactOptional() }),
    output: nothing,
  },
  'lock.removePassphrase': { input: z.strictObject({ current: passphraseSchema }), output: nothing },
  /** For a passphrase that was forgotten: main asks the user itself, then erases all that is kept here. */
  'lock.startOver': { input: nothing, output: nothing },
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
