// Every service of the app, made once, each with what it needs.
import type { AppFactories } from './app-factories.ts'
import type { AppFiles } from './app-files.ts'
import type { AppOptions, AppPorts } from './app-ports.ts'
import { composeSession } from './compose-session.ts'
import { createActivityFile } from './services/activity-file.ts'
import { createActivityLog } from './services/activity-log.ts'
import { attempt } from './services/attempt.ts'
import { createBeginAnew } from './services/begin-anew.ts'
import { createConnections } from './services/connection.ts'
import { createCreationJournal } from './services/creation-journal.ts'
import { createCreationNotes } from './services/creation-notes.ts'
import { createCreationTags } from './services/creation-tags.ts'
import { createCreations } from './services/creations.ts'
import { createDataExport } from './services/data-export.ts'
import { createDayTurn } from './services/day-turn.ts'
import { createDeparture } from './services/departure.ts'
import { createDialogsWhileOpen } from './services/dialogs-while-open.ts'
import { createDrift } from './services/drift.ts'
import { createEraseEverything } from './services/erase-everything.ts'
import { createFreezes } from './services/freezes.ts'
import { createIdentify } from './services/identify.ts'
import { createIdleWatch } from './services/idle-watch.ts'
import { createIgnoredFindings } from './services/ignored-findings.ts'
import { createKeyFacts } from './services/key-facts.ts'
import { createKeyFingerprints } from './services/key-fingerprints.ts'
import { createKeyNotes } from './services/key-notes.ts'
import { createKeyTable } from './services/key-table.ts'
import { createKeys } from './services/keys.ts'
import { createLedgerSeal } from './services/ledger-seal.ts'
import { createLocalChanges } from './services/local-changes.ts'
import { createLock, initialLock } from './services/lock.ts'
import { createOwnChanges } from './services/own-changes.ts'
import { createPanic } from './services/panic.ts'
import { createProxyChoice } from './services/proxy-choice.ts'
import { createQuickAccess } from './services/quick-access.ts'
import { createReleaseWatch } from './services/release-watch.ts'
import { createReminders } from './services/reminders.ts'
import { createReveals } from './services/reveals.ts'
import { createRevocations } from './services/revocations.ts'
import { createRotationWatch } from './services/rotation-watch.ts'
import { createRotations } from './services/rotations.ts'
import { createSealedValues } from './services/sealed-values.ts'
import { createSecretBatches } from './services/secret-batches.ts'
import { createSecretClipboard } from './services/secret-clipboard.ts'
import { createSecretFacts } from './services/secret-facts.ts'
import { createSecretNotes } from './services/secret-notes.ts'
import { createSecretSync } from './services/secret-sync.ts'
import { createSecretTable } from './services/secret-table.ts'
import { createSecretUses } from './services/secret-uses.ts'
import { createSecretValues } from './services/secret-values.ts'
import { createSecrets } from './services/secrets.ts'
import { createSettings } from './services/settings.ts'
import { createSettingsEffects } from './services/settings-effects.ts'
import { sharePresence } from './services/shared-presence.ts'
import { createSync } from './services/sync.ts'
import { createTagRemoval } from './services/tag-removal.ts'
import { createTimelineExport } from './services/timeline-export.ts'
import { createTray } from './services/tray.ts'
import { createUsageSeries } from './services/usage-series.ts'
import { createValues } from './services/values.ts'
import { createVault } from './services/vault.ts'
import { createViews } from './services/views.ts'
import { createState } from './state/app-state.ts'
import { emptyParts } from './state/empty-parts.ts'

