// Rotates a key: creates the one that takes over, gives it what is known of the old one, and begins to watch that.
import { randomBytes } from 'node:crypto'
import type { ApiKey, KeyDraft } from '../../shared/domain/api-key.ts'
import { noNotes } from '../../shared/domain/key-notes.ts'
import { type Rotation, withQuietTime } from '../../shared/domain/rotation.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import type { ActivityLog } from './activity-log.ts'
import type { Creations } from './creations.ts'
import type { KeyFactsService } from './key-facts.ts'
import type { KeyTable } from './key-table.ts'
import type { RotationWatch } from './rotation-watch.ts'
import type { Sync } from './sync.ts'

export interface RotationsDeps {
  readonly state: AppState
  readonly creations: Pick<Creations, 'create'>
  readonly rotationWatch: RotationWatch
  readonly keyFacts: Pick<KeyFactsService, 'of' | 'writeNotes'>
  readonly table: Pick<KeyTable, 'put'>
  readonly sync: Pick<Sync, 'serverNow'>
  readonly activity: Pick<ActivityLog, 'note'>
  readonly log: Log
}

export interface Rotations {
  /**
   * Creates the new key; its value waits to be stored as any other. The old key goes on and is watched; one that
   * has ended already, because it had leaked, is replaced without watching, and the rotation is `ended` at once.
   * `refused` where the key is being rotated; with effect `done` the new key exists and the rest failed.
   */
  readonly start: (input: {
    readonly keyId: string
    readonly draft: KeyDraft
    readonly quietMs: number
  }) => Promise<Result<Rotation>>
  readonly change: (rotationId: string, quietMs: number) => Result<void>
  /** Ends the watching; both keys stay as they are. */
  readonly end: (rotationId: string) => Result<void>
}

const maxRotations = 500

export function createRotations(deps: RotationsDeps): Rotations {
  const { state, rotationWatch, keyFacts, sync, activity } = deps
  /** Old keys for which a new one is being made: a second click makes no second key. */
  const starting = new Set<string>()

  const isRotating = (keyId: string) =>
    starting.has(keyId) ||
    state.snapshot().rotations.some(({ oldKeyId, state: stage }) => oldKeyId === keyId && stage !== 'ended')

  const start: Rotations['start'] = async ({ keyId, draft, quietMs }) => {
    const old = state.keys.get(keyId)
    const accountId = state.snapshot().account?.id
    if (old === undefined || accountId === undefined) return fail('notFound')
    if (isRotating(keyId)) return fail('refused')
    if (state.snapshot().rotations.length >= maxRotations) return fail('tooMany')
    starting.add(keyId)
    try {
      const created = await deps.creations.create(draft)
      if (!created.ok) return created
      // The account was left meanwhile: what belongs to it may not be mixed with another's.
      if (state.snapshot().account?.id !== accountId) return fail('notConnected', { effect: 'done' })
      return begin(accountId, old, created.value.keyId, quietMs)
    } finally {
      starting.delete(keyId)
    }
  }

  const begin = (accountId: string, old: ApiKey, newKeyId: string, quietMs: number): Result<Rotation> => {
    const notes = inherit(accountId, old, newKeyId)
    const rotation = newRotation(old, newKeyId, quietMs)
    const kept = rotation.state === 'ended' ? ok(undefined) : rotationWatch.add(rotation)
    activity.note({
      kind: 'rotationStarted',
      subjectId: old.id,
      subject: visibleText(old.name),
      detail: `The new key is “${visibleText(state.keys.get(newKeyId)?.name ?? '', 200)}”.`,
    })
    const failed = kept.ok ? notes : kept
    return failed.ok ? ok(rotation) : fail(failed.error.code, { ...failed.error, effect: 'done' })
  }

  /** Note, tags, favourite and lead time; the old key keeps its own for as long as it is remembered. */
  const inherit = (accountId: string, old: ApiKey, newKeyId: string): Result<void> => {
    const { notes } = keyFacts.of(old.id)
    if (notes === noNotes) return ok(undefined)
    const written = keyFacts.writeNotes(accountId, newKeyId, notes)
    const row = state.keys.get(newKeyId)
    if (written.ok && row !== undefined) {
      deps.table.put(accountId, { ...row, notes: keyFacts.of(newKeyId).notes })
    }
    return written
  }

  const newRotation = (old: ApiKey, newKeyId: string, quietMs: number): Rotation => {
    const startedAt = sync.serverNow()
    const row = state.keys.get(old.id)
    return {
      ...{ id: randomBytes(16).toString('base64url'), oldKeyId: old.id, oldName: old.name, newKeyId },
      ...{ startedAt, quietMs, lastUseSeenAt: null, checkedAt: null },
      ...{ creditsSeen: row?.usedAllTime ?? null, quietFrom: startedAt },
      state: row === undefined || row.ending !== null ? 'ended' : 'watching',
    }
  }

  return {
    start,
    change: (rotationId, quietMs) =>
      rotationWatch.change(rotationId, (rotation) => withQuietTime(rotation, quietMs)),
    end: (rotationId) => {
      const removed = rotationWatch.remove(rotationId)
      if (!removed.ok) return removed
      const { oldKeyId, oldName, state: stage } = removed.value
      if (stage !== 'ended') {
        activity.note({
          kind: 'rotationEnded',
          subjectId: oldKeyId,
          subject: visibleText(oldName),
          detail: 'It is no longer watched; both keys were left as they are.',
        })
      }
      return ok(undefined)
    },
  }
}
