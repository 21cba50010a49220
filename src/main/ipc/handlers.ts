// The table of handlers: one line for each command of the contract.
import type { KeyNotes } from '../../shared/domain/key-notes.ts'
import type { Notes } from '../../shared/domain/notes.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Links, Log } from '../ports/system.ts'
import type { AccountLooks } from '../services/account-looks.ts'
import type { ActivityFile } from '../services/activity-file.ts'
import type { ActivityLog } from '../services/activity-log.ts'
import type { BeginAnew } from '../services/begin-anew.ts'
import type { Creations } from '../services/creations.ts'
import type { DataExport } from '../services/data-export.ts'
import type { Drift } from '../services/drift.ts'
import type { Freezes } from '../services/freezes.ts'
import type { Identify } from '../services/identify.ts'
import type { IgnoredFindings } from '../services/ignored-findings.ts'
import type { Keys } from '../services/keys.ts'
import type { Lock } from '../services/lock.ts'
import { shownSnapshot } from '../services/locked-view.ts'
import type { NotesService } from '../services/notes.ts'
import type { Panic } from '../services/panic.ts'
import type { QuickAccess } from '../services/quick-access.ts'
import type { Reminders } from '../services/reminders.ts'
import type { Reveals } from '../services/reveals.ts'
import type { Revocations } from '../services/revocations.ts'
import type { Rotations } from '../services/rotations.ts'
import type { SecretBatches } from '../services/secret-batches.ts'
import type { SecretClipboard } from '../services/secret-clipboard.ts'
import type { SecretUses } from '../services/secret-uses.ts'
import type { Secrets } from '../services/secrets.ts'
import type { Session } from '../services/session.ts'
import type { SettingsService } from '../services/settings.ts'
import type { Sync } from '../services/sync.ts'
import type { TimelineExport } from '../services/timeline-export.ts'
import type { UsageSeries } from '../services/usage-series.ts'
import type { Values } from '../services/values.ts'
import type { Vault } from '../services/vault.ts'
import type { Views } from '../services/views.ts'
import type { AppState } from '../state/app-state.ts'
import type { Handlers } from './dispatcher.ts'

export interface Services {
  readonly state: AppState
  readonly accountLooks: AccountLooks
  readonly exportData: DataExport
  readonly activity: ActivityLog
  readonly activityFile: ActivityFile
  readonly drift: Drift
  readonly session: Session
  readonly sync: Sync
  readonly keys: Keys
  readonly keyNotes: NotesService<KeyNotes>
  readonly secretNotes: NotesService<Notes>
  readonly ignoredFindings: IgnoredFindings
  readonly creations: Creations
  readonly revocations: Revocations
  readonly freezes: Freezes
  readonly panic: Panic
  readonly rotations: Rotations
  readonly reminders: Reminders
  readonly timelineExport: TimelineExport
  readonly values: Values
  readonly reveals: Reveals
  readonly clipboard: SecretClipboard
  readonly secrets: Secrets
  readonly secretBatches: SecretBatches
  readonly secretUses: SecretUses
  readonly usageSeries: UsageSeries
  readonly settings: SettingsService
  readonly vault: Vault
  readonly beginAnew: BeginAnew
  readonly identify: Identify
  readonly quickAccess: QuickAccess
  readonly lock: Lock
  readonly views: Views
  /** By which the main window's page is told from that of the quick window. */
  readonly mainWindowId: () => number | null
  readonly links: Links
  readonly log: Log
}

