// The way to begin anew with nothing: every row of vault.db erased, here and in the backups.
import type { VaultStore } from '../ports/store.ts'
import { deleteRows, type Eraser, eraseSealedRows } from './erasure.ts'

const plainTables = [
  'fingerprints',
  'intents',
  'ended_keys',
  'accounts',
  'wraps',
  'passphrase',
  'clipboard_mark',
] as const
const all = 'true'

export function createEraseAll({ erase }: Pick<Eraser, 'erase'>): Pick<VaultStore, 'eraseAll'> {
  const removals = [
    eraseSealedRows('sealed_values', all),
    eraseSealedRows('sealed_secrets', all),
    ...plainTables.map((table) => deleteRows(table, all)),
  ]
  return {
    eraseAll: () =>
      erase((one) => {
        for (const remove of removals) remove(one)
      }),
  }
}
