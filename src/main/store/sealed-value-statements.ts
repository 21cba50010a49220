// The statements of vault.db that concern sealed values of keys.
import type Database from 'better-sqlite3'
import type { SealedValue, VaultStore } from '../ports/store.ts'
import { type Eraser, eraseSealedRows, toBytes } from './erasure.ts'

interface ValueRow {
  readonly account_id: string
  readonly key_id: string
  readonly name: string
  readonly display: string
  readonly expires_at: number | null
  readonly created_at: number
  readonly keeps_copy: number
  readonly acknowledged_at: number | null
}

/** Keeps, lists and erases the ciphertexts of values. */
export function createValueStatements(
  database: Database.Database,
  { erase }: Pick<Eraser, 'erase'>,
): Pick<
  VaultStore,
  'storeNewValue' | 'readValue' | 'listValues' | 'countValues' | 'acknowledgeValue' | 'eraseValue'
> {
  const columns =
    'account_id, key_id, name, display, expires_at, created_at, keeps_copy, acknowledged_at' as const
  const read = database.prepare<[string, string], ValueRow & { sealed: Buffer }>(
    `SELECT ${columns}, sealed FROM sealed_values WHERE account_id = ? AND key_id = ?`,
  )
  const list = database.prepare<[string], ValueRow>(
    `SELECT ${columns} FROM sealed_values WHERE account_id = ? ORDER BY created_at, key_id`,
  )
  const count = database
    .prepare<[], number>(
      'SELECT (SELECT count(*) FROM sealed_values) + (SELECT count(*) FROM sealed_secrets)',
    )
    .pluck()
  const add = database.prepare<[ValueRow & { sealed: Uint8Array }]>(
    `INSERT INTO sealed_values (${columns}, sealed)
     VALUES (@account_id, @key_id, @name, @display, @expires_at, @created_at, @keeps_copy, @acknowledged_at, @sealed)`,
  )
  const receive = database.prepare<[string, string]>(
    `UPDATE intents SET state = 'received', key_id = ? WHERE id = ?`,
  )
  const storeNewValue = database.transaction((intentId: string, value: SealedValue) => {
    add.run({ ...toValueRow(value), sealed: value.sealed })
    receive.run(value.keyId, intentId)
  })
  const acknowledge = database.prepare<[number, number, string, string]>(
    'UPDATE sealed_values SET acknowledged_at = ?, keeps_copy = ? WHERE account_id = ? AND key_id = ?',
  )
  return {
    storeNewValue: (intentId, value) => storeNewValue.immediate(intentId, value),
    readValue: (accountId, keyId) => {
      const row = read.get(accountId, keyId)
      return row === undefined ? null : { ...toValue(row), sealed: toBytes(row.sealed) }
    },
    listValues: (accountId) => list.all(accountId).map(toValue),
    countValues: () => count.get() ?? 0,
    acknowledgeValue: (accountId, keyId, at, keepsCopy) => {
      acknowledge.run(at, Number(keepsCopy), accountId, keyId)
    },
    eraseValue: (accountId, keyId) => {
      erase(eraseSealedRows('sealed_values', 'account_id = ? AND key_id = ?', accountId, keyId))
    },
  }
}

function toValueRow(value: SealedValue): ValueRow {
  return {
    account_id: value.accountId,
    key_id: value.keyId,
    name: value.name,
    display: value.display,
    expires_at: value.expiresAt,
    created_at: value.createdAt,
    keeps_copy: Number(value.keepsCopy),
    acknowledged_at: value.acknowledgedAt,
  }
}

function toValue(row: ValueRow): Omit<SealedValue, 'sealed'> {
  return {
    accountId: row.account_id,
    keyId: row.key_id,
    name: row.name,
    display: row.display,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    keepsCopy: row.keeps_copy === 1,
    acknowledgedAt: row.acknowledged_at,
  }
}
