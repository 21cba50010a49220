// What the page may know while Latchkey is locked or hidden: no account, no names, no rows.
import type { Patch, Snapshot, SnapshotParts } from '../../shared/domain/snapshot.ts'
import { initialSync } from './sync.ts'

/** The whole snapshot while it is open. */
export function shownSnapshot(snapshot: Snapshot): Snapshot {
  if (snapshot.lock.state === 'open') return snapshot
  return {
    ...shownParts(snapshot),
    revision: snapshot.revision,
    account: null,
    sync: initialSync,
    models: [],
    agents: [],
    unstoredValues: [],
    lostCreations: [],
    clipboard: null,
    revocation: null,
    secretBatch: null,
  }
}

/** The patch itself while it is open, else its revision and what of it names nothing. */
export function shownPatch({ lock }: Pick<Snapshot, 'lock'>, patch: Patch): Patch {
  if (lock.state === 'open') return patch
  const { vault, lock: changedLock, settings, hasTray } = patch.parts ?? {}
  return {
    revision: patch.revision,
    parts: {
      ...(vault ? { vault } : {}),
      ...(changedLock ? { lock: changedLock } : {}),
      ...(settings ? { settings } : {}),
      ...(hasTray === undefined ? {} : { hasTray }),
    },
  }
}

/** Named one by one: a part that is added later stays hidden until somebody has thought about it. */
function shownParts({ vault, lock, settings, hasTray, platform, version }: SnapshotParts) {
  return { vault, lock, settings, hasTray, platform, version }
}
