// The way to begin anew with nothing: every row of vault.db erased, here and in the backups.
import type { VaultStore } from '../ports/store.ts'
import { type Books, dropSeal } from './books.ts'
import { deleteRows, type Eraser, eraseSealedRows } from './erasure.ts'

const plainTables = [
  'fingerprints',
  'intents',
  'ended_keys',
  'accounts',
  'wraps',
  'passphrase',
  'clipboard_mark',
  'key_facts',
  'key_fingerprints',
  'rotations',
  'told_reminders',
  'activity',
  'seen',
  'ignored_findings',
  'secret_facts',
] as const
const all = 'true'

/** The seal goes, too: the key that made it is erased, and another may come in its place. */
export function createEraseAll(
  { erase }: Pick<Eraser, 'erase'>,
  { stopSealing }: Pick<Books, 'stopSealing'>,
): Pick<VaultStore, 'eraseAll'> {
  const removals = [
    dropSeal,
    eraseSealedRows('sealed_values', all),
    eraseSealedRows('sealed_secrets', all),
    ...plainTables.map((table) => deleteRows(table, all)),
  ]
  return {
    eraseAll: () => {
      stopSealing()
      erase((one) => {
        for (const remove of removals) remove(one)
      })
    },
  }
}
