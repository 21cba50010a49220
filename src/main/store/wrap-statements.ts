// The statements of vault.db that concern the wrapped data keys and the passphrase.
import type Database from 'better-sqlite3'
import type { VaultStore, WrappedKey } from '../ports/store.ts'
import { type Eraser, toBytes } from './erasure.ts'

type WrapStatements = Pick<
  VaultStore,
  'readWraps' | 'writeWrap' | 'settleWraps' | 'readPassphrase' | 'writePassphraseFailures'
>

/** Keeps the wraps, and in one row whether a passphrase is set and how often it was wrong. */
export function createWrapStatements(
  database: Database.Database,
  { erase }: Pick<Eraser, 'erase'>,
): WrapStatements {
  const read = database.prepare<[], WrappedKey & { wrapped: Buffer }>(
    'SELECT generation, slot, wrapped, backend FROM wraps ORDER BY generation, slot',
  )
  const write = database.prepare<[WrappedKey]>(
    `INSERT INTO wraps (generation, slot, wrapped, backend) VALUES (@generation, @slot, @wrapped, @backend)
     ON CONFLICT (generation, slot) DO UPDATE SET wrapped = excluded.wrapped, backend = excluded.backend`,
  )
  const readState = database.prepare<[], { is_set: number; failures: number }>(
    'SELECT is_set, failures FROM passphrase',
  )
  const setMark = database.prepare<[number]>(
    `INSERT INTO passphrase (id, is_set, failures) VALUES (1, ?, 0)
     ON CONFLICT (id) DO UPDATE SET is_set = excluded.is_set, failures = 0`,
  )
  const setFailures = database.prepare<[number]>(
    `INSERT INTO passphrase (id, is_set, failures) VALUES (1, 0, ?)
     ON CONFLICT (id) DO UPDATE SET failures = excluded.failures`,
  )
  return {
    readWraps: () => read.all().map((wrap) => ({ ...wrap, wrapped: toBytes(wrap.wrapped) })),
    writeWrap: (wrap) => {
      write.run(wrap)
    },
    settleWraps: (kept, hasPassphrase) => {
      erase(
        (one) => dropOthers(one, kept),
        () => {
          setMark.run(Number(hasPassphrase))
        },
      )
    },
    readPassphrase: () => {
      const { is_set, failures } = readState.get() ?? { is_set: 0, failures: 0 }
      return { isSet: is_set === 1, failures }
    },
    writePassphraseFailures: (failures) => {
      setFailures.run(failures)
    },
  }
}

/** A wrap of an older form opens without what the present one asks for, wherever it is. */
function dropOthers(database: Database.Database, kept: readonly WrappedKey[]): void {
  const overwrite = database.prepare<[number, Uint8Array]>(
    'UPDATE wraps SET wrapped = zeroblob(length(wrapped)) WHERE generation = ? AND wrapped <> ?',
  )
  const drop = database.prepare<[number, Uint8Array]>(
    'DELETE FROM wraps WHERE generation = ? AND wrapped <> ?',
  )
  for (const { generation, wrapped } of kept) {
    overwrite.run(generation, wrapped)
    drop.run(generation, wrapped)
  }
}
