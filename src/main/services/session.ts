// Which account is in use: connects one, changes to another that is kept, and lets one go.
import { accountName } from '../../shared/domain/account-name.ts'
import type { Settings } from '../../shared/domain/settings.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { ConnectApi, Origins } from '../ports/remote.ts'
import type { StoredAccount } from '../ports/store.ts'
import type { Clock, Log, RunningSandbox } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import type { AccountKeeper } from './account-keeper.ts'
import type { AccountView } from './account-view.ts'
import { shownAccount, shownAccounts } from './accounts.ts'
import { type ActivityLog, notedResult } from './activity-log.ts'
import type { Candidate, Candidates } from './candidates.ts'
import type { Connections } from './connection.ts'
import type { Creations } from './creations.ts'
import type { Departure } from './departure.ts'
import type { KeyTable } from './key-table.ts'
import type { OtherAccounts } from './other-accounts.ts'
import type { SecretTable } from './secret-table.ts'
import type { SettingsService } from './settings.ts'
import type { Sync } from './sync.ts'
import { createTurns } from './turns.ts'
import type { Vault } from './vault.ts'
import { within } from './within.ts'

export interface SessionDeps {
  readonly state: AppState
  readonly connections: Connections
  readonly candidates: Candidates
  readonly connectApi: ConnectApi
  readonly startSandbox: () => Promise<RunningSandbox>
  readonly sandboxOriginsOf: (url: string) => Origins
  readonly vault: Vault
  readonly keeper: AccountKeeper
  readonly view: AccountView
  readonly table: KeyTable
  readonly secretTable: SecretTable
  readonly creations: Creations
  readonly sync: Sync
  readonly departure: Departure
  readonly others: Pick<OtherAccounts, 'heldDuring'>
  readonly settings: Pick<SettingsService, 'setKeysHost'>
  readonly activity: Pick<ActivityLog, 'note' | 'noteOfNone'>
  /** Resolves when no change is on its way to the service. */
  readonly writesIdle: () => Promise<void>
  readonly clock: Clock
  readonly log: Log
}

export interface Session {
  /** Shows the account used last from the cache, then connects it. Resolves when the rows are shown. */
  readonly start: () => Promise<void>
  /** Tests the admin key by a real call and seals it before it says "connected". */
  readonly connect: (adminKey: string, keysHost: Settings['keysHost']) => Promise<Result<void>>
  readonly exploreSandbox: () => Promise<Result<void>>
  /** Shows another account that is kept, then connects it; `notFound` where it is not kept. */
  readonly use: (accountId: string) => Promise<Result<void>>
  /**
   * Removes everything of the account in use from this computer, after naming what would be lost for good, and
   * shows another one that is kept.
   */
  readonly disconnect: () => Promise<Result<void>>
  /**
   * Lets go of every account, without a question. `erase` takes them off the disk; it is called once nothing is
   * on its way any more, and where it fails every account stays.
   */
  readonly forget: (erase: () => Result<void>) => Promise<Result<void>>
  /**
   * Drops the admin keys and closes the connection; both are had again when the vault opens. What is on its way
   * to the service gets `graceMs` to be answered, then it is aborted: a creation is in the journal.
   */
  readonly lock: (graceMs: number) => Promise<void>
  /** The vault has changed its state: opens or seals an admin key that was waiting for it. */
  readonly noteVaultChanged: () => Promise<void>
  /** Requests leave in another way from now on: connects once more. */
  readonly noteProxyChanged: () => Promise<void>
  /** Aborts what is under way: a creation among it is searched for at the next start. */
  readonly close: () => Promise<void>
}

/** What is on its way to the service gets so long to be answered before its connection is closed. */
const leaveGraceMs = 5000

