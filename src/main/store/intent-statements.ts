// The statements of vault.db that concern creations under way.
import type Database from 'better-sqlite3'
import type { KeyDraft } from '../../shared/domain/api-key.ts'
import type { CreationIntent, IntentState, VaultStore } from '../ports/store.ts'

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

/** Keeps the journal of creations. */
export function createIntentStatements(
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