/** Makes every service once and hands each what it needs. */
export function composeServices(
  ports: AppPorts,
  { connectApi, makeCredentialCheck, scryptCost, makeReadRelease }: AppFactories,
  options: AppOptions,
  { vaultStore, cache, wrapFile }: AppFiles,
) {
  const { clock, window, log, settingsStore, secureStore } = ports
  const keyCost = scryptCost === undefined ? {} : { scryptCost }
  const vault = createVault({ secureStore, store: vaultStore, wrapFile, clock, log, ...keyCost })
  const state = createState({
    ...emptyParts,
    accounts: [],
    clipboard: null,
    activityCount: 0,
    shortcut: { state: 'off', hasFired: false },
    vault: vault.status(),
    lock: initialLock(vault, clock),
    settings: settingsStore.read(),
    hasTray: ports.tray.isShown(),
    hasLoginItem: attempt(log, 'loginItem.failed', ports.loginItem.isSupported) ?? false,
    dataFolder: options.userDataFolder,
    platform: options.platform,
    version: options.version,
    newerVersion: null,
  })
  const ownDialogs = ports.dialogs
  const dialogs = createDialogsWhileOpen(ownDialogs, state)
  // Nothing of what is told has a name in it, so it is told while locked, too.
  const ledgerSeal = createLedgerSeal({
    vault,
    vaultStore,
    log,
    onAltered: async (words) => ownDialogs.tell(words),
  })
  const activity = createActivityLog({ state, vaultStore, clock, log })
  const keyFacts = createKeyFacts({ vaultStore, log })
  const usageSeries = createUsageSeries({ state, cache, clock, log })
  const base = {
    ...{ state, clock, log, vault, vaultStore, cache, dialogs, ownDialogs, window, wrapFile },
    ...{ activity, keyFacts, usageSeries, quickWindow: ports.quickWindow },
    keyFingerprints: createKeyFingerprints({ vault, vaultStore, log }),
  }
  const connections = createConnections()
  const changes = createLocalChanges()
  const tags = createCreationTags()
  const settingsEffects = createSettingsEffects({ ...base, loginItem: ports.loginItem, theme: ports.theme })
  const settings = createSettings({ ...base, store: settingsStore, effects: settingsEffects })
  const proxyOf = createProxyChoice({
    ...{ clock, log, resolveProxy: ports.resolveProxy },
    setting: () => state.snapshot().settings.proxy,
  })
  const views = createViews(window)
  const sealedValues = createSealedValues(base)
  const ownChanges = createOwnChanges()
  const drift = createDrift({ ...base, ownChanges })
  const table = createKeyTable({ ...base, tags, changes, drift, hasSealedCopy: sealedValues.hasCopy })
  const secretChanges = createLocalChanges()
  const secretValues = createSecretValues(base)
  const secretFacts = createSecretFacts(base)
  const secretTable = createSecretTable({
    ...{ ...base, secretFacts, values: secretValues, changes: secretChanges },
  })
  const ofSecrets = { connections, secretChanges, secretValues, secretFacts, secretTable }
  const secretSync = createSecretSync({ ...base, ...ofSecrets })
  const sync = createSync({ ...base, connections, table, changes, secretSync })
  const journal = createCreationJournal({ ...base, tags })
  const ignoredFindings = createIgnoredFindings(base)
  const core = {
    ...base,
    ignoredFindings,
    ...ofSecrets,
    secretSync,
    connections,
    changes,
    tags,
    settings,
    views,
    sealedValues,
    table,
    sync,
    journal,
    drift,
  }
  const creations = createCreations({
    ...{ ...core, tagRemoval: createTagRemoval(core), noteCreation: createCreationNotes(core) },
  })
  const keys = createKeys({ ...core, clipboard: ports.clipboard })
  const keyNotes = createKeyNotes(core)
  const revocations = createRevocations({ ...core, creations })
  const freezes = createFreezes(core)
  const panic = createPanic({ ...core, freezes, revocations })
  const rotationWatch = createRotationWatch(core)
  const rotations = createRotations({ ...core, creations, rotationWatch })
  const clipboard = createSecretClipboard({ ...core, clipboard: ports.clipboard })
  const secrets = createSecrets({ ...core, clipboard: ports.clipboard })
  const secretNotes = createSecretNotes(core)
  const secretBatches = createSecretBatches(core)
  const secretUses = createSecretUses({
    ...core,
    credentialCheck: makeCredentialCheck(proxyOf),
    clipboard,
    plainClipboard: ports.clipboard,
  })
  const values = createValues({ ...core, clipboard })
  const reveals = createReveals(core)
  const departure = createDeparture({ ...core, creations, reveals, clipboard })
  const presence = sharePresence(ports.presence, log)
  // Also where sleep does not lock: its timer sleeps, too.
  presence.onSuspend(() => void clipboard.clear())
  const { session, otherAccounts, accountLooks } = composeSession(
    { ...core, creations, departure, rotationWatch, ownChanges, presence },
    ports,
    ownChanges.watch((origins, adminKey) => connectApi(origins, adminKey, proxyOf)),
    options,
  )
  settingsEffects.onProxyChanged(() => void session.noteProxyChanged())
  const eraseEverything = createEraseEverything({ ...core, session })
  const lock = createLock({ ...core, session, creations, eraseEverything, reveals, clipboard })
  const idleWatch = createIdleWatch({
    ...{ presence, clock, log, isOpen: lock.isOpen },
    settings: () => state.snapshot().settings,
    lock: (reason) => void lock.now(reason),
  })
  const lockNow = () => void lock.now('asked')
  const tray = createTray({ ...core, view: ports.tray, revocations, panic, lock: lockNow, quit: ports.quit })
  const reminders = createReminders({
    ...{ ...core, keys, presence, notifier: ports.notifier, others: otherAccounts },
    ...{ rateOf: usageSeries.rateOf, rateOfOther: usageSeries.rateOfOther },
  })
  const activityFile = createActivityFile({ ...base, saveFile: ports.saveFile })
  const timelineExport = createTimelineExport({ ...base, saveFile: ports.saveFile })
  const beginAnew = createBeginAnew(base)
  const exportData = createDataExport({
    ...{ ...core, saveFile: ports.saveFile },
    rowsWritten: () => Promise.all([table.written(), secretTable.written()]),
  })
  const identify = createIdentify(core)
  const quickAccess = createQuickAccess({ ...core, shortcuts: ports.shortcuts })
  const dayTurn = createDayTurn(core)
  const releaseWatch = createReleaseWatch({
    ...core,
    readRelease: makeReadRelease(proxyOf),
    source: options.releaseSource,
  })
  return {
    ...core,
    ledgerSeal,
    accountLooks,
    otherAccounts,
    activityFile,
    exportData,
    beginAnew,
    identify,
    quickAccess,
    creations,
    keys,
    keyNotes,
    revocations,
    freezes,
    panic,
    rotations,
    secrets,
    secretNotes,
    secretBatches,
    secretUses,
    clipboard,
    values,
    reveals,
    departure,
    session,
    lock,
    idleWatch,
    tray,
    releaseWatch,
    dayTurn,
    reminders,
    timelineExport,
  }
}
