// Deletes secrets and replaces their values, one by one, and says "done" only of what the service has confirmed (R7, R41).
import { randomBytes } from 'node:crypto'
import type { Secret } from '../../shared/domain/secret.ts'
import type { SecretOutcome } from '../../shared/domain/snapshot.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'
import { type AppError, fail, ok, type Result } from '../../shared/errors.ts'
import type { IoApi } from '../ports/remote.ts'
import type { Clock, Dialogs, Log, Question } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { type ActivityLog, failedOutcome } from './activity-log.ts'
import { type BatchProgress, createBatchProgress } from './batch-progress.ts'
import { createBulkPermit, namesInDialog } from './bulk-permit.ts'
import type { Connection, Connections } from './connection.ts'
import { endsBatch } from './ends-batch.ts'
import type { LocalChanges } from './local-changes.ts'
import type { SecretSync } from './secret-sync.ts'
import type { SecretTable } from './secret-table.ts'
import type { SecretValues } from './secret-values.ts'
import { createTickets } from './tickets.ts'
import { createTurns } from './turns.ts'

export interface SecretBatchesDeps {
  readonly state: AppState
  readonly connections: Connections
  readonly secretTable: SecretTable
  readonly secretValues: SecretValues
  readonly secretChanges: LocalChanges
  readonly secretSync: SecretSync
  readonly dialogs: Dialogs
  readonly activity: Pick<ActivityLog, 'note'>
  readonly clock: Clock
  readonly log: Log
}

type Kind = 'delete' | 'replace'
type Prepared = Result<{ ticket: string; secrets: Secret[] }>
type Outcomes = Promise<Result<{ outcomes: SecretOutcome[] }>>

export interface SecretBatches {
  /** A ticket for exactly these secrets, and their rows as main knows them, for the confirmation. */
  readonly prepare: (kind: Kind, secretIds: readonly string[]) => Prepared
  /** Deletes the secrets of a ticket; beyond ten a minute it asks in a native dialog first. */
  readonly delete: (ticket: string) => Outcomes
  /** Gives the secrets of a ticket one new value; beyond ten a minute it asks in a native dialog first. */
  readonly replace: (ticket: string, value: string, keepsCopy: boolean) => Outcomes
}

type Verdict = Pick<SecretOutcome, 'outcome' | 'error'>
type Step = (connection: Connection, api: IoApi, secret: Secret) => Promise<Verdict>

