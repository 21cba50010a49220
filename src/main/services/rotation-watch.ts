// Watches the old keys of rotations: whether anything still uses them, and whether they are still there.
import { type Rotation, withKeys, withUse } from '../../shared/domain/rotation.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { KeyList } from '../ports/remote.ts'
import type { VaultStore } from '../ports/store.ts'
import type { Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import type { ActivityLog } from './activity-log.ts'
import { attempt, tryStore } from './attempt.ts'
import type { Sync } from './sync.ts'

export interface RotationWatchDeps {
  readonly state: AppState
  readonly vaultStore: Pick<VaultStore, 'listRotations' | 'writeRotation' | 'removeRotation'>
  readonly sync: Pick<Sync, 'onList' | 'onUsage' | 'serverNow'>
  readonly activity: Pick<ActivityLog, 'note'>
  readonly log: Log
}

/** The rotations of the account in use; the snapshot holds them, vault.db keeps those that go on. */
export interface RotationWatch {
  /** Shows what an earlier run of the app left. */
  readonly load: (accountId: string) => void
  /** On disk, then on screen; `storage` where it was not written. */
  readonly add: (rotation: Rotation) => Result<void>
  readonly change: (id: string, work: (rotation: Rotation) => Rotation) => Result<void>
  /** Ends the watching; `notFound` where there is none of this id. */
  readonly remove: (id: string) => Result<Rotation>
}

export function createRotationWatch(deps: RotationWatchDeps): RotationWatch {
  const { state, vaultStore, log } = deps

  const all = () => state.snapshot().rotations
  const show = (rotations: Rotation[]) => state.change({ rotations })
  const accountId = () => state.snapshot().account?.id

  /** What only says that nothing has changed is not written: after a restart the next reading says it again. */
  const write = (before: Rotation, after: Rotation) => {
    const id = accountId()
    if (id === undefined || isSameOnDisk(before, after)) return
    attempt(log, 'vault.notWritten', () =>
      after.state === 'ended' ? vaultStore.removeRotation(id, after.id) : vaultStore.writeRotation(id, after),
    )
  }

  const updateAll = (work: (rotation: Rotation) => Rotation) => {
    const before = all()
    const after = before.map(work)
    if (after.every((rotation, index) => rotation === before[index])) return
    for (const [index, rotation] of after.entries()) {
      const previous = before[index]
      if (previous === undefined || previous === rotation) continue
      write(previous, rotation)
      if (rotation.state === 'ended' && previous.state !== 'ended') noteEnded(rotation)
    }
    show(after)
  }

  const noteEnded = ({ oldKeyId, oldName }: Rotation) =>
    deps.activity.note({
      kind: 'rotationEnded',
      subjectId: oldKeyId,
      subject: visibleText(oldName),
      detail: 'The old key is gone: the new one has taken over.',
    })

  /** A key without a row is gone where the list is whole and does not hold it. */
  const isThere = (keyId: string, list: KeyList) => {
    const row = state.keys.get(keyId)
    if (row !== undefined) return row.ending === null
    return list.skippedRows > 0 || list.keys.some(({ id }) => id === keyId)
  }

  deps.sync.onList((list) => {
    if (all().length === 0) return
    updateAll((rotation) =>
      withKeys(rotation, {
        hasOld: isThere(rotation.oldKeyId, list),
        hasNew: isThere(rotation.newKeyId, list),
      }),
    )
  })

  deps.sync.onUsage((usage) => {
    if (all().length === 0) return
    // A key that this reading does not hold was not read: its last figure proves nothing about now.
    const credits = new Map(usage.map(({ keyId, allTime }) => [keyId, allTime]))
    updateAll((rotation) => {
      const seen = credits.get(rotation.oldKeyId)
      const row = state.keys.get(rotation.oldKeyId)
      const isOver = rotation.state === 'ended' || rotation.state === 'broken'
      if (isOver || seen === undefined || row === undefined || row.ending !== null) return rotation
      return withUse(rotation, { at: deps.sync.serverNow(), credits: seen })
    })
  })

  return {
    load: (id) => show([...(attempt(log, 'vault.notRead', () => vaultStore.listRotations(id)) ?? [])]),
    add: (rotation) => {
      const id = accountId()
      if (id === undefined) return fail('notConnected')
      const written = tryStore(log, 'vault.notWritten', () => vaultStore.writeRotation(id, rotation))
      if (written.ok) show([...all(), rotation])
      return written
    },
    change: (rotationId, work) => {
      const id = accountId()
      const before = all().find((rotation) => rotation.id === rotationId)
      if (id === undefined || before === undefined || before.state === 'ended') return fail('notFound')
      const after = work(before)
      const written = tryStore(log, 'vault.notWritten', () => vaultStore.writeRotation(id, after))
      if (written.ok) show(all().map((rotation) => (rotation.id === rotationId ? after : rotation)))
      return written
    },
    remove: (rotationId) => {
      const id = accountId()
      const rotation = all().find((other) => other.id === rotationId)
      if (id === undefined || rotation === undefined) return fail('notFound')
      const removed = tryStore(log, 'vault.notWritten', () => vaultStore.removeRotation(id, rotationId))
      if (!removed.ok) return removed
      show(all().filter((other) => other.id !== rotationId))
      return ok(rotation)
    },
  }
}

function isSameOnDisk(before: Rotation, after: Rotation): boolean {
  return (
    before.state === after.state &&
    before.quietMs === after.quietMs &&
    before.creditsSeen === after.creditsSeen &&
    before.quietFrom === after.quietFrom &&
    before.lastUseSeenAt === after.lastUseSeenAt
  )
}
