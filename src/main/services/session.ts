// Connects an account and lets it go: the admin key is checked, sealed and remembered here, and nowhere else.
import { readAdminKey } from '../../shared/domain/admin-key.ts'
import type { Settings } from '../../shared/domain/settings.ts'
import type { Account } from '../../shared/domain/snapshot.ts'
import { type AppError, fail, ok, type Result } from '../../shared/errors.ts'
import type { ConnectApi, IoApi, KeyList, Origins } from '../ports/remote.ts'
import type { StoredAccount } from '../ports/store.ts'
import type { Clock, Log, RunningSandbox } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { type AccountKeeper, shownAccount } from './account-keeper.ts'
import type { AccountView } from './account-view.ts'
import { accountOf, restorableOrigins } from './accounts.ts'
import type { Connections } from './connection.ts'
import type { Creations } from './creations.ts'
import type { Departure } from './departure.ts'
import type { KeyTable } from './key-table.ts'
import type { LocalChanges } from './local-changes.ts'
import type { SecretTable } from './secret-table.ts'
import type { SettingsService } from './settings.ts'
import type { Sync } from './sync.ts'
import { createTurns } from './turns.ts'
import type { Vault } from './vault.ts'
import { within } from './within.ts'

export interface SessionDeps {
  readonly state: AppState
  readonly connections: Connections
  readonly connectApi: ConnectApi
  readonly startSandbox: () => Promise<RunningSandbox>
  readonly liveOriginsOf: (keysHost: Settings['keysHost']) => Origins
  readonly sandboxOriginsOf: (url: string) => Origins
  /** Replaces the live service in an unpackaged build; null otherwise. */
  readonly developmentOrigins: Origins | null
  readonly vault: Vault
  readonly keeper: AccountKeeper
  readonly view: AccountView
  readonly table: KeyTable
  readonly changes: LocalChanges
  readonly secretTable: SecretTable
  readonly creations: Creations
  readonly sync: Sync
  readonly departure: Departure
  readonly settings: SettingsService
  /** Resolves when no change is on its way to the service. */
  readonly writesIdle: () => Promise<void>
  readonly clock: Clock
  readonly log: Log
}

export interface Session {
  /** Shows the stored account from the cache, then connects it. Resolves when the rows are shown. */
  readonly start: () => Promise<void>
  /** Tests the admin key by a real call and seals it before it says "connected". */
  readonly connect: (adminKey: string, keysHost: Settings['keysHost']) => Promise<Result<void>>
  readonly exploreSandbox: () => Promise<Result<void>>
  /** Removes everything of the account from this computer, after naming what would be lost for good. */
  readonly disconnect: () => Promise<Result<void>>
  /** The same without a question: whoever erased the files has asked. */
  readonly forget: () => Promise<void>
  /**
   * Drops the admin key and closes the connection; both are had again when the vault opens. What is on its way
   * to the service gets `graceMs` to be answered, then it is aborted: a creation is in the journal.
   */
  readonly lock: (graceMs: number) => Promise<void>
  /** The vault has changed its state: opens or seals an admin key that was waiting for it. */
  readonly noteVaultChanged: () => Promise<void>
  /** Aborts what is under way: a creation among it is searched for at the next start. */
  readonly close: () => Promise<void>
}

/** A tested connection that is not in use yet. */
interface Candidate {
  readonly account: Account
  readonly origins: Origins
  readonly api: IoApi
  readonly adminKey: string
  readonly sandbox: RunningSandbox | null
  readonly list: KeyList
  /** The generation of local changes at which the list was asked for. */
  readonly generation: number
}

