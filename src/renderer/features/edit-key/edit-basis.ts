// What an edit form started from; a new basis is a new form.
import type { ApiKey, KeyChanges } from '../../../shared/domain/api-key.ts'

export interface EditBasis {
  readonly version: number
  readonly key: ApiKey
  /** The row in the table at that moment, to notice when it is replaced. */
  readonly row: ApiKey | undefined
  /** What was asked for and not taken over by the service. */
  readonly notTaken: KeyChanges | null
}
