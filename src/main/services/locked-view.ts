// What the page may know while Latchkey is locked or hidden: no account, no names, no rows.
import type { Settings } from '../../shared/domain/settings.ts'
import type { Patch, Snapshot, SnapshotParts } from '../../shared/domain/snapshot.ts'
import { emptyParts } from '../state/empty-parts.ts'

/** The whole snapshot while it is open. */
export function shownSnapshot(snapshot: Snapshot): Snapshot {
  if (snapshot.lock.state === 'open') return snapshot
  return {
    ...shownParts(snapshot),
    ...emptyParts,
    revision: snapshot.revision,
    accounts: [],
    dataFolder: '',
    clipboard: null,
    activityCount: 0,
    newerVersion: null,
    shortcut: { state: 'off', hasFired: false },
  }
}

/** The patch itself while it is open, else its revision and what of it names nothing. */
export function shownPatch({ lock }: Pick<Snapshot, 'lock'>, patch: Patch): Patch {
  if (lock.state === 'open') return patch
  const { vault, lock: changedLock, settings, hasTray, hasLoginItem } = patch.parts ?? {}
  return {
    revision: patch.revision,
    parts: {
      ...(vault ? { vault } : {}),
      ...(changedLock ? { lock: changedLock } : {}),
      ...(settings ? { settings: withoutNames(settings) } : {}),
      ...(hasTray === undefined ? {} : { hasTray }),
      ...(hasLoginItem === undefined ? {} : { hasLoginItem }),
    },
  }
}

/** Named one by one: a part that is added later stays hidden until somebody has thought about it. */
function shownParts(parts: SnapshotParts) {
  const { vault, lock, settings, hasTray, hasLoginItem, platform, version } = parts
  return { vault, lock, settings: withoutNames(settings), hasTray, hasLoginItem, platform, version }
}

/** A saved view is named by its user, and so are the keys in its search. */
function withoutNames(settings: Settings): Settings {
  return { ...settings, savedViews: [] }
}
