// Keeps secrets and agents true: reads both from the service, and says how old they are where that fails.
import type { SyncStatus } from '../../shared/domain/snapshot.ts'
import { fail, type Result } from '../../shared/errors.ts'
import type { IoApi, SecretList } from '../ports/remote.ts'
import type { CachedResource, CacheStore } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { attempt } from './attempt.ts'
import type { Connection, Connections } from './connection.ts'
import type { LocalChanges } from './local-changes.ts'
import type { Reading } from './reading.ts'
import type { SecretTable } from './secret-table.ts'

export interface SecretSyncDeps {
  readonly state: AppState
  readonly connections: Connections
  readonly secretTable: SecretTable
  readonly secretChanges: LocalChanges
  readonly cache: CacheStore
  readonly clock: Clock
  readonly log: Log
}

export interface SecretSync {
  /** Reads secrets and agents; what fails is shown as such and stays as it was. */
  readonly read: () => Promise<void>
  /** The list as it is after this call, merged into the table. */
  readonly confirmList: () => Promise<Result<SecretList>>
  /** Calls back when secrets that were in the table are proved to be gone. */
  readonly onGone: (listener: (secretIds: readonly string[]) => void) => void
}

/**
 * The list is not documented, so a secret that is missing from it is asked for by its id before it is taken for
 * gone; more than so many in one reading wait for the next.
 */
const maxProofs = 25

export function createSecretSync(deps: SecretSyncDeps): SecretSync {
  const { state, connections, secretTable, secretChanges, cache, clock, log } = deps
  const listeners: ((secretIds: readonly string[]) => void)[] = []

  const changeStatus = (parts: Partial<SyncStatus>) =>
    state.change({ sync: { ...state.snapshot().sync, ...parts } })

  const noteAsOf = ({ accountId }: Connection, resource: CachedResource) =>
    attempt(log, 'cache.notWritten', () => cache.writeAsOf(accountId, resource, clock.now()))

  const readList = async (): Promise<Result<SecretList>> => {
    const required = connections.require()
    if (!required.ok) {
      if (connections.current() !== null) changeStatus({ secretsProblem: required.error })
      return required
    }
    const { connection, api } = required.value
    const generation = secretChanges.generation()
    const answer = await api.listSecrets()
    if (connections.current() !== connection) return fail('notConnected')
    if (!answer.ok) {
      changeStatus({ secretsProblem: answer.error })
      return answer
    }
    const { secrets, skippedRows, missingRows } = answer.value
    const reading: Reading = {
      accountId: connection.accountId,
      generation,
      isCurrent: () => connections.current() === connection,
    }
    const absent = await secretTable.applyList(secrets, reading)
    if (!reading.isCurrent()) return fail('notConnected')
    changeStatus({
      secretsAsOf: clock.now(),
      secretsProblem: null,
      missingSecrets: skippedRows + missingRows,
    })
    noteAsOf(connection, 'secrets')
    await proveGone(
      api,
      absent.map(({ id }) => id),
      reading,
    )
    // A list with holes proves nothing.
    if (skippedRows + missingRows === 0 && reading.isCurrent()) {
      secretTable.forgetGone(reading.accountId, secrets)
    }
    return answer
  }

  const proveGone = async (api: IoApi, absentIds: readonly string[], reading: Reading) => {
    const gone: string[] = []
    for (const secretId of absentIds.slice(0, maxProofs)) {
      const found = await api.readSecret(secretId)
      if (!reading.isCurrent()) return
      if (!secretChanges.isSettled(secretId, reading.generation)) continue
      if (found.ok) secretTable.put(reading.accountId, found.value)
      else if (found.error.code === 'notFound') gone.push(secretId)
    }
    if (gone.length === 0) return
    secretTable.remove(reading.accountId, gone)
    for (const listener of listeners) listener(gone)
  }

  const readAgents = async () => {
    const required = connections.require()
    if (!required.ok) return
    const { connection, api } = required.value
    const answer = await api.listAgents()
    if (connections.current() !== connection) return
    if (!answer.ok) return changeStatus({ agentsProblem: answer.error })
    const agents = [...answer.value]
    if (JSON.stringify(agents) !== JSON.stringify(state.snapshot().agents)) state.change({ agents })
    changeStatus({ agentsAsOf: clock.now(), agentsProblem: null })
    attempt(log, 'cache.notWritten', () => cache.writeAgents(connection.accountId, agents))
    noteAsOf(connection, 'agents')
  }

  return {
    read: async () => {
      await Promise.all([readList(), readAgents()])
    },
    confirmList: readList,
    onGone: (listener) => listeners.push(listener),
  }
}
