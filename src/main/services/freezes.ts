// Freezes keys by a limit of 0 and thaws them again, one by one, and says "done" only of what the service has confirmed (R7, R41).
import { randomBytes } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import { formatCredits } from '../../shared/domain/credit-cycle.ts'
import { canFreeze, canThaw, freezeCaution } from '../../shared/domain/emergency.ts'
import type { FreezeOutcome } from '../../shared/domain/snapshot.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'
import { type AppError, fail, ok, type Result } from '../../shared/errors.ts'
import type { KeyList } from '../ports/remote.ts'
import type { Dialogs, Question } from '../ports/system.ts'
import type { ActivityLog, Noted } from './activity-log.ts'
import { type BatchProgress, createBatchProgress } from './batch-progress.ts'
import { createBulkPermit, namesInDialog } from './bulk-permit.ts'
import type { Connection } from './connection.ts'
import { endsBatch } from './ends-batch.ts'
import { createFreezeStep, type FreezeKind, type FreezeStepDeps } from './freeze-step.ts'
import type { Sync } from './sync.ts'
import { createTickets } from './tickets.ts'
import { createTurns } from './turns.ts'

export interface FreezesDeps extends FreezeStepDeps {
  readonly sync: Sync
  readonly activity: Pick<ActivityLog, 'note'>
  readonly dialogs: Dialogs
}

export interface Freezes {
  /** A ticket to freeze or thaw exactly these keys, and their rows as main knows them, for the confirmation. */
  readonly prepare: (
    keyIds: readonly string[],
    kind: FreezeKind,
  ) => Result<{ ticket: string; keys: ApiKey[] }>
  /** Does what the ticket is for; beyond ten keys a minute it asks in a native dialog first. */
  readonly run: (ticket: string) => Promise<Result<{ outcomes: FreezeOutcome[] }>>
  /** For keys that their user has confirmed in a native dialog, however many. */
  readonly runConfirmed: (
    kind: FreezeKind,
    keyIds: readonly string[],
  ) => Promise<Result<{ outcomes: FreezeOutcome[] }>>
}

interface Batch {
  readonly kind: FreezeKind
  readonly connection: Connection
  readonly progress: BatchProgress<FreezeOutcome>
  /** The limit of each key before, for the history. */
  readonly before: ReadonlyMap<string, number | null>
  /** The keys that the service was asked about. */
  readonly asked: Set<string>
}

/** So many entries of the history are written before the event loop gets its turn. */
const notedPerTurn = 200

