// Makes and changes secrets, and says what the service made of it.
import {
  fitsMask,
  type Secret,
  type SecretChanges,
  type SecretDetails,
  type SecretDraft,
} from '../../shared/domain/secret.ts'
import { secretHistoryChanges, withSecretChanges } from '../../shared/domain/secret-change-words.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { IoApi, NewSecret, RemoteSecret } from '../ports/remote.ts'
import type { Clipboard, Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { type ActivityLog, notedResult } from './activity-log.ts'
import type { Connection, Connections } from './connection.ts'
import type { LocalChanges } from './local-changes.ts'
import type { SecretSync } from './secret-sync.ts'
import type { SecretTable } from './secret-table.ts'
import type { SecretValues } from './secret-values.ts'

export interface SecretsDeps {
  readonly state: AppState
  readonly connections: Connections
  readonly secretTable: SecretTable
  readonly secretValues: SecretValues
  readonly secretChanges: LocalChanges
  readonly secretSync: SecretSync
  readonly clipboard: Clipboard
  readonly activity: Pick<ActivityLog, 'note'>
  readonly log: Log
}

type Field = keyof SecretChanges
type Created = { secretId: string; isCopySealed: boolean }

export interface Secrets {
  /**
   * Stores a new secret. Where the answer was lost the list is asked whether it arrived: `outcomeUnknown` means
   * that it does not tell, and nothing is sent again.
   */
  readonly create: (draft: SecretDraft) => Promise<Result<Created>>
  /** The same with the value of another secret, from its sealed copy: `notFound` where none is kept. */
  readonly createFromCopy: (fromSecretId: string, details: SecretDetails) => Promise<Result<Created>>
  /**
   * Sends the changed fields, then reads the row back: `notTaken` are the fields in which the service says
   * otherwise. With effect `done` the change was accepted and only its reading failed.
   */
  readonly update: (
    secretId: string,
    changes: SecretChanges,
  ) => Promise<Result<{ secret: Secret; notTaken: Field[] }>>
  readonly copyName: (secretId: string) => Promise<Result<void>>
}

export function createSecrets(deps: SecretsDeps): Secrets {
  const { state, connections, secretTable, secretValues, secretChanges, secretSync, log } = deps

  const create: Secrets['create'] = async ({ keepSealedCopy, ...secret }) => {
    const required = connections.require()
    if (!required.ok) return required
    const { connection, api } = required.value
    const knownIds = new Set([...state.secrets.values()].map(({ id }) => id))
    const answer = await api.createSecret(secret)
    const remote =
      !answer.ok && answer.error.effect === 'unknown' ? await findCreated(secret, knownIds, answer) : answer
    noteAdded(secret, remote)
    if (!remote.ok) return remote
    log('secret.created')
    return ok(take(connection, remote.value, secret.value, keepSealedCopy))
  }

  const noteAdded = ({ name, toolName, toolArg }: NewSecret, result: Result<RemoteSecret>) => {
    const target = toolName === null ? 'For no tool.' : `For ${toolName}, ${toolArg ?? 'no argument'}.`
    const subjectId = result.ok ? result.value.id : null
    deps.activity.note(
      ...notedResult({ kind: 'secretAdded', subjectId, subject: name, detail: target }, result),
    )
  }

  /** A secret that was not there before and is exactly what was sent can only be the one. */
  const findCreated = async (
    secret: NewSecret,
    knownIds: ReadonlySet<string>,
    lost: Result<RemoteSecret>,
  ): Promise<Result<RemoteSecret>> => {
    const list = await secretSync.confirmList()
    if (!list.ok) return lost
    const found = list.value.secrets.filter((row) => !knownIds.has(row.id) && isMadeOf(row, secret))
    const [remote] = found
    return found.length === 1 && remote !== undefined ? ok(remote) : lost
  }

  const take = (
    { accountId }: Connection,
    remote: RemoteSecret,
    value: string,
    keepsCopy: boolean,
  ): Created => {
    const setAt = remote.updatedAt ?? remote.createdAt
    const { isCopySealed } = secretValues.remember({
      accountId,
      secretId: remote.id,
      value,
      setAt,
      keepsCopy,
    })
    secretTable.put(accountId, remote, { valueSetFrom: setAt, valueSetUntil: setAt })
    secretTable.refreshFacts(accountId)
    return { secretId: remote.id, isCopySealed }
  }

  const update: Secrets['update'] = async (secretId, changes) => {
    const before = state.secrets.get(secretId)
    const result = await send(secretId, changes)
    if (before !== undefined && fieldsOf(changes).length > 0) noteEdit(before, changes, result)
    return result
  }

  const noteEdit = (before: Secret, changes: SecretChanges, result: Awaited<ReturnType<typeof update>>) => {
    const after = result.ok ? result.value.secret : withSecretChanges(before, changes)
    const isIgnored = result.ok && result.value.notTaken.length === fieldsOf(changes).length
    const noted = {
      ...({ kind: 'secretEdited', subjectId: before.id, subject: before.name } as const),
      changes: secretHistoryChanges(before, after),
      detail:
        result.ok && result.value.notTaken.length > 0 ? 'The service did not take over all of it.' : null,
    }
    const outcome = isIgnored ? ({ outcome: 'failed' } as const) : {}
    deps.activity.note(...notedResult({ ...noted, ...outcome }, result))
  }

  const send: Secrets['update'] = async (secretId, changes) => {
    const required = connections.require()
    if (!required.ok) return required
    const { connection, api } = required.value
    const known = state.secrets.get(secretId)
    if (known === undefined) return fail('notFound')
    const fields = fieldsOf(changes)
    if (fields.length === 0) return ok({ secret: known, notTaken: [] })

    const settle = secretChanges.begin(secretId)
    const answer = await api.updateSecret(known, changes).finally(settle)
    if (!answer.ok && answer.error.effect === 'none') {
      if (answer.error.code === 'notFound') void secretSync.confirmList()
      return answer
    }
    return readBack(connection, api, known, changes, answer)
  }

  const readBack = async (
    { accountId }: Connection,
    api: IoApi,
    known: Secret,
    changes: SecretChanges,
    answer: Result<void>,
  ): Promise<Result<{ secret: Secret; notTaken: Field[] }>> => {
    const read = await api.readSecret(known.id)
    if (!read.ok) return answer.ok ? fail(read.error.code, { ...read.error, effect: 'done' }) : answer
    const notTaken = fieldsOf(changes).filter((field) => changes[field] !== read.value[field])
    // Without an answer only the row can say whether the change arrived; half of it proves nothing.
    if (!answer.ok && notTaken.length > 0) return answer
    // The change was ours and left the value alone, so its age is what it was, unless the mask says otherwise.
    const { valueSetFrom, valueSetUntil } = known
    const isSameValue = read.value.display === known.display
    const secret = secretTable.put(
      accountId,
      read.value,
      isSameValue ? { valueSetFrom, valueSetUntil } : undefined,
    )
    return ok({ secret, notTaken })
  }

  return {
    create,
    createFromCopy: async (fromSecretId, details) => {
      const required = connections.require()
      if (!required.ok) return required
      const value = secretValues.open(required.value.connection.accountId, fromSecretId)
      return value.ok ? create({ ...details, value: value.value }) : value
    },
    update,
    copyName: async (secretId) => {
      const secret = state.secrets.get(secretId)
      if (secret === undefined) return fail('notFound')
      try {
        await deps.clipboard.writeText(secret.name)
        return ok(undefined)
      } catch {
        return fail('clipboard', { isRetryable: true })
      }
    },
  }
}

function fieldsOf(changes: SecretChanges): Field[] {
  const fields: Field[] = ['name', 'toolName', 'toolArg', 'isDefault']
  return fields.filter((field) => changes[field] !== undefined)
}

function isMadeOf(row: RemoteSecret, secret: NewSecret): boolean {
  return (
    row.name === secret.name &&
    row.toolName === secret.toolName &&
    row.toolArg === secret.toolArg &&
    row.isDefault === secret.isDefault &&
    fitsMask(row.display, secret.value) !== 'differs'
  )
}
