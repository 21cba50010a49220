// The statements of vault.db that concern the mark of a secret on the clipboard.
import type Database from 'better-sqlite3'
import type { VaultStore } from '../ports/store.ts'
import { toBytes } from './erasure.ts'

/** Keeps at most one mark. */
export function createClipboardMarkStatements(
  database: Database.Database,
): Pick<VaultStore, 'readClipboardMark' | 'writeClipboardMark' | 'removeClipboardMark'> {
  const read = database.prepare<[], { generation: number; digest: Buffer }>(
    'SELECT generation, digest FROM clipboard_mark',
  )
  const write = database.prepare<[number, Uint8Array]>(
    `INSERT INTO clipboard_mark (id, generation, digest) VALUES (1, ?, ?)
     ON CONFLICT (id) DO UPDATE SET generation = excluded.generation, digest = excluded.digest`,
  )
  const remove = database.prepare('DELETE FROM clipboard_mark')
  return {
    readClipboardMark: () => {
      const row = read.get()
      return row === undefined ? null : { generation: row.generation, digest: toBytes(row.digest) }
    },
    writeClipboardMark: ({ generation, digest }) => {
      write.run(generation, digest)
    },
    removeClipboardMark: () => {
      remove.run()
    },
  }
}
