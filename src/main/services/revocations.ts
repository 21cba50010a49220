// Revokes keys, one by one, and says "revoked" only of what the service has confirmed (R7, R41).
import { randomBytes } from 'node:crypto'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import type { RevokeOutcome } from '../../shared/domain/snapshot.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'
import { type AppError, fail, ok, type Result } from '../../shared/errors.ts'
import type { Clock, Dialogs, IoApi, KeyList, Log } from '../ports.ts'
import type { AppState } from '../state/app-state.ts'
import type { Connection, Connections } from './connection.ts'
import type { Creations } from './creations.ts'
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
}

const rateWindowMs = 60_000
const maxUnaskedKeys = 10
/** Between two tellings of the progress of a long revocation. */
const tellEveryMs = 100
const maxNamesInDialog = 5

/** After these the next key would fare the same: the rest is not even tried. */
const endsAll = new Set<AppError['code']>([
  'offline',
  'timeout',
  'captivePortal',
  'wrongHost',
  'insecure',
  'unauthorized',
  'forbidden',
  'notConnected',
])

export function createRevocations(deps: RevocationsDeps): Revocations {
  const { state, connections, table, changes, sync, clock, log } = deps
  const tickets = createTickets(clock)
  /** When each key of the last minute was let through, by the monotonic clock. */
  let recentMs: number[] = []
  /** One revocation after the other: there is one place on screen for its progress. */
  const inTurn = createTurns()
  let shown: Progress | null = null
  let isAsking = false

  const activeRow = (keyId: string) => {
    const row = state.row(keyId)
    return row?.ending === null ? row : undefined
  }

  const permit = async (keyIds: readonly string[]): Promise<Result<void>> => {
    const now = clock.monotonic()
    recentMs = recentMs.filter((at) => now - at < rateWindowMs)
    if (recentMs.length + keyIds.length > maxUnaskedKeys) {
      if (isAsking) return fail('tooMany', { isRetryable: true })
      isAsking = true
      const isConfirmed = await askForMany(keyIds).finally(() => {
        isAsking = false
      })
      if (!isConfirmed) return fail('notConfirmed')
    }
    const at = clock.monotonic()
    recentMs.push(...keyIds.map(() => at))
    return ok(undefined)
  }

  const askForMany = async (keyIds: readonly string[]) => {
    const names = keyIds.slice(0, maxNamesInDialog).map((id) => `“${nameOf(id, 60)}”`)
    const more = keyIds.length - names.length
    const count = `${keyIds.length} API ${keyIds.length === 1 ? 'key' : 'keys'}`
    return deps.dialogs.confirm({
      title: `Revoke ${count}?`,
      detail: `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}. Whatever uses them stops working at once. This cannot be undone.`,
      confirmLabel: `Revoke ${count}`,
      isDestructive: true,
    })
  }

  const nameOf = (keyId: string, maxLength: number) => visibleText(state.row(keyId)?.name ?? keyId, maxLength)

  const run = async (keyIds: readonly string[]): Promise<Result<RevokeOutcome[]>> => {
    const required = connections.require()
    if (!required.ok) return required
    const { connection, api } = required.value
    const progress = createProgress(keyIds.map((keyId) => ({ keyId, name: nameOf(keyId, 300) })))
    shown = progress
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
      if (verdict.outcome === 'failed' && verdict.error !== null && endsAll.has(verdict.error.code)) {
        stoppedBy = verdict.error
      }
    }
    progress.tell()
    return ok([...progress.outcomes])
  }

  const createProgress = (keys: readonly Pick<RevokeOutcome, 'keyId' | 'name'>[]): Progress => {
    const id = randomBytes(9).toString('base64url')
    const outcomes: RevokeOutcome[] = keys.map((key) => ({ ...key, outcome: 'waiting', error: null }))
    let cancelTelling: (() => void) | null = null
    const tell = () => {
      cancelTelling?.()
      cancelTelling = null
      state.change({ revocation: { id, outcomes: [...outcomes] } })
    }
    tell()
    return {
      outcomes,
      tell,
      set: (index, verdict) => {
        const entry = outcomes[index]
        if (entry !== undefined) outcomes[index] = { ...entry, ...verdict }
        // Later, not "unless just told": the step before a long wait must be seen while it lasts.
        cancelTelling ??= clock.after(tellEveryMs, tell)
      },
    }
  }

  const revokeOne = async (connection: Connection, api: IoApi, keyId: string): Promise<Verdict> => {
    const row = state.row(keyId)
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
    const row = state.row(id)
    if (connections.current() === connection && row !== undefined) {
      const facts = { serverNow: sync.serverNow(), now: clock.now() }
      table.end(connection.accountId, row, endingOf(row, { wasRevokeAsked: outcome === 'revoked', ...facts }))
      deps.creations.noteRevoked(id)
    }
    log('key.revoked', { outcome })
    return { outcome, error: null }
  }

  /** A list read later settles what a lost answer had left open. */
  sync.onList((list) => {
    for (const [index, entry] of shown?.outcomes.entries() ?? []) {
      if (entry.outcome !== 'unconfirmed' || tellsOf(list, entry.keyId) !== false) continue
      deps.creations.noteRevoked(entry.keyId)
      shown?.set(index, { outcome: outcomeOfAbsence(entry.error), error: null })
      shown?.tell()
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
      const permitted = await permit(taken.value)
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
  }
}

interface Verdict {
  readonly outcome: RevokeOutcome['outcome']
  readonly error: AppError | null
}

interface Progress {
  readonly outcomes: readonly RevokeOutcome[]
  readonly set: (index: number, verdict: Verdict) => void
  readonly tell: () => void
}

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
