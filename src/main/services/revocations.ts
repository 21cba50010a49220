// Revokes keys, one by one, and says "revoked" only of what the service has confirmed (R7, R41).
import { randomBytes } from 'node:crypto'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import type { RevokeOutcome } from '../../shared/domain/snapshot.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'
import { type AppError, fail, ok, type Result } from '../../shared/errors.ts'
import type { IoApi, KeyList } from '../ports/remote.ts'
import type { Clock, Dialogs, Log, Question } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { type ActivityLog, failedOutcome } from './activity-log.ts'
import { type BatchProgress, createBatchProgress } from './batch-progress.ts'
import { createBulkPermit, namesInDialog } from './bulk-permit.ts'
import type { Connection, Connections } from './connection.ts'
import type { Creations } from './creations.ts'
import { endsBatch } from './ends-batch.ts'
import type { KeyTable } from './key-table.ts'
import type { LocalChanges } from './local-changes.ts'
import { endingOf } from './merge-keys.ts'
import type { Sync } from './sync.ts'
import { createTickets } from './tickets.ts'
import { createTurns } from './turns.ts'

export interface RevocationsDeps {
  readonly state: AppState
  readonly connections: Connections
  readonly table: KeyTable
  readonly changes: LocalChanges
  readonly sync: Sync
  readonly creations: Creations
  readonly activity: Pick<ActivityLog, 'note'>
  readonly dialogs: Dialogs
  readonly clock: Clock
  readonly log: Log
}

export interface Revocations {
  /** A ticket for exactly these keys, and their rows as main knows them, for the confirmation. */
  readonly prepare: (keyIds: readonly string[]) => Result<{ ticket: string; keys: ApiKey[] }>
  /** Revokes the keys of a ticket; beyond ten keys a minute it asks in a native dialog first. */
  readonly revoke: (ticket: string) => Promise<Result<{ outcomes: RevokeOutcome[] }>>
  /** Revokes a key that its user has confirmed in a native dialog. */
  readonly revokeConfirmed: (keyId: string) => Promise<Result<RevokeOutcome>>
  /** The same for several, however many. */
  readonly revokeAllConfirmed: (keyIds: readonly string[]) => Promise<Result<{ outcomes: RevokeOutcome[] }>>
}

