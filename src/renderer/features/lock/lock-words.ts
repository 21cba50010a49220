// The words for closing Latchkey: "lock" only where a passphrase makes it true.
import type { LockStatus } from '../../../shared/domain/snapshot.ts'

/** What the command is called. */
export function lockVerb({ hasPassphrase }: LockStatus): 'Lock' | 'Hide' {
  return hasPassphrase ? 'Lock' : 'Hide'
}
