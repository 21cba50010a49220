// The one truth that window and tray show: snapshot, revision and rows, told onward as patches.
import type { ApiKey } from '../../shared/domain/api-key.ts'
import type { Secret } from '../../shared/domain/secret.ts'
import type { Patch, Snapshot, SnapshotParts } from '../../shared/domain/snapshot.ts'
import { createRowSet, type RowSet } from './row-set.ts'

export interface AppState {
  readonly snapshot: () => Snapshot
  /** Every API key, those that left the service's list among them. */
  readonly keys: RowSet<ApiKey>
  readonly secrets: RowSet<Secret>
  /** Replaces parts of the snapshot and tells it in one patch. */
  readonly change: (parts: Partial<SnapshotParts>) => void
  /** Calls back with each patch, in order; the returned function ends the subscription. */
  readonly subscribe: (listener: (patch: Patch) => void) => () => void
}

/** Creates the state at revision 0 without rows. */
export function createState(initial: SnapshotParts): AppState {
  let snapshot: Snapshot = { ...initial, revision: 0 }
  const listeners = new Set<(patch: Patch) => void>()

  const tell = (change: Pick<Patch, 'keys' | 'secrets'> & { parts?: Partial<SnapshotParts> }) => {
    const revision = snapshot.revision + 1
    snapshot = { ...snapshot, ...change.parts, revision }
    for (const listener of listeners) listener({ ...change, revision })
  }

  return {
    snapshot: () => snapshot,
    keys: createRowSet((keys) => tell({ keys })),
    secrets: createRowSet((secrets) => tell({ secrets })),
    change: (parts) => tell({ parts }),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
