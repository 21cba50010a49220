// The whole truth the window and the tray are shown: one snapshot, then patches with rising revisions.
import * as z from 'zod'
import { type AppError, errorCodes } from '../errors.ts'
import { driftSchema } from './activity.ts'
import { apiKeySchema, keyDraftSchema, modelSchema } from './api-key.ts'
import { ignoredFindingSchema, maxIgnoredFindings } from './ignored-findings.ts'
import { reminderSchema } from './reminder.ts'
import { rotationSchema } from './rotation.ts'
import { agentSchema, secretSchema } from './secret.ts'
import { settingsSchema } from './settings.ts'

const instant = z.number().int()

/** A field that is not known is absent, never `undefined`: only then does an error survive JSON unchanged. */
export const appErrorSchema: z.ZodType<AppError> = z.strictObject({
  code: z.enum(errorCodes),
  effect: z.enum(['none', 'unknown', 'done']),
  isRetryable: z.boolean(),
  retryAfterMs: z.number().min(0).exactOptional(),
  fields: z
    .array(z.strictObject({ field: z.string().max(200), message: z.string().max(1000) }))
    .exactOptional(),
  status: z.number().int().exactOptional(),
  requestId: z.string().max(200).exactOptional(),
  isOfProxy: z.literal(true).exactOptional(),
})

/** Colours that tell accounts apart; each has a name, for not everybody sees them. */
export const accountColours = ['blue', 'green', 'orange', 'purple', 'pink', 'teal'] as const

/** What its user calls an account and how it is marked. */
export const accountLookSchema = z.strictObject({
  /** Empty = the owner's name or the kind. */
  label: z.string().trim().max(60),
  colour: z.enum(accountColours),
})
export type AccountLook = z.infer<typeof accountLookSchema>

/** The connection: an admin key and the service it belongs to; never the admin key itself. */
const accountSchema = z.strictObject({
  id: z.string(),
  /** `development` = the loopback override of an unpackaged build. */
  kind: z.enum(['live', 'sandbox', 'development']),
  /** From the admin key's JWT, where it says so. */
  owner: z.string().max(300).nullable(),
  adminKeyExpiresAt: instant.nullable(),
  /** Shortened admin key, safe to show. */
  adminKeyDisplay: z.string().max(100),
  keysHost: z.string().max(300),
  connectedAt: instant,
  /** False on a machine without a secure store: the admin key is then forgotten at quit. */
  isRemembered: z.boolean(),
  look: accountLookSchema,
})
export type Account = z.infer<typeof accountSchema>

/** How an account that is not in use stands with the service; it is asked now and then. */
const accountReadingSchema = z.strictObject({
  accountId: z.string(),
  /** When its list was last confirmed by the service; null = never. */
  listAsOf: instant.nullable(),
  /** Why it could not be read when it was last asked. */
  problem: appErrorSchema.nullable(),
})
export type AccountReading = z.infer<typeof accountReadingSchema>

const vaultStatusSchema = z.strictObject({
  /**
   * `waiting`: the operating system has not answered yet (often a keyring prompt). `weak`: what it offers
   * encrypts with a key everybody knows. `lockedByOs`: sealed records exist and cannot be opened now. `locked`:
   * the passphrase has not been entered.
   */
  state: z.enum(['waiting', 'ready', 'weak', 'unavailable', 'lockedByOs', 'locked']),
  /** What seals, in words: "Keychain", "libsecret and your passphrase" ... */
  backend: z.string().max(140),
  /** The store that sealed what is here, where it is not the one that answers now and nothing can be opened. */
  sealedBy: z.string().max(140).exactOptional(),
})
export type VaultStatus = z.infer<typeof vaultStatusSchema>

const lockStatusSchema = z.strictObject({
  /** `hidden`: behind a curtain that anybody may draw; `locked`: opens with the passphrase alone. */
  state: z.enum(['open', 'hidden', 'locked']),
  hasPassphrase: z.boolean(),
  /** True where nothing but the passphrase protects what is sealed here: it cannot be taken away then. */
  isOnlyProtection: z.boolean(),
  /** When the passphrase may be tried again after wrong ones, epoch ms; null = now. */
  retryAt: instant.nullable(),
})
export type LockStatus = z.infer<typeof lockStatusSchema>

const syncStatusSchema = z.strictObject({
  isRefreshing: z.boolean(),
  /** When the list shown was last confirmed by the service; null = never. */
  listAsOf: instant.nullable(),
  listProblem: appErrorSchema.nullable(),
  usageAsOf: instant.nullable(),
  usageProblem: appErrorSchema.nullable(),
  /** Rows of the last answer that could not be read and were left out. */
  skippedRows: z.number().int().min(0),
  secretsAsOf: instant.nullable(),
  secretsProblem: appErrorSchema.nullable(),
  /** Secrets that the last answer counted but did not show, or that could not be read. */
  missingSecrets: z.number().int().min(0),
  agentsAsOf: instant.nullable(),
  agentsProblem: appErrorSchema.nullable(),
  /** Server time minus this computer's, in ms; stated on screen above 5 min. */
  clockSkewMs: z.number(),
})
export type SyncStatus = z.infer<typeof syncStatusSchema>

/** A created key whose value its user has not yet said to have stored. */
const unstoredValueSchema = z.strictObject({
  keyId: z.string(),
  name: z.string(),
  display: z.string(),
  expiresAt: instant.nullable(),
  createdAt: instant,
  keepSealedCopy: z.boolean(),
  /** False = only in memory: the value is lost when Latchkey quits. */
  isSealedOnDisk: z.boolean(),
  hasBeenCopied: z.boolean(),
})
export type UnstoredValue = z.infer<typeof unstoredValueSchema>