export function createSecretBatches(deps: SecretBatchesDeps): SecretBatches {
  const { state, connections, secretTable, secretValues, secretChanges, clock, log } = deps
  const tickets = { delete: createTickets(clock), replace: createTickets(clock) }
  const permit = createBulkPermit(clock, deps.dialogs)
  /** One batch after the other: there is one place on screen for its progress. */
  const inTurn = createTurns()
  let shown: { kind: Kind; progress: BatchProgress<SecretOutcome> } | null = null

  const nameOf = (secretId: string, maxLength: number) =>
    visibleText(state.secrets.get(secretId)?.name ?? secretId, maxLength)

  const questionFor = (kind: Kind, ids: readonly string[]): Question => {
    const names = namesInDialog(ids.map((id) => nameOf(id, 60)))
    const count = `${ids.length} ${ids.length === 1 ? 'secret' : 'secrets'}`
    return kind === 'delete'
      ? {
          title: `Delete ${count}?`,
          detail: `${names}. Every tool loses them at once, and nobody can read their values again.`,
          confirmLabel: `Delete ${count}`,
          isDestructive: true,
        }
      : {
          title: `Replace the value of ${count}?`,
          detail: `${names}. The values that are set now are gone for good.`,
          confirmLabel: 'Replace values',
          isDestructive: true,
        }
  }

  const runTicket = async (kind: Kind, ticket: string, step: Step): Outcomes => {
    const taken = tickets[kind].take(ticket)
    if (!taken.ok) return taken
    const permitted = await permit(taken.value.length, () => questionFor(kind, taken.value))
    if (!permitted.ok) return permitted
    return inTurn(() => run(kind, taken.value, step))
  }

  const run = async (kind: Kind, ids: readonly string[], step: Step): Outcomes => {
    const required = connections.require()
    if (!required.ok) return required
    const { connection, api } = required.value
    const id = randomBytes(9).toString('base64url')
    const waiting = ids.map((secretId): SecretOutcome => {
      return { secretId, name: nameOf(secretId, 300), outcome: 'waiting', error: null }
    })
    const isInUse = () => state.snapshot().account?.id === connection.accountId
    const progress = createBatchProgress(clock, waiting, (outcomes) => {
      if (isInUse()) state.change({ secretBatch: { id, kind, outcomes } })
    })
    shown = { kind, progress }
    let stoppedBy: AppError | null = null
    for (const [index, secretId] of ids.entries()) {
      if (connections.current() !== connection) stoppedBy ??= notConnected
      if (stoppedBy !== null) {
        progress.set(index, { outcome: 'failed', error: stoppedBy })
        continue
      }
      progress.set(index, { outcome: 'running', error: null })
      const name = state.secrets.get(secretId)?.name ?? secretId
      const verdict = await runOne(connection, api, secretId, step)
      progress.set(index, verdict)
      if (isInUse()) noteVerdict(kind, secretId, name, verdict)
      if (verdict.outcome === 'failed' && verdict.error !== null && endsBatch(verdict.error)) {
        stoppedBy = verdict.error
      }
    }
    progress.tell()
    return ok({ outcomes: [...progress.entries] })
  }

  const noteVerdict = (kind: Kind, secretId: string, name: string, { outcome, error }: Verdict) =>
    deps.activity.note({
      kind: kind === 'delete' ? 'secretDeleted' : 'secretReplaced',
      subjectId: secretId,
      subject: name,
      detail: outcome === 'alreadyGone' ? 'It was gone already.' : null,
      ...(error === null ? {} : failedOutcome(error)),
      ...(outcome === 'unconfirmed' ? { outcome: 'unknown' } : {}),
    })

  const runOne = async (
    connection: Connection,
    api: IoApi,
    secretId: string,
    step: Step,
  ): Promise<Verdict> => {
    const secret = state.secrets.get(secretId)
    if (secret === undefined) return { outcome: 'failed', error: { ...notConnected, code: 'notFound' } }
    const settle = secretChanges.begin(secretId)
    try {
      return await step(connection, api, secret)
    } finally {
      settle()
    }
  }

  const deleteOne: Step = async (connection, api, secret) => {
    const answer = await api.deleteSecret(secret.id)
    if (answer.ok) return gone(connection, secret.id, 'done')
    const { error } = answer
    if (error.code === 'notFound') return proveGone(connection, api, secret.id, error)
    return { outcome: error.effect === 'none' ? 'failed' : 'unconfirmed', error }
  }

  /** "No such secret" becomes a fact when reading it says the same. */
  const proveGone = async (connection: Connection, api: IoApi, secretId: string, error: AppError) => {
    const read = await api.readSecret(secretId)
    if (!read.ok && read.error.code === 'notFound') return gone(connection, secretId, 'alreadyGone')
    return { outcome: read.ok ? 'failed' : 'unconfirmed', error } as const
  }

  const gone = (connection: Connection, secretId: string, outcome: 'done' | 'alreadyGone'): Verdict => {
    if (connections.current() === connection) secretTable.remove(connection.accountId, [secretId])
    log('secret.deleted', { outcome })
    return { outcome, error: null }
  }

  const replaceOne =
    (value: string, keepsCopy: boolean): Step =>
    async (connection, api, secret) => {
      const answer = await api.updateSecret(secret, { value })
      if (!answer.ok) {
        if (answer.error.code === 'notFound') void deps.secretSync.confirmList()
        return { outcome: answer.error.effect === 'none' ? 'failed' : 'unconfirmed', error: answer.error }
      }
      await takeReplaced(connection, api, secret, value, keepsCopy)
      log('secret.replaced')
      return { outcome: 'done', error: null }
    }

  /** The value is set: what is known of it is remembered even where the row cannot be read back just now. */
  const takeReplaced = async (
    connection: Connection,
    api: IoApi,
    secret: Secret,
    value: string,
    keepsCopy: boolean,
  ) => {
    const read = await api.readSecret(secret.id)
    if (connections.current() !== connection) return
    const { accountId } = connection
    const setAt = read.ok ? (read.value.updatedAt ?? clock.now()) : clock.now()
    secretValues.remember({ accountId, secretId: secret.id, value, setAt, keepsCopy })
    const remote = read.ok ? read.value : secret
    secretTable.put(accountId, remote, { valueSetFrom: setAt, valueSetUntil: setAt })
    secretTable.refreshFacts(accountId)
  }

  /** What is proved to be gone later settles a deletion whose answer was lost. */
  deps.secretSync.onGone((ids) => {
    if (shown?.kind !== 'delete') return
    for (const [index, { secretId, name, outcome }] of shown.progress.entries.entries()) {
      if (outcome !== 'unconfirmed' || !ids.includes(secretId)) continue
      shown.progress.set(index, { outcome: 'done', error: null })
      noteVerdict('delete', secretId, name, { outcome: 'done', error: null })
      shown.progress.tell()
    }
  })

  return {
    prepare: (kind, secretIds) => {
      const required = connections.require()
      if (!required.ok) return required
      const unique = [...new Set(secretIds)]
      const secrets = unique.flatMap((id) => state.secrets.get(id) ?? [])
      if (secrets.length < unique.length) return fail('notFound')
      return ok({ ticket: tickets[kind].issue(unique), secrets })
    },
    delete: (ticket) => runTicket('delete', ticket, deleteOne),
    replace: (ticket, value, keepsCopy) => runTicket('replace', ticket, replaceOne(value, keepsCopy)),
  }
}

const notConnected: AppError = { code: 'notConnected', effect: 'none', isRetryable: false }