export function createHandlers(services: Services): Handlers {
  const { state, session, sync, keys, creations, revocations, values, reveals, settings } = services
  const { secrets, secretBatches, secretUses, usageSeries, lock, freezes, rotations, reminders } = services
  return {
    'app.readSnapshot': (_input, { windowId }) => {
      // After the answer: what was asked for while the page loaded is shown in a page that knows the state.
      if (windowId === services.mainWindowId()) setImmediate(services.views.notePageReady)
      return ok(shownSnapshot(state.snapshot()))
    },
    'keys.readRows': ({ afterId, limit }) => ok(state.keys.read(afterId, limit)),
    'keys.create': (draft) => creations.create(draft),
    'keys.update': ({ keyId, changes }) => keys.update(keyId, changes),
    'keys.prepareRevoke': ({ keyIds }) => revocations.prepare(keyIds),
    'keys.revoke': ({ ticket }) => revocations.revoke(ticket),
    'keys.copyIdentifier': async ({ keyId }) => nothing(await keys.copyIdentifier(keyId)),
    'keys.note': ({ keyId, notes }) => nothing(services.keyNotes.note(keyId, notes)),
    'keys.tag': ({ keyIds, ...change }) => nothing(services.keyNotes.tag(keyIds, change)),
    'keys.prepareFreeze': ({ keyIds, kind }) => freezes.prepare(keyIds, kind),
    'keys.freeze': ({ ticket }) => freezes.run(ticket),
    'keys.identify': ({ text }) => services.identify(text),
    'rotations.start': (input) => rotations.start(input),
    'rotations.change': ({ rotationId, quietMs }) => nothing(rotations.change(rotationId, quietMs)),
    'rotations.end': ({ rotationId }) => nothing(rotations.end(rotationId)),
    'panic.run': async (action) => nothing(await services.panic.run(action)),
    'usage.readByModel': ({ keyId }) => usageSeries.readByModel(keyId),
    'usage.readSeries': ({ keyId, sinceAt }) => usageSeries.readSeries(keyId, sinceAt),
    'usage.readSparklines': ({ keyIds }) => usageSeries.readSparklines(keyIds),
    'usage.readUsedModels': ({ keyIds }) => usageSeries.readUsedModels(keyIds),
    'usage.readRates': ({ keyIds }) => usageSeries.readRates(keyIds),
    'hygiene.setIgnored': ({ finding, subjectIds, isIgnored }) =>
      nothing(services.ignoredFindings.set(finding, subjectIds, isIgnored)),
    'reminders.snooze': ({ untilAt, ...which }) => nothing(reminders.snooze(which, untilAt)),
    'reminders.putAway': (which) => nothing(reminders.putAway(which)),
    'timeline.export': ({ days }) => services.timelineExport.export(days),
    'history.read': ({ query, beforeId, limit }) => services.activity.read(query, beforeId, limit),
    'history.markSeen': () => nothing(services.drift.markSeen()),
    'history.export': ({ query, format }) => services.activityFile.export(query, format),
    'accounts.use': async ({ accountId }) => nothing(await session.use(accountId)),
    'accounts.changeLook': ({ accountId, look }) => nothing(services.accountLooks.change(accountId, look)),
    'quick.close': () => nothing(ok(services.quickAccess.close())),
    'quick.show': ({ section, id }) => nothing(ok(services.quickAccess.show(section, id))),
    'quick.openWindow': () => nothing(ok(services.quickAccess.openWindow())),
    'app.exportData': () => services.exportData(),
    'app.eraseEverything': async () => nothing(await lock.eraseEverything()),
    'values.copy': ({ keyId }) => values.copy(keyId),
    'values.copySnippet': ({ keyId, format }) => values.copySnippet(keyId, format),
    'values.permitReveal': ({ keyId }) => reveals.permit(keyId),
    // The main window alone is kept out of pictures of the screen.
    'values.reveal': ({ keyId }, { windowId }) =>
      windowId === services.mainWindowId() ? reveals.reveal(keyId) : fail('refused'),
    'values.conceal': ({ keyId }) => nothing(ok(reveals.conceal(keyId))),
    'values.acknowledge': ({ keyId, keepSealedCopy }) =>
      nothing(creations.acknowledge(keyId, keepSealedCopy)),
    'values.eraseSealedCopy': async ({ keyId }) => nothing(await values.eraseSealedCopy(keyId)),
    'secrets.readRows': ({ afterId, limit }) => ok(state.secrets.read(afterId, limit)),
    'secrets.create': (draft) => secrets.create(draft),
    'secrets.createFromCopy': ({ fromSecretId, details }) => secrets.createFromCopy(fromSecretId, details),
    'secrets.update': ({ secretId, changes }) => secrets.update(secretId, changes),
    'secrets.prepareReplace': ({ secretIds }) => secretBatches.prepare('replace', secretIds),
    'secrets.replaceValue': ({ ticket, value, keepSealedCopy }) =>
      secretBatches.replace(ticket, value, keepSealedCopy),
    'secrets.prepareDelete': ({ secretIds }) => secretBatches.prepare('delete', secretIds),
    'secrets.delete': ({ ticket }) => secretBatches.delete(ticket),
    'secrets.compareValue': ({ secretId, value }) => secretUses.compare(secretId, value),
    'secrets.checkValue': ({ serviceId, args }) => secretUses.check(serviceId, args),
    'secrets.copyValue': ({ secretId }) => secretUses.copy(secretId),
    'secrets.copyName': async ({ secretId }) => nothing(await secrets.copyName(secretId)),
    'secrets.note': ({ secretId, notes }) => nothing(services.secretNotes.note(secretId, notes)),
    'secrets.tag': ({ secretIds, ...change }) => nothing(services.secretNotes.tag(secretIds, change)),
    'secrets.eraseSealedCopy': async ({ secretId }) => nothing(await secretUses.eraseCopy(secretId)),
    'agents.copySnippet': async ({ agentId, format }) =>
      nothing(await secretUses.copyAgentSnippet(agentId, format)),
    'creations.recheck': async ({ intentId }) => nothing(await creations.recheck(intentId)),
    'creations.dismiss': ({ intentId }) => nothing(creations.dismiss(intentId)),
    'clipboard.clear': async () => nothing(ok(await services.clipboard.clear())),
    'session.connect': async ({ adminKey, keysHost }) => nothing(await session.connect(adminKey, keysHost)),
    'session.exploreSandbox': async () => nothing(await session.exploreSandbox()),
    'session.disconnect': async () => nothing(await session.disconnect()),
    'vault.retry': async () => nothing(await retryVault(services)),
    'vault.beginAnew': async () => nothing(await services.beginAnew()),
    // Not waited for: the page that asks is gone before the keys are.
    'lock.now': () => {
      void lock.now('asked')
      return ok({})
    },
    'lock.show': () => nothing(lock.show()),
    'lock.unlock': async ({ passphrase }) => nothing(await lock.unlock(passphrase)),
    'lock.setPassphrase': async ({ passphrase, current }) =>
      nothing(await lock.setPassphrase(passphrase, current ?? null)),
    'lock.removePassphrase': async ({ current }) => nothing(await lock.removePassphrase(current)),
    'lock.startOver': async () => nothing(await lock.startOver()),
    'sync.refresh': async () => nothing(await sync.refresh()),
    'settings.change': async (changes) => nothing(await settings.change(changes)),
    'links.open': async ({ link }) => nothing(await openLink(services, link)),
  }
}

/** Commands whose answer is only that they were done; the snapshot tells what came of it. */
function nothing(result: Result<unknown>): Result<Record<string, never>> {
  return result.ok ? ok({}) : result
}

async function retryVault({ vault }: Services): Promise<Result<void>> {
  const { state } = await vault.unlock()
  switch (state) {
    case 'ready':
      return ok(undefined)
    case 'waiting':
      return fail('vaultWaiting', { isRetryable: true })
    case 'lockedByOs':
      return fail('vaultLocked', { isRetryable: true })
    case 'locked':
      return fail('locked', { isRetryable: true })
    case 'weak':
      return fail('vaultWeak')
    default:
      return fail('vaultUnavailable', { isRetryable: true })
  }
}

async function openLink({ links, log }: Services, link: Parameters<Links['open']>[0]): Promise<Result<void>> {
  try {
    await links.open(link)
    return ok(undefined)
  } catch {
    log('link.notOpened', { link })
    return fail('internal')
  }
}