export function createSession(deps: SessionDeps): Session {
  const { state, connections, vault, keeper, view, sync, clock, log } = deps
  let sandbox: RunningSandbox | null = null
  const inTurn = createTurns()
  /** Whatever changes the account in use, or what is kept, has none of the others read meanwhile. */
  const alone = <T>(work: () => Promise<T>): Promise<T> => inTurn(() => deps.others.heldDuring(work))

  /** Nobody waits for these: a surprise in one may not become a crash. */
  const logFailure = () => log('session.failed')

  const start = async () => {
    const stored = keeper.restore()
    if (stored !== null) await showAndConnect(stored)
  }

  /** Resolves when the rows are shown and the service can be asked; the reading of it comes behind. */
  const showAndConnect = async (stored: StoredAccount) => {
    await view.show(shownAccount(stored), shownAccounts(keeper.list()))
    await reconnect(stored)
    if (connections.current()?.api.ok || stored.kind === 'sandbox') void sync.refresh()
    else void vault.unlock().then(() => inTurn(sayWhyNotAsked).catch(logFailure))
  }

  /** The keyring has answered, or has had its time: where the service still cannot be asked, the screen says so. */
  const sayWhyNotAsked = async () => {
    if (connections.current()?.api.ok === false) void sync.refresh()
  }

  const reconnect = async (stored: StoredAccount) => {
    const origins = keeper.origins()
    if (origins === null) return
    const place =
      stored.kind === 'sandbox' ? await restartSandbox(origins) : { origins, adminKey: keeper.openAdminKey() }
    const api = place.adminKey.ok ? ok(deps.connectApi(place.origins, place.adminKey.value)) : place.adminKey
    connections.set({ accountId: stored.id, origins: place.origins, api })
  }

  const restartSandbox = async (
    origins: Origins,
  ): Promise<{ origins: Origins; adminKey: Result<string> }> => {
    try {
      sandbox = await deps.startSandbox()
      return { origins: deps.sandboxOriginsOf(sandbox.url), adminKey: ok(sandbox.adminKey) }
    } catch {
      log('sandbox.notStarted')
      return { origins, adminKey: fail('unavailable', { isRetryable: true }) }
    }
  }

  const connect = async (text: string, keysHost: Settings['keysHost']): Promise<Result<void>> => {
    const candidate = await deps.candidates.ofAdminKey(text, keysHost)
    if (!candidate.ok) {
      deps.activity.note(...notedResult({ kind: 'connected', subject: keysHost }, candidate))
      return candidate
    }
    const entered = await enter(candidate.value)
    if (entered.ok && candidate.value.account.kind === 'live') deps.settings.setKeysHost(keysHost)
    return entered
  }

  const exploreSandbox = async (): Promise<Result<void>> => {
    if (sandbox !== null && state.snapshot().account?.kind === 'sandbox') return ok(undefined)
    const candidate = await deps.candidates.ofSandbox()
    return candidate.ok ? enter(candidate.value) : candidate
  }

  /** Makes a tested connection the one in use. Its admin key is on disk before anything says "connected". */
  const enter = async (candidate: Candidate): Promise<Result<void>> => {
    const { account, origins, api, adminKey } = candidate
    const saved = keeper.save(account, origins, adminKey)
    if (!saved.ok) {
      await Promise.all([api.close(), candidate.sandbox?.close()])
      return saved
    }
    await leaveConnection()
    sandbox = candidate.sandbox
    await view.show(shownAccount(saved.value), shownAccounts(keeper.list()))
    const connection = { accountId: account.id, origins, api: ok(api) }
    connections.set(connection)
    await sync.adopt(connection, candidate.list, candidate.generation)
    note('connected', saved.value)
    log('session.connected', { kind: account.kind, isRemembered: saved.value.isRemembered })
    return ok(undefined)
  }

  const use = async (accountId: string): Promise<Result<void>> => {
    if (keeper.current()?.id === accountId) return ok(undefined)
    const chosen = keeper.choose(accountId)
    if (!chosen.ok) return chosen
    await leaveConnection()
    await showAndConnect(chosen.value)
    note('switched', chosen.value)
    return ok(undefined)
  }

  const note = (
    kind: 'connected' | 'switched' | 'disconnected',
    account: StoredAccount,
    write = deps.activity.note,
  ) => write({ kind, subjectId: account.id, subject: accountName(account) })

  /** Writes that are under way are waited for while their connection is the one in use, and new ones refused then. */
  const leaveConnection = async () => {
    await deps.departure.settle()
    await within(clock, leaveGraceMs, deps.writesIdle())
    await closeConnection(leaveGraceMs)
    await rowsWritten()
  }

  const rowsWritten = () => Promise.all([deps.table.written(), deps.secretTable.written()])

  const closeConnection = async (graceMs = 0) => {
    const connection = connections.current()
    connections.set(null)
    const running = sandbox
    sandbox = null
    if (graceMs > 0) await within(clock, graceMs, deps.writesIdle())
    if (connection?.api.ok) await connection.api.value.close()
    await running?.close()
  }

  const disconnect = async (): Promise<Result<void>> => {
    const account = keeper.current()
    if (account === null) return fail('notConnected')
    const permitted = await deps.departure.permitDisconnect()
    if (!permitted.ok) return permitted
    // Nothing begins or goes on from here: it would be kept of an account that is gone, or be lost unsaid.
    await closeConnection(leaveGraceMs)
    await deps.departure.settle()
    await rowsWritten()
    // The cache before the account: a process that dies between the two leaves no names that nobody would erase.
    view.forgetCache(account.id)
    // Files first: the screen may not say "disconnected" while the admin key is still on disk.
    const removed = keeper.remove()
    if (!removed.ok && removed.error.effect !== 'done') return reconnect(account).then(() => removed)
    view.forget(account.id)
    await leaveConnection()
    view.forgetCache(account.id)
    const next = keeper.restore()
    if (next === null) await view.clear()
    else await showAndConnect(next)
    // Its own history went with it, and in that of the next one it would be out of place.
    note('disconnected', account, deps.activity.noteOfNone)
    log('session.disconnected')
    return removed
  }

  const forget = async (erase: () => Result<void>): Promise<Result<void>> => {
    const stored = keeper.current()
    await leaveConnection()
    const erased = erase()
    if (!erased.ok) {
      if (stored !== null) await reconnect(stored)
      return erased
    }
    for (const accountId of keeper.forgetAll()) view.forget(accountId)
    await view.clear()
    return erased
  }

  const lock = async (graceMs: number) => {
    const connection = connections.current()
    const isSandbox = keeper.current()?.kind === 'sandbox'
    keeper.dropAdminKeys()
    // A sandbox has no secret of anybody's, and would have to be started again.
    if (connection === null || isSandbox) return
    connections.set({ ...connection, api: fail('locked', { isRetryable: true }) })
    if (!connection.api.ok) return
    await within(clock, graceMs, Promise.all([deps.writesIdle(), deps.creations.idle()]))
    await connection.api.value.close()
    await deps.creations.idle()
  }

  const noteVaultChanged = async () => {
    const stored = keeper.current()
    if (stored === null) return
    if (connections.current()?.api.ok === false && stored.kind !== 'sandbox') {
      await reconnect(stored)
      void sync.refresh()
    }
    if (!keeper.sealLate()) return
    const sealed = keeper.current()
    state.change({
      account: sealed === null ? null : shownAccount(sealed),
      accounts: shownAccounts(keeper.list()),
    })
  }

  const noteProxyChanged = async () => {
    const stored = keeper.current()
    const connection = connections.current()
    // A sandbox is on this computer, and without an admin key nothing is connected yet.
    if (stored === null || stored.kind === 'sandbox' || !connection?.api.ok) return
    await deps.creations.idle()
    await within(clock, leaveGraceMs, deps.writesIdle())
    await reconnect(stored)
    await connection.api.value.close()
    void sync.refresh()
  }

  return {
    start: () => inTurn(start),
    connect: (adminKey, keysHost) => alone(() => connect(adminKey, keysHost)),
    exploreSandbox: () => alone(exploreSandbox),
    use: (accountId) => alone(() => use(accountId)),
    disconnect: () => alone(disconnect),
    forget: (erase) => alone(() => forget(erase)),
    lock: (graceMs) => alone(() => lock(graceMs)),
    noteVaultChanged: () => inTurn(noteVaultChanged).catch(logFailure),
    noteProxyChanged: async () => {
      // The account in use is not kept waiting until a reading of another one has ended.
      const reconnected = inTurn(noteProxyChanged)
      await deps.others.heldDuring(() => reconnected).catch(logFailure)
    },
    close: closeConnection,
  }
}