/** A creation whose answer never came. */
const lostCreationSchema = z.strictObject({
  intentId: z.string(),
  draft: keyDraftSchema,
  startedAt: instant,
  /** `searching`: the list has not yet been asked; `found`: the key exists and nobody has its value. */
  state: z.enum(['searching', 'found', 'notFound']),
  /** Set when found. */
  keyId: z.string().nullable(),
})
export type LostCreation = z.infer<typeof lostCreationSchema>

export const revokeOutcomeSchema = z.strictObject({
  keyId: z.string(),
  name: z.string(),
  /** `unconfirmed`: asked, but the answer was lost and the list has not settled it. */
  outcome: z.enum(['waiting', 'running', 'revoked', 'alreadyGone', 'unconfirmed', 'failed']),
  error: appErrorSchema.nullable(),
})
export type RevokeOutcome = z.infer<typeof revokeOutcomeSchema>

/** What became of one secret of a deletion or a replacement of several. */
export const secretOutcomeSchema = z.strictObject({
  secretId: z.string(),
  name: z.string(),
  /** `unconfirmed`: asked, but the answer was lost and nothing has settled it. */
  outcome: z.enum(['waiting', 'running', 'done', 'alreadyGone', 'unconfirmed', 'failed']),
  error: appErrorSchema.nullable(),
})
export type SecretOutcome = z.infer<typeof secretOutcomeSchema>

/** What became of one key of a freezing or thawing of several. */
export const freezeOutcomeSchema = z.strictObject({
  keyId: z.string(),
  name: z.string(),
  /** `unconfirmed`: asked, but the answer was lost and nothing has settled it. */
  outcome: z.enum(['waiting', 'running', 'done', 'alreadyGone', 'unconfirmed', 'failed']),
  error: appErrorSchema.nullable(),
})
export type FreezeOutcome = z.infer<typeof freezeOutcomeSchema>

/** The global shortcut: `taken` by another program; `registered` says nothing yet on Wayland. */
const shortcutSchema = z.strictObject({
  state: z.enum(['off', 'registered', 'taken', 'refused']),
  /** Whether it was pressed since it was chosen: the only proof on some systems. */
  hasFired: z.boolean(),
})

const snapshotPartsSchema = z.strictObject({
  /** The account in use. */
  account: accountSchema.nullable(),
  /** Every account that is kept here, that in use among them, in the order of their names. */
  accounts: z.array(accountSchema).max(50),
  /** Of every account but that in use and the sandbox. */
  accountReadings: z.array(accountReadingSchema).max(50),
  vault: vaultStatusSchema,
  lock: lockStatusSchema,
  sync: syncStatusSchema,
  models: z.array(modelSchema),
  agents: z.array(agentSchema),
  unstoredValues: z.array(unstoredValueSchema),
  lostCreations: z.array(lostCreationSchema),
  /** What of ours the clipboard holds; never the value. */
  clipboard: z.strictObject({ label: z.string(), clearsAt: instant }).nullable(),
  /** The running or last revocation of one or several keys. */
  revocation: z.strictObject({ id: z.string(), outcomes: z.array(revokeOutcomeSchema) }).nullable(),
  /** The running or last deletion or replacement of secrets. */
  secretBatch: z
    .strictObject({
      id: z.string(),
      kind: z.enum(['delete', 'replace']),
      outcomes: z.array(secretOutcomeSchema),
    })
    .nullable(),
  /** The running or last freezing or thawing of keys. */
  freezing: z
    .strictObject({
      id: z.string(),
      kind: z.enum(['freeze', 'thaw']),
      outcomes: z.array(freezeOutcomeSchema),
    })
    .nullable(),
  rotations: z.array(rotationSchema).max(500),
  /** Raised and neither put away nor snoozed, the most urgent first. */
  reminders: z.array(reminderSchema).max(200),
  /** What changed elsewhere and was not yet said to be seen. */
  drift: driftSchema.nullable(),
  /** Findings of hygiene that their user judged fine. */
  ignoredFindings: z.array(ignoredFindingSchema).max(maxIgnoredFindings),
  /** Grows with each entry of the history. */
  activityCount: z.number().int().min(0),
  shortcut: shortcutSchema,
  settings: settingsSchema,
  hasTray: z.boolean(),
  /** Whether Latchkey can be started with the user's session. */
  hasLoginItem: z.boolean(),
  /** Where its files lie. */
  dataFolder: z.string().max(4096),
  platform: z.enum(['linux', 'darwin', 'win32']),
  version: z.string(),
  /** A version that came out after this one; null = none is known. */
  newerVersion: z.string().max(40).nullable(),
})
export type SnapshotParts = z.infer<typeof snapshotPartsSchema>

/** Everything but the rows of keys and secrets, which are read in pages. */
export const snapshotSchema = snapshotPartsSchema.extend({ revision: z.number().int() })
export type Snapshot = z.infer<typeof snapshotSchema>

/** Most rows in one patch or page, so that neither process ever handles a whole long list at once. */
export const maxRowsPerMessage = 500

/** Changes of one table; `isReset` empties it first (another account). */
const rowChanges = <Row extends z.ZodType>(row: Row) =>
  z.strictObject({
    isReset: z.boolean(),
    upserted: z.array(row).max(maxRowsPerMessage),
    removedIds: z.array(z.string()),
  })

/** One step from `revision - 1` to `revision`. A reader that misses a revision reads the snapshot again. */
export const patchSchema = z.strictObject({
  revision: z.number().int(),
  parts: snapshotPartsSchema.partial().optional(),
  keys: rowChanges(apiKeySchema).optional(),
  secrets: rowChanges(secretSchema).optional(),
})
export type Patch = z.infer<typeof patchSchema>
