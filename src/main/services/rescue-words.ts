// What its user is told about a vault that was damaged or gone.
import { exactTime } from '../../shared/domain/expiry.ts'
import type { VaultRescue } from '../ports/store.ts'
import type { Dialogs } from '../ports/system.ts'

/** What happened, where the old file is, what is there now, and what that means. */
export function rescueWords({ folder, restoredAt }: VaultRescue): Parameters<Dialogs['tell']>[0] {
  const happened =
    folder === null
      ? 'The file of the vault was gone.'
      : `Latchkey moved the damaged file, whole and unchanged, to ${folder}.`
  const now =
    restoredAt === null
      ? 'No good backup was found, so a new vault was begun. Connect again; sealed values can only be had from a copy of the old file.'
      : `Its state of ${exactTime(restoredAt)} was put back. Values that were sealed after that are missing, and what changed since may be shown as it was.`
  return {
    title: folder === null ? 'The vault was gone' : 'The vault was damaged',
    detail: `${happened} ${now}`,
  }
}
