// Freezes or thaws one key: the limit that thawing brings back is on disk before the request that takes it away.
import { type ApiKey, type KeyChanges, shownFrozen } from '../../shared/domain/api-key.ts'
import { formatCredits } from '../../shared/domain/credit-cycle.ts'
import type { FreezeOutcome } from '../../shared/domain/snapshot.ts'
import type { AppError, Result } from '../../shared/errors.ts'
import type { IoApi, RemoteKey } from '../ports/remote.ts'
import type { Clock } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import type { Connection, Connections } from './connection.ts'
import type { KeyFactsService } from './key-facts.ts'
import type { KeyTable } from './key-table.ts'
import type { LocalChanges } from './local-changes.ts'

export type FreezeKind = 'freeze' | 'thaw'
type FreezeVerdict = Pick<FreezeOutcome, 'outcome' | 'error'>

export interface FreezeStepDeps {
  readonly state: AppState
  readonly connections: Connections
  readonly table: KeyTable
  readonly changes: LocalChanges
  readonly keyFacts: KeyFactsService
  readonly clock: Clock
}

export interface FreezeStep {
  /** Asks the service; `done` means that it has answered so, not that a list has shown it. Never rejects. */
  readonly run: (
    kind: FreezeKind,
    connection: Connection,
    api: IoApi,
    keyId: string,
  ) => Promise<FreezeVerdict>
  /** The verdict after a list that was read later; the same where that proves nothing. */
  readonly prove: (
    kind: FreezeKind,
    connection: Connection,
    entry: FreezeOutcome,
    remote: RemoteKey | undefined,
  ) => FreezeVerdict
  /** Forgets the limit of a key that is no longer at 0: it was changed elsewhere, or the freezing never arrived. */
  readonly forgetUnless0: (accountId: string, remote: RemoteKey) => void
}

/**
 * A request may still be on its way for so long after its answer was lost. Until then the limit is remembered even
 * though the list does not show the key at 0: a freezing that arrives late must stay thawable.
 */
const lateMs = 2 * 60_000

const done: FreezeVerdict = { outcome: 'done', error: null }
const notFound: AppError = { code: 'notFound', effect: 'none', isRetryable: false }

export function createFreezeStep(deps: FreezeStepDeps): FreezeStep {
  const { state, connections, table, changes, keyFacts, clock } = deps

  /** What is known of keys is that of the account in use. */
  const isCurrent = ({ accountId }: Connection) => connections.current()?.accountId === accountId

  const showLimit = (connection: Connection, keyId: string, creditLimit: number | null) => {
    const row = state.keys.get(keyId)
    if (row === undefined || row.ending !== null || !isCurrent(connection)) return
    const frozen = shownFrozen(keyFacts.of(keyId).frozen, creditLimit)
    table.put(connection.accountId, { ...row, creditLimit, frozen })
  }

  const forget = (connection: Connection, keyId: string): Result<void> | null =>
    isCurrent(connection) ? keyFacts.writeFrozen(connection.accountId, keyId, null) : null

  const change = async (
    connection: Connection,
    api: IoApi,
    keyId: string,
    creditLimit: number | null,
  ): Promise<FreezeVerdict> => {
    const changed: KeyChanges = { creditLimit }
    const answer = await api.updateKey(keyId, changed)
    if (!answer.ok) {
      return { outcome: answer.error.effect === 'none' ? 'failed' : 'unconfirmed', error: answer.error }
    }
    showLimit(connection, keyId, creditLimit)
    return done
  }

  const freeze = async (connection: Connection, api: IoApi, row: ApiKey): Promise<FreezeVerdict> => {
    if (row.frozen !== null || row.creditLimit === 0) return done
    const frozen = { limit: row.creditLimit, at: clock.now() }
    const remembered = keyFacts.writeFrozen(connection.accountId, row.id, frozen)
    if (!remembered.ok) return { outcome: 'failed', error: remembered.error }
    const verdict = await change(connection, api, row.id, 0)
    if (verdict.outcome === 'failed') forget(connection, row.id)
    return verdict
  }

  const thaw = async (connection: Connection, api: IoApi, row: ApiKey): Promise<FreezeVerdict> => {
    if (row.frozen === null) return done
    const { limit } = row.frozen
    if (limit !== 0) return change(connection, api, row.id, limit)
    // It had no credits before either: there is nothing to bring back.
    const forgotten = forget(connection, row.id)
    if (forgotten?.ok === false) return { outcome: 'failed', error: forgotten.error }
    showLimit(connection, row.id, 0)
    return done
  }

  return {
    run: async (kind, connection, api, keyId) => {
      const row = state.keys.get(keyId)
      if (row === undefined) return { outcome: 'failed', error: notFound }
      if (row.ending !== null) return { outcome: 'alreadyGone', error: null }
      const settle = changes.begin(keyId)
      try {
        return await (kind === 'freeze' ? freeze(connection, api, row) : thaw(connection, api, row))
      } finally {
        settle()
      }
    },
    prove: (kind, connection, { keyId, outcome, error }, remote) => {
      const same = { outcome, error }
      if (outcome === 'alreadyGone') return same
      if (remote === undefined) return { outcome: 'alreadyGone', error: null }
      const wasTaken = kind === 'freeze' ? remote.creditLimit === 0 : remote.creditLimit !== 0
      if (wasTaken && kind === 'thaw' && outcome !== 'failed') forget(connection, keyId)
      if (outcome === 'unconfirmed') return wasTaken ? done : same
      if (outcome !== 'done' || wasTaken) return same
      const wanted = kind === 'freeze' ? 0 : (keyFacts.of(keyId).frozen?.limit ?? null)
      // A key that had no credits before it was frozen shows 0 as it should.
      if (kind === 'thaw' && keyFacts.of(keyId).frozen === null) return same
      return { outcome: 'failed', error: notTaken(wanted, remote.creditLimit) }
    },
    forgetUnless0: (accountId, { id, creditLimit }) => {
      const { frozen } = keyFacts.of(id)
      if (frozen === null || creditLimit === 0 || clock.now() - frozen.at <= lateMs) return
      keyFacts.writeFrozen(accountId, id, null)
    },
  }
}

/** The service said yes and lists another limit all the same. */
function notTaken(wanted: number | null, kept: number | null): AppError {
  const words = (limit: number | null) => (limit === null ? 'no limit' : `a limit of ${formatCredits(limit)}`)
  const advice = wanted === null ? ' Give the key a limit in its form instead.' : ''
  const message = `The service answered yes, and still lists ${words(kept)} instead of ${words(wanted)}.${advice}`
  return { code: 'invalid', effect: 'none', isRetryable: true, fields: [{ field: 'creditLimit', message }] }
}
