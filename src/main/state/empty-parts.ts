// What the snapshot says where there is no account to show.
import type { SnapshotParts, SyncStatus } from '../../shared/domain/snapshot.ts'

/** Nothing read yet. */
export const initialSync: SyncStatus = {
  isRefreshing: false,
  listAsOf: null,
  listProblem: null,
  usageAsOf: null,
  usageProblem: null,
  skippedRows: 0,
  secretsAsOf: null,
  secretsProblem: null,
  missingSecrets: 0,
  agentsAsOf: null,
  agentsProblem: null,
  clockSkewMs: 0,
}

/** Every part that belongs to one account. */
export const emptyParts: Pick<
  SnapshotParts,
  | 'account'
  | 'accountReadings'
  | 'sync'
  | 'models'
  | 'agents'
  | 'unstoredValues'
  | 'lostCreations'
  | 'revocation'
  | 'secretBatch'
  | 'freezing'
  | 'rotations'
  | 'reminders'
  | 'drift'
  | 'ignoredFindings'
> = {
  account: null,
  accountReadings: [],
  sync: initialSync,
  models: [],
  agents: [],
  unstoredValues: [],
  lostCreations: [],
  revocation: null,
  secretBatch: null,
  freezing: null,
  rotations: [],
  reminders: [],
  drift: null,
  ignoredFindings: [],
}
