// Secrets in the database: their names, masks and sizes, and never a value or its hash.
import type { SandboxDatabase } from './database.ts'

/** A stored secret; instants are epoch ms. */
export interface Secret {
  readonly id: string
  readonly name: string
  /** Size of the value in UTF-8; the value itself is forgotten, for nothing in the sandbox uses it. */
  readonly valueBytes: number
  /** First and last few characters of the value. */
  readonly display: string
  readonly toolName: string | null
  readonly toolArg: string | null
  readonly isDefaultForTool: boolean
  readonly createdAt: number
  readonly updatedAt: number
}

export interface SecretStore {
  /** Adds a secret, or replaces the one of the same id. */
  readonly put: (secret: Secret) => void
  /** The newest first, at most `limit` of them (null: all). */
  readonly list: (limit: number | null) => Secret[]
  readonly count: () => number
  readonly find: (id: string) => Secret | undefined
  readonly remove: (id: string) => void
  /** What all secrets together weigh, in bytes. */
  readonly totalBytes: () => number
}

interface Row {
  readonly id: string
  readonly name: string
  readonly value_bytes: number
  readonly display: string
  readonly tool_name: string | null
  readonly tool_arg: string | null
  readonly is_default_for_tool: number
  readonly created_at: number
  readonly updated_at: number
}

const fromRow = (row: Row): Secret => ({
  id: row.id,
  name: row.name,
  valueBytes: row.value_bytes,
  display: row.display,
  toolName: row.tool_name,
  toolArg: row.tool_arg,
  isDefaultForTool: row.is_default_for_tool === 1,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/**
 * The mask of a value: an eighth of its characters at each end, at most four, so that a short value
 * gives nothing away.
 */
export const maskValue = (value: string): string => {
  const characters = [...value]
  const shown = Math.min(4, Math.floor(characters.length / 8))
  if (shown === 0) return '****'
  return `${characters.slice(0, shown).join('')}****${characters.slice(-shown).join('')}`
}

/** What one secret weighs in the account's total, in bytes: its value and every text beside it. */
export const weightOf = (secret: Secret): number =>
  [secret.name, secret.toolName ?? '', secret.toolArg ?? ''].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    secret.valueBytes,
  )

export const createSecretStore = (database: SandboxDatabase): SecretStore => {
  const put = database.prepare(
    `INSERT OR REPLACE INTO secrets
       (id, name, value_bytes, display, tool_name, tool_arg, is_default_for_tool, created_at, updated_at)
     VALUES (@id, @name, @valueBytes, @display, @toolName, @toolArg, @isDefault, @createdAt, @updatedAt)`,
  )
  const select = database.prepare<[number], Row>('SELECT * FROM secrets ORDER BY created_at DESC, id LIMIT ?')
  const selectOne = database.prepare<[string], Row>('SELECT * FROM secrets WHERE id = ?')
  const remove = database.prepare<[string]>('DELETE FROM secrets WHERE id = ?')
  const count = database.prepare<[], number>('SELECT count(*) FROM secrets').pluck()
  // The same sum as `weightOf`, without reading thousands of rows for each write.
  const sum = database
    .prepare<[], number>(
      `SELECT coalesce(sum(value_bytes + octet_length(name) + coalesce(octet_length(tool_name), 0)
         + coalesce(octet_length(tool_arg), 0)), 0)
       FROM secrets`,
    )
    .pluck()

  return {
    put: (secret) => {
      put.run({ ...secret, isDefault: secret.isDefaultForTool ? 1 : 0 })
    },
    // SQLite reads a negative LIMIT as none, and refuses one above its integers.
    list: (limit) => select.all(Math.min(limit ?? -1, Number.MAX_SAFE_INTEGER)).map(fromRow),
    count: () => count.get() ?? 0,
    find: (id) => {
      const row = selectOne.get(id)
      return row && fromRow(row)
    },
    remove: (id) => {
      remove.run(id)
    },
    totalBytes: () => sum.get() ?? 0,
  }
}
