// Changes what a key may do, and says what the service made of it.
import { type ApiKey, isSameAccess, type KeyChanges } from '../../shared/domain/api-key.ts'
import { historyChanges, type KeyState, withChanges } from '../../shared/domain/change-words.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { RemoteKey } from '../ports/remote.ts'
import type { Clipboard } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { type ActivityLog, notedResult } from './activity-log.ts'
import type { Connections } from './connection.ts'
import type { CreationJournal } from './creation-journal.ts'
import type { CreationTags } from './creation-tags.ts'
import { withTag } from './creation-tags.ts'
import { refusePastExpiry } from './creations.ts'
import type { LocalChanges } from './local-changes.ts'
import type { Sync } from './sync.ts'

export interface KeysDeps {
  readonly state: AppState
  readonly connections: Connections
  readonly journal: CreationJournal
  readonly tags: CreationTags
  readonly changes: LocalChanges
  readonly sync: Sync
  readonly activity: Pick<ActivityLog, 'note'>
  readonly clipboard: Clipboard
}

type Field = keyof KeyChanges

export interface Keys {
  /**
   * Sends the changed fields, then reads the row back: `notTaken` are the fields in which the service says
   * otherwise. With effect `done` the change was accepted and only its reading failed.
   */
  readonly update: (keyId: string, changes: KeyChanges) => Promise<Result<{ key: ApiKey; notTaken: Field[] }>>
  /** Copies the shortened value, which identifies the key and opens nothing. */
  readonly copyIdentifier: (keyId: string) => Promise<Result<void>>
}

export function createKeys(deps: KeysDeps): Keys {
  const { state, connections, changes: localChanges, sync } = deps

  const update: Keys['update'] = async (keyId, changes) => {
    const before = state.keys.get(keyId)
    const result = await send(keyId, changes)
    if (before !== undefined && fieldsOf(changes).length > 0) noteEdit(before, changes, result)
    return result
  }

  const noteEdit = (before: ApiKey, changes: KeyChanges, result: Awaited<ReturnType<typeof update>>) => {
    const asked: KeyState = withChanges(before, changes)
    const notTaken = result.ok ? result.value.notTaken : []
    const taken = fieldsOf(changes).filter((field) => !notTaken.includes(field))
    const labels = historyChanges(before, asked, notTaken).map(({ field }) => field)
    const noted = {
      ...({ kind: 'keyEdited', subjectId: before.id, subject: before.name } as const),
      changes: historyChanges(before, result.ok ? result.value.key : asked, taken),
      detail: labels.length > 0 ? `The service did not take over: ${labels.join(', ')}.` : null,
    }
    const outcome = taken.length === 0 ? ({ outcome: 'failed' } as const) : {}
    deps.activity.note(...notedResult({ ...noted, ...outcome }, result))
  }

  const send: Keys['update'] = async (keyId, changes) => {
    const required = connections.require()
    if (!required.ok) return required
    const row = state.keys.get(keyId)
    if (row === undefined || row.ending !== null) return fail('notFound')
    const { expiresAt } = changes
    if (typeof expiresAt === 'number' && expiresAt <= sync.serverNow()) return refusePastExpiry()
    const fields = fieldsOf(changes)
    if (fields.length === 0) return ok({ key: row, notTaken: [] })

    const settle = localChanges.begin(keyId)
    const answer = await required.value.api.updateKey(keyId, describe(keyId, changes)).finally(settle)
    if (!answer.ok && answer.error.effect === 'none') {
      if (answer.error.code === 'notFound') void sync.confirmList()
      return answer
    }
    const list = await sync.confirmList()
    if (!list.ok) return answer.ok ? fail(list.error.code, { ...list.error, effect: 'done' }) : answer
    const remote = list.value.keys.find((key) => key.id === keyId)
    const key = state.keys.get(keyId)
    if (remote === undefined || key === undefined) {
      // Among rows that could not be read there may be this one: its absence proves nothing then.
      const effect = answer.ok ? 'done' : 'unknown'
      return fail(list.value.skippedRows > 0 ? 'unexpectedAnswer' : 'notFound', { effect })
    }
    const notTaken = fields.filter((field) => !isTaken(field, changes, untagged(remote)))
    // Without an answer only the row can say whether the change arrived; half of it proves nothing.
    if (!answer.ok && notTaken.length > 0) return answer
    return ok({ key, notTaken })
  }

  /** A key whose value is not safe yet keeps its tag through a change of its name. */
  const describe = (keyId: string, changes: KeyChanges): KeyChanges => {
    const intent = deps.journal.ofKey(keyId)
    const isTagged = intent !== undefined && intent.state !== 'received'
    return changes.name === undefined || !isTagged
      ? changes
      : { ...changes, name: withTag(changes.name, intent.tag) }
  }

  const untagged = (remote: RemoteKey): RemoteKey => ({ ...remote, name: deps.tags.untagged(remote.name) })

  return {
    update,
    copyIdentifier: async (keyId) => {
      const row = state.keys.get(keyId)
      if (row === undefined) return fail('notFound')
      try {
        await deps.clipboard.writeText(row.display)
        return ok(undefined)
      } catch {
        return fail('clipboard', { isRetryable: true })
      }
    },
  }
}

function fieldsOf(changes: KeyChanges): Field[] {
  const fields: Field[] = ['name', 'access', 'creditLimit', 'creditCycle', 'expiresAt']
  return fields.filter((field) => changes[field] !== undefined)
}

function isTaken(field: Field, changes: KeyChanges, remote: RemoteKey): boolean {
  switch (field) {
    case 'access':
      return changes.access !== undefined && isSameAccess(changes.access, remote.access)
    case 'expiresAt':
      return wholeSeconds(changes.expiresAt ?? null) === wholeSeconds(remote.expiresAt)
    default:
      return changes[field] === remote[field]
  }
}

/** The service keeps whole seconds. */
function wholeSeconds(at: number | null): number | null {
  return at === null ? null : Math.floor(at / 1000)
}