export function createFreezes(deps: FreezesDeps): Freezes {
  const { state, connections, changes, sync, clock } = deps
  const step = createFreezeStep(deps)
  const tickets = { freeze: createTickets(clock), thaw: createTickets(clock) }
  const permit = createBulkPermit(clock, deps.dialogs)
  /** One batch after the other: there is one place on screen for its progress. */
  const inTurn = createTurns()
  let shown: Batch | null = null

  const nameOf = (keyId: string, maxLength: number) =>
    visibleText(state.keys.get(keyId)?.name ?? keyId, maxLength)

  const begin = (kind: FreezeKind, connection: Connection, keyIds: readonly string[]): Batch => {
    const id = randomBytes(9).toString('base64url')
    const waiting = keyIds.map((keyId): FreezeOutcome => {
      return { keyId, name: nameOf(keyId, 300), outcome: 'waiting', error: null }
    })
    const progress = createBatchProgress(clock, waiting, (outcomes) => {
      // The screen may be that of another account by now.
      if (state.snapshot().account?.id === connection.accountId)
        state.change({ freezing: { id, kind, outcomes } })
    })
    const before = new Map(keyIds.map((keyId) => [keyId, state.keys.get(keyId)?.creditLimit ?? null]))
    return { kind, connection, progress, before, asked: new Set() }
  }

  const run = async (kind: FreezeKind, keyIds: readonly string[]) => {
    const required = connections.require()
    if (!required.ok) return required
    const { connection, api } = required.value
    const batch = begin(kind, connection, keyIds)
    shown = batch
    let stoppedBy: AppError | null = null
    for (const [index, keyId] of keyIds.entries()) {
      if (connections.current() !== connection) stoppedBy ??= notConnected
      if (stoppedBy !== null) {
        batch.progress.set(index, { outcome: 'failed', error: stoppedBy })
        continue
      }
      batch.progress.set(index, { outcome: 'running', error: null })
      const verdict = await step.run(kind, connection, api, keyId)
      batch.asked.add(keyId)
      batch.progress.set(index, verdict)
      if (verdict.outcome === 'failed' && verdict.error !== null && endsBatch(verdict.error)) {
        stoppedBy = verdict.error
      }
    }
    await proveByList(batch)
    batch.progress.tell()
    await noteActivity(batch)
    return ok({ outcomes: [...batch.progress.entries] })
  }

  /** The service's yes is read back, "no such key" and lost answers are settled; one list tells it all. */
  const proveByList = async (batch: Batch) => {
    const isProvable = ({ outcome, error }: FreezeOutcome) =>
      outcome === 'done' || outcome === 'unconfirmed' || error?.code === 'notFound'
    if (!batch.progress.entries.some(isProvable)) return
    const list = await sync.confirmList()
    if (list.ok && connections.current() === batch.connection) prove(batch, list.value, () => true)
  }

  const prove = (batch: Batch, list: KeyList, isWanted: (entry: FreezeOutcome) => boolean) => {
    const remotes = new Map(list.keys.map((key) => [key.id, key]))
    let hasChanged = false
    for (const [index, entry] of batch.progress.entries.entries()) {
      const remote = remotes.get(entry.keyId)
      // Among rows that could not be read there may be this one.
      if (!isWanted(entry) || (remote === undefined && list.skippedRows > 0)) continue
      const verdict = step.prove(batch.kind, batch.connection, entry, remote)
      if (verdict.outcome === entry.outcome) continue
      batch.progress.set(index, verdict)
      hasChanged = true
    }
    if (hasChanged) batch.progress.tell()
  }

  /** A list read later settles what a lost answer had left open, and tells what was changed elsewhere. */
  sync.onList((list, generation) => {
    const account = state.snapshot().account
    if (account === null) return
    for (const remote of list.keys) {
      if (changes.isSettled(remote.id, generation)) step.forgetUnless0(account.id, remote)
    }
    if (shown === null || shown.connection !== connections.current()) return
    prove(
      shown,
      list,
      ({ outcome, keyId }) => outcome === 'unconfirmed' && changes.isSettled(keyId, generation),
    )
  })

  const noteActivity = async ({ kind, connection, progress, before, asked }: Batch) => {
    // The history belongs to the account that is in use.
    if (connections.current()?.accountId !== connection.accountId) return
    const noted = progress.entries.filter(({ keyId }) => asked.has(keyId))
    for (let start = 0; start < noted.length; start += notedPerTurn) {
      if (start > 0) await nextTurn()
      const entries = noted.slice(start, start + notedPerTurn)
      deps.activity.note(...entries.map((entry) => notedOf(kind, entry, before, state.keys.get(entry.keyId))))
    }
  }

  const questionFor = (kind: FreezeKind, keyIds: readonly string[]): Question => {
    const count = `${keyIds.length} API ${keyIds.length === 1 ? 'key' : 'keys'}`
    const names = namesInDialog(keyIds.map((id) => nameOf(id, 60)))
    return kind === 'freeze'
      ? {
          title: `Freeze ${count}?`,
          detail: `${names}. Whatever uses them is refused until you thaw them. ${freezeCaution}`,
          confirmLabel: `Freeze ${count}`,
          isDestructive: true,
        }
      : {
          title: `Thaw ${count}?`,
          detail: `${names}. Each gets the limit back that it had before.`,
          confirmLabel: `Thaw ${count}`,
          isDestructive: false,
        }
  }

  return {
    prepare: (keyIds, kind) => {
      const required = connections.require()
      if (!required.ok) return required
      const unique = [...new Set(keyIds)]
      const rows = unique.flatMap((keyId) => state.keys.get(keyId) ?? [])
      if (rows.length < unique.length) return fail('notFound')
      const canChange = kind === 'freeze' ? canFreeze : canThaw
      if (!rows.every(canChange)) return fail('refused')
      return ok({ ticket: tickets[kind].issue(unique), keys: rows })
    },
    run: async (ticket) => {
      const toFreeze = tickets.freeze.take(ticket)
      const taken = toFreeze.ok ? toFreeze : tickets.thaw.take(ticket)
      if (!taken.ok) return taken
      const kind = toFreeze.ok ? 'freeze' : 'thaw'
      const permitted = await permit(taken.value.length, () => questionFor(kind, taken.value))
      return permitted.ok ? inTurn(() => run(kind, taken.value)) : permitted
    },
    runConfirmed: (kind, keyIds) => inTurn(() => run(kind, keyIds)),
  }
}

const notConnected: AppError = { code: 'notConnected', effect: 'none', isRetryable: false }

function notedOf(
  kind: FreezeKind,
  { keyId, name, outcome, error }: FreezeOutcome,
  before: Batch['before'],
  row: ApiKey | undefined,
): Noted {
  const limits = [before.get(keyId) ?? null, row?.creditLimit ?? null].map((limit) =>
    limit === null ? 'no limit' : formatCredits(limit),
  )
  const [from = '', to = ''] = limits
  return {
    kind: kind === 'freeze' ? 'keyFrozen' : 'keyThawed',
    subjectId: keyId,
    subject: name,
    outcome: outcome === 'done' ? 'done' : outcome === 'unconfirmed' ? 'unknown' : 'failed',
    error: error?.code ?? null,
    changes: outcome === 'done' && from !== to ? [{ field: 'Credit limit', before: from, after: to }] : [],
    ...(outcome === 'alreadyGone' ? { detail: 'The key was gone already.' } : {}),
  }
}
