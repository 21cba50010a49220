// vault.db as the services use it: wraps, the account, creations under way, sealed values, ended keys.
import { dirname, join } from 'node:path'
import type Database from 'better-sqlite3'
import type { ApiKey, KeyDraft } from '../../shared/domain/api-key.ts'
import type { Account } from '../../shared/domain/snapshot.ts'
import {
  type Clock,
  type CreationIntent,
  type IntentState,
  type Log,
  type Origins,
  StoreError,
  type VaultStore,
  type WrappedKey,
} from '../ports.ts'
import { toBytes, truncateLog } from './erasure.ts'
import { moveAway, openDatabase } from './open-database.ts'
import { createValueStatements } from './sealed-value-statements.ts'
import { withStoreErrors } from './store-error.ts'
import { vaultKind } from './vault-schema.ts'

export interface VaultStoreDeps {
  readonly clock: Clock
  readonly log: Log
  /** A damaged vault was moved to this folder, whole and unchanged, and an empty one took its place. */
  readonly onQuarantined: (folder: string) => void
}

/** Opens or makes the vault at `path`. Throws `StoreError`, of which `newer` leaves the file untouched. */
export function createVaultStore(path: string, deps: VaultStoreDeps): VaultStore {
  const database = openOrQuarantine(path, deps)
  // Completes an erasure that a kill interrupted between its commit and its checkpoint.
  database.pragma('wal_checkpoint(TRUNCATE)')
  return withStoreErrors(createStatements(database))
}

function openOrQuarantine(path: string, { clock, log, onQuarantined }: VaultStoreDeps): Database.Database {
  try {
    return openDatabase(path, vaultKind)
  } catch (error) {
    if (!(error instanceof StoreError) || error.reason !== 'damaged') throw error
    const time = new Date(clock.now()).toISOString().replaceAll(':', '-')
    const folder = moveAway(path, join(dirname(path), 'quarantine'), time)
    log('vault.quarantined')
    onQuarantined(folder)
    return openDatabase(path, vaultKind)
  }
}

function createStatements(database: Database.Database): VaultStore {
  return {
    ...createWrapStatements(database),
    ...createAccountStatements(database),
    ...createIntentStatements(database),
    ...createValueStatements(database),
    ...createEndedKeyStatements(database),
    close: () => {
      database.close()
    },
  }
}

function createWrapStatements(database: Database.Database): Pick<VaultStore, 'readWraps' | 'writeWrap'> {
  const read = database.prepare<[], WrappedKey & { wrapped: Buffer }>(
    'SELECT generation, slot, wrapped, backend FROM wraps ORDER BY generation, slot',
  )
  const write = database.prepare<[WrappedKey]>(
    `INSERT INTO wraps (generation, slot, wrapped, backend) VALUES (@generation, @slot, @wrapped, @backend)
     ON CONFLICT (generation, slot) DO UPDATE SET wrapped = excluded.wrapped, backend = excluded.backend`,
  )
  return {
    readWraps: () => read.all().map((wrap) => ({ ...wrap, wrapped: toBytes(wrap.wrapped) })),
    writeWrap: (wrap) => {
      write.run(wrap)
    },
  }
}

function createAccountStatements(
  database: Database.Database,
): Pick<VaultStore, 'readAccount' | 'writeAccount' | 'removeAccount'> {
  type Row = { details: string; sealed_admin_key: Buffer | null }
  const read = database.prepare<[], Row>(
    'SELECT details, sealed_admin_key FROM accounts ORDER BY connected_at DESC LIMIT 1',
  )
  const write = database.prepare<[string, number, string, Uint8Array | null]>(
    `INSERT INTO accounts (id, connected_at, details, sealed_admin_key) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET connected_at = excluded.connected_at, details = excluded.details,
       sealed_admin_key = excluded.sealed_admin_key`,
  )
  const removals = [
    'DELETE FROM sealed_values WHERE account_id = ?',
    'DELETE FROM intents WHERE account_id = ?',
    'DELETE FROM ended_keys WHERE account_id = ?',
    'DELETE FROM accounts WHERE id = ?',
  ].map((sql) => database.prepare<[string]>(sql))
  const remove = database.transaction((accountId: string) => {
    for (const removal of removals) removal.run(accountId)
  })
  return {
    readAccount: () => {
      const row = read.get()
      if (row === undefined) return null
      const details: Account & { origins: Origins } = JSON.parse(row.details)
      const sealedAdminKey = row.sealed_admin_key === null ? null : toBytes(row.sealed_admin_key)
      return { ...details, sealedAdminKey }
    },
    writeAccount: ({ sealedAdminKey, ...details }) => {
      write.run(details.id, details.connectedAt, JSON.stringify(details), sealedAdminKey)
      // Takes a sealed admin key that this one replaces out of the log. The write itself counts.
      database.pragma('wal_checkpoint(TRUNCATE)')
    },
    removeAccount: (accountId) => {
      remove.immediate(accountId)
      truncateLog(database)
    },
  }
}