export function createSession(deps: SessionDeps): Session {
  const { state, connections, vault, keeper, view, changes, sync, clock, log } = deps
  let sandbox: RunningSandbox | null = null
  const inTurn = createTurns()

  /** Nobody waits for these pieces of work: a surprise in one may not become a crash. */
  const logFailure = () => log('session.failed')

  const originsFor = (stored: StoredAccount) =>
    restorableOrigins(stored, deps.developmentOrigins, deps.liveOriginsOf)

  const start = async () => {
    const stored = keeper.restore((found) => originsFor(found) !== null)
    if (stored === null) return
    await view.show(shownAccount(stored))
    await reconnect(stored)
    if (connections.current()?.api.ok || stored.kind === 'sandbox') void sync.refresh()
    else void vault.unlock().then(() => inTurn(sayWhyNotAsked).catch(logFailure))
  }

  /** The keyring has answered, or has had its time: where the service still cannot be asked, the screen says so. */
  const sayWhyNotAsked = async () => {
    if (connections.current()?.api.ok === false) void sync.refresh()
  }

  const reconnect = async (stored: StoredAccount) => {
    const origins = originsFor(stored)
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
    const facts = readAdminKey(text)
    const origins = deps.developmentOrigins ?? deps.liveOriginsOf(keysHost)
    const kind = deps.developmentOrigins === null ? 'live' : 'development'
    const generation = changes.generation()
    const api = deps.connectApi(origins, facts.key)
    const list = await api.listKeys()
    if (!list.ok) {
      const error = await explain(api, list.error)
      await api.close()
      return { ok: false, error }
    }
    const account = accountOf(kind, facts, origins, clock.now())
    const candidate = { account, origins, api, adminKey: facts.key, sandbox: null, generation }
    const entered = await enter({ ...candidate, list: list.value })
    if (entered.ok && kind === 'live') deps.settings.setKeysHost(keysHost)
    return entered
  }

  const exploreSandbox = async (): Promise<Result<void>> => {
    if (sandbox !== null && state.snapshot().account?.kind === 'sandbox') return ok(undefined)
    const running = await deps.startSandbox().catch(() => null)
    if (running === null) {
      log('sandbox.notStarted')
      return fail('internal')
    }
    const origins = deps.sandboxOriginsOf(running.url)
    const generation = changes.generation()
    const api = deps.connectApi(origins, running.adminKey)
    const list = await api.listKeys()
    if (!list.ok) {
      await Promise.all([api.close(), running.close()])
      return list
    }
    const account = accountOf('sandbox', readAdminKey(running.adminKey), origins, clock.now())
    const { adminKey } = running
    return enter({ account, origins, api, adminKey, sandbox: running, list: list.value, generation })
  }

  /** Makes a tested connection the one in use. Its admin key is on disk before anything says "connected". */
  const enter = async (candidate: Candidate): Promise<Result<void>> => {
    const { account, origins, api, adminKey } = candidate
    const previous = keeper.current()
    const isSwitch = previous !== null && previous.id !== account.id
    const permitted = isSwitch ? await deps.departure.permitSwitch() : ok(undefined)
    const saved = permitted.ok ? keeper.save(account, origins, adminKey) : permitted
    if (!saved.ok) {
      await Promise.all([api.close(), candidate.sandbox?.close()])
      return saved
    }
    await leaveConnection()
    if (isSwitch) view.forgetCache(previous.id)
    sandbox = candidate.sandbox
    await view.show(shownAccount(saved.value))
    const connection = { accountId: account.id, origins, api: ok(api) }
    connections.set(connection)
    await sync.adopt(connection, candidate.list, candidate.generation)
    log('session.connected', { kind: account.kind, isRemembered: saved.value.isRemembered })
    return ok(undefined)
  }

  const leaveConnection = async () => {
    await deps.departure.settle()
    await closeConnection()
    await Promise.all([deps.table.written(), deps.secretTable.written()])
  }

  const closeConnection = async () => {
    const connection = connections.current()
    connections.set(null)
    const running = sandbox
    sandbox = null
    if (connection?.api.ok) await connection.api.value.close()
    await running?.close()
  }

  const disconnect = async (): Promise<Result<void>> => {
    const account = keeper.current()
    if (account === null) return fail('notConnected')
    const permitted = await deps.departure.permitDisconnect()
    if (!permitted.ok) return permitted
    await deps.departure.settle()
    // Files first: the screen may not say "disconnected" while the admin key is still on disk.
    const removed = keeper.remove()
    if (!removed.ok) return removed
    await forgetAccount(account.id)
    return ok(undefined)
  }

  const forgetAccount = async (accountId: string) => {
    view.forget(accountId)
    await leaveConnection()
    await view.clear(accountId)
    log('session.disconnected')
  }

  const forget = async () => {
    const account = keeper.current()
    if (account === null) return
    keeper.remove()
    await forgetAccount(account.id)
  }

  const lock = async (graceMs: number) => {
    const connection = connections.current()
    const isSandbox = keeper.current()?.kind === 'sandbox'
    keeper.dropAdminKey()
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
    const sealed = keeper.sealLate()
    if (sealed !== null) state.change({ account: shownAccount(sealed) })
  }

  return {
    start: () => inTurn(start),
    connect: (adminKey, keysHost) => inTurn(() => connect(adminKey, keysHost)),
    exploreSandbox: () => inTurn(exploreSandbox),
    disconnect: () => inTurn(disconnect),
    forget: () => inTurn(forget),
    lock: (graceMs) => inTurn(() => lock(graceMs)),
    noteVaultChanged: () => inTurn(noteVaultChanged).catch(logFailure),
    close: closeConnection,
  }
}

/** A sub-key is refused by every call but the one for its own usage: that tells it from a wrong key. */
async function explain(api: IoApi, error: AppError): Promise<AppError> {
  if (error.code !== 'unauthorized' && error.code !== 'forbidden') return error
  const own = await api.readOwnUsage()
  return own.ok ? { ...error, code: 'isSubKey' } : error
}
