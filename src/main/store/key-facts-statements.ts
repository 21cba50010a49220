// The statements of vault.db that concern what only this computer knows of API keys.
import type Database from 'better-sqlite3'
import * as z from 'zod'
import { frozenSchema, keyNotesSchema } from '../../shared/domain/key-notes.ts'
import type { KeyFacts, StoredKeyFingerprint, VaultStore } from '../ports/store.ts'
import { toBytes } from './erasure.ts'
import { readStored } from './stored-json.ts'

type KeyFactsStatements = Pick<
  VaultStore,
  'listKeyFacts' | 'writeKeyFacts' | 'removeKeyFacts' | 'writeKeyFingerprint' | 'listKeyFingerprints'
>

interface FingerprintRow {
  readonly account_id: string
  readonly key_id: string
  readonly generation: number
  readonly digest: Buffer
}

const detailsSchema = z.strictObject({ notes: keyNotesSchema, frozen: frozenSchema.nullable() })

/** Keeps one row of facts and one digest for each key. */
export function createKeyFactsStatements(database: Database.Database): KeyFactsStatements {
  const list = database.prepare<[string], { key_id: string; details: string }>(
    'SELECT key_id, details FROM key_facts WHERE account_id = ? ORDER BY key_id',
  )
  const write = database.prepare<[string, string, string]>(
    `INSERT INTO key_facts (account_id, key_id, details) VALUES (?, ?, ?)
     ON CONFLICT (account_id, key_id) DO UPDATE SET details = excluded.details`,
  )
  const writeAll = database.transaction((accountId: string, all: readonly KeyFacts[]) => {
    for (const { keyId, notes, frozen } of all) write.run(accountId, keyId, JSON.stringify({ notes, frozen }))
  })
  const remove = database.prepare<[string, string]>(
    'DELETE FROM key_facts WHERE account_id = ? AND key_id = ?',
  )
  const writeFingerprint = database.prepare<[string, string, number, Uint8Array]>(
    `INSERT INTO key_fingerprints (account_id, key_id, generation, digest) VALUES (?, ?, ?, ?)
     ON CONFLICT (account_id, key_id) DO UPDATE SET generation = excluded.generation, digest = excluded.digest`,
  )
  const listFingerprints = database.prepare<[string], FingerprintRow>(
    `SELECT account_id, key_id, generation, digest FROM key_fingerprints
     WHERE account_id = ? ORDER BY key_id`,
  )
  return {
    listKeyFacts: (accountId) =>
      list.all(accountId).flatMap(({ key_id, details }): KeyFacts[] => {
        const facts = readStored(detailsSchema, details)
        return facts === null ? [] : [{ keyId: key_id, ...facts }]
      }),
    writeKeyFacts: (accountId, ...facts) => writeAll(accountId, facts),
    removeKeyFacts: (accountId, keyId) => {
      remove.run(accountId, keyId)
    },
    writeKeyFingerprint: ({ accountId, keyId, generation, digest }) => {
      writeFingerprint.run(accountId, keyId, generation, digest)
    },
    listKeyFingerprints: (accountId) => listFingerprints.all(accountId).map(toFingerprint),
  }
}

function toFingerprint(row: FingerprintRow): StoredKeyFingerprint {
  return {
    accountId: row.account_id,
    keyId: row.key_id,
    generation: row.generation,
    digest: toBytes(row.digest),
  }
}