interface IntentRow {
  readonly id: string
  readonly account_id: string
  readonly tag: string
  readonly draft: string
  readonly state: IntentState
  readonly key_id: string | null
  readonly is_tag_removed: number
  readonly started_at: number
}

function createIntentStatements(
  database: Database.Database,
): Pick<VaultStore, 'addIntent' | 'updateIntent' | 'openIntents'> {
  const add = database.prepare<[IntentRow]>(
    `INSERT INTO intents (id, account_id, tag, draft, state, key_id, is_tag_removed, started_at)
     VALUES (@id, @account_id, @tag, @draft, @state, @key_id, @is_tag_removed, @started_at)`,
  )
  const update = database.prepare<[Record<string, string | number | null>]>(
    `UPDATE intents SET state = coalesce(@state, state), is_tag_removed = coalesce(@isTagRemoved, is_tag_removed),
       key_id = iif(@setsKeyId, @keyId, key_id)
     WHERE id = @id`,
  )
  const open = database.prepare<[string], IntentRow>(
    `SELECT * FROM intents WHERE account_id = ? AND state <> 'closed' ORDER BY started_at, id`,
  )
  return {
    addIntent: (intent) => {
      add.run({
        id: intent.id,
        account_id: intent.accountId,
        tag: intent.tag,
        draft: JSON.stringify(intent.draft),
        state: intent.state,
        key_id: intent.keyId,
        is_tag_removed: Number(intent.isTagRemoved),
        started_at: intent.startedAt,
      })
    },
    updateIntent: (id, { state, keyId, isTagRemoved }) => {
      update.run({
        id,
        state: state ?? null,
        setsKeyId: Number(keyId !== undefined),
        keyId: keyId ?? null,
        isTagRemoved: isTagRemoved === undefined ? null : Number(isTagRemoved),
      })
    },
    openIntents: (accountId) => open.all(accountId).map(toIntent),
  }
}

function toIntent(row: IntentRow): CreationIntent {
  const draft: KeyDraft = JSON.parse(row.draft)
  return {
    id: row.id,
    accountId: row.account_id,
    tag: row.tag,
    draft,
    state: row.state,
    keyId: row.key_id,
    isTagRemoved: row.is_tag_removed === 1,
    startedAt: row.started_at,
  }
}

function createEndedKeyStatements(
  database: Database.Database,
): Pick<VaultStore, 'addEndedKey' | 'listEndedKeys'> {
  const add = database.prepare<[string, string, number, string]>(
    `INSERT INTO ended_keys (account_id, key_id, ended_at, details) VALUES (?, ?, ?, ?)
     ON CONFLICT (account_id, key_id) DO UPDATE SET ended_at = excluded.ended_at, details = excluded.details`,
  )
  const list = database.prepare<[string], { details: string }>(
    'SELECT details FROM ended_keys WHERE account_id = ? ORDER BY ended_at DESC, key_id',
  )
  return {
    addEndedKey: (accountId, key) => {
      add.run(accountId, key.id, key.ending.at, JSON.stringify(key))
    },
    listEndedKeys: (accountId) => list.all(accountId).map(({ details }): ApiKey => JSON.parse(details)),
  }
}