export function createRevocations(deps: RevocationsDeps): Revocations {
  const { state, connections, table, changes, sync, clock, log } = deps
  const tickets = createTickets(clock)
  const permit = createBulkPermit(clock, deps.dialogs)
  /** One revocation after the other: there is one place on screen for its progress. */
  const inTurn = createTurns()
  let shown: { readonly accountId: string; readonly progress: BatchProgress<RevokeOutcome> } | null = null

  /** Screen and history are of the account in use. */
  const isInUse = (accountId: string) => state.snapshot().account?.id === accountId

  const activeRow = (keyId: string) => {
    const row = state.keys.get(keyId)
    return row?.ending === null ? row : undefined
  }

  const questionFor = (keyIds: readonly string[]): Question => {
    const count = `${keyIds.length} API ${keyIds.length === 1 ? 'key' : 'keys'}`
    const names = namesInDialog(keyIds.map((id) => nameOf(id, 60)))
    return {
      title: `Revoke ${count}?`,
      detail: `${names}. Whatever uses them stops working at once. This cannot be undone.`,
      confirmLabel: `Revoke ${count}`,
      isDestructive: true,
    }
  }

  const nameOf = (keyId: string, maxLength: number) =>
    visibleText(state.keys.get(keyId)?.name ?? keyId, maxLength)

  const run = async (keyIds: readonly string[]): Promise<Result<RevokeOutcome[]>> => {
    const required = connections.require()
    if (!required.ok) return required
    const { connection, api } = required.value
    const id = randomBytes(9).toString('base64url')
    const waiting = keyIds.map((keyId): RevokeOutcome => ({ ...notTried, keyId, name: nameOf(keyId, 300) }))
    const progress = createBatchProgress(clock, waiting, (outcomes) => {
      if (isInUse(connection.accountId)) state.change({ revocation: { id, outcomes } })
    })
    shown = { accountId: connection.accountId, progress }
    let stoppedBy: AppError | null = null
    for (const [index, keyId] of keyIds.entries()) {
      if (connections.current() !== connection) stoppedBy ??= notConnected
      if (stoppedBy !== null) {
        progress.set(index, { outcome: 'failed', error: stoppedBy })
        continue
      }
      progress.set(index, { outcome: 'running', error: null })
      const verdict = await revokeOne(connection, api, keyId)
      progress.set(index, verdict)
      if (isInUse(connection.accountId)) noteVerdict(keyId, verdict)
      if (verdict.outcome === 'failed' && verdict.error !== null && endsBatch(verdict.error)) {
        stoppedBy = verdict.error
      }
    }
    progress.tell()
    return ok([...progress.entries])
  }

  const noteVerdict = (keyId: string, { outcome, error }: Verdict) => {
    const row = state.keys.get(keyId)
    const detail = outcome === 'alreadyGone' ? 'It was gone already.' : `Identifier ${row?.display ?? keyId}.`
    deps.activity.note({
      ...{ kind: 'keyRevoked', subjectId: keyId, subject: row?.name ?? '', detail },
      ...(error === null ? {} : failedOutcome(error)),
      ...(outcome === 'unconfirmed' ? { outcome: 'unknown' } : {}),
    })
  }

  const revokeOne = async (connection: Connection, api: IoApi, keyId: string): Promise<Verdict> => {
    const row = state.keys.get(keyId)
    if (row === undefined) return { outcome: 'failed', error: notFound }
    if (row.ending !== null) return { outcome: 'alreadyGone', error: null }
    const settle = changes.begin(keyId)
    changes.noteRevokeAsked(keyId)
    try {
      const answer = await api.revokeKey(keyId)
      if (answer.ok) return conclude(connection, row, 'revoked')
      const { error } = answer
      if (error.effect === 'none') changes.forgetRevokeAsked(keyId)
      if (error.effect === 'none' && error.code !== 'notFound') return { outcome: 'failed', error }
      return await proveByList(connection, row, error)
    } finally {
      settle()
    }
  }

  /** The service's "no such key" and a lost answer both need the list to become a fact. */
  const proveByList = async (connection: Connection, row: ApiKey, error: AppError): Promise<Verdict> => {
    const list = await sync.confirmList()
    const isListed = list.ok ? tellsOf(list.value, row.id) : null
    if (isListed === false) return conclude(connection, row, outcomeOfAbsence(error))
    return { outcome: error.code === 'notFound' && isListed ? 'failed' : 'unconfirmed', error }
  }

  const conclude = (connection: Connection, { id }: ApiKey, outcome: 'revoked' | 'alreadyGone'): Verdict => {
    const row = state.keys.get(id)
    if (connections.current() === connection && row !== undefined) {
      const facts = { serverNow: sync.serverNow(), now: clock.now() }
      table.end(connection.accountId, row, endingOf(row, { wasRevokeAsked: outcome === 'revoked', ...facts }))
      deps.creations.noteRevoked(id)
    }
    log('key.revoked', { outcome })
    return { outcome, error: null }
  }

  /** A list read later settles what a lost answer had left open; the list of another account proves nothing of it. */
  sync.onList((list) => {
    if (shown === null || !isInUse(shown.accountId)) return
    const { progress } = shown
    for (const [index, entry] of progress.entries.entries()) {
      if (entry.outcome !== 'unconfirmed' || tellsOf(list, entry.keyId) !== false) continue
      deps.creations.noteRevoked(entry.keyId)
      const verdict = { outcome: outcomeOfAbsence(entry.error), error: null }
      progress.set(index, verdict)
      noteVerdict(entry.keyId, verdict)
      progress.tell()
    }
  })

  return {
    prepare: (keyIds) => {
      const required = connections.require()
      if (!required.ok) return required
      const unique = [...new Set(keyIds)]
      const keys = unique.flatMap((keyId) => activeRow(keyId) ?? [])
      if (keys.length < unique.length) return fail('notFound')
      return ok({ ticket: tickets.issue(unique), keys })
    },
    revoke: async (ticket) => {
      const taken = tickets.take(ticket)
      if (!taken.ok) return taken
      const permitted = await permit(taken.value.length, () => questionFor(taken.value))
      if (!permitted.ok) return permitted
      const outcomes = await inTurn(() => run(taken.value))
      return outcomes.ok ? ok({ outcomes: outcomes.value }) : outcomes
    },
    revokeConfirmed: async (keyId) => {
      const outcomes = await inTurn(() => run([keyId]))
      if (!outcomes.ok) return outcomes
      const [outcome] = outcomes.value
      return outcome === undefined ? fail('internal') : ok(outcome)
    },
    revokeAllConfirmed: async (keyIds) => {
      const outcomes = await inTurn(() => run(keyIds))
      return outcomes.ok ? ok({ outcomes: outcomes.value }) : outcomes
    },
  }
}

interface Verdict {
  readonly outcome: RevokeOutcome['outcome']
  readonly error: AppError | null
}

const notTried = { outcome: 'waiting', error: null } as const
const notConnected: AppError = { code: 'notConnected', effect: 'none', isRetryable: false }
const notFound: AppError = { ...notConnected, code: 'notFound' }

/** After "no such key" an absent key is somebody else's doing; after a lost answer it is ours. */
function outcomeOfAbsence(error: AppError | null): 'revoked' | 'alreadyGone' {
  return error?.code === 'notFound' ? 'alreadyGone' : 'revoked'
}

/** Whether the list shows the key; null where rows of it could not be read. */
function tellsOf(list: KeyList, keyId: string): boolean | null {
  if (list.keys.some((key) => key.id === keyId)) return true
  return list.skippedRows === 0 ? false : null
}
