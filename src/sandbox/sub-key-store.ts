// Sub-keys in the database: reading them with the credits of their current cycle, adding, changing, revoking.
import { type CreditCycle, creditCycles, cycleStartAt } from './credit-cycle.ts'
import type { SandboxDatabase } from './database.ts'
import { roundCredits } from './usage-ledger.ts'

/** A sub-key; instants are epoch ms, null means never. `allowedModels` null means every model. */
export interface SubKey {
  readonly id: string
  readonly description: string
  readonly display: string
  readonly scopes: readonly string[]
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly revokedAt: number | null
  readonly allowedModels: readonly string[] | null
  readonly creditLimit: number | null
  readonly creditCycle: CreditCycle
  /** Credits used since the current cycle began. */
  readonly creditUsed: number
}

/** A sub-key to store; only the hash of its value is kept. */
export type NewSubKey = Omit<SubKey, 'creditUsed'> & { readonly valueHash: Buffer }

/** What PATCH may change; a missing field stays as it is. */
export type SubKeyChanges = Partial<
  Pick<SubKey, 'description' | 'allowedModels' | 'creditLimit' | 'creditCycle' | 'expiresAt'>
>

export interface SubKeyStore {
  readonly insert: (key: NewSubKey) => void
  /** Keys that are neither revoked nor expired at `nowAt`, the newest first. */
  readonly listActive: (nowAt: number) => SubKey[]
  /** Every key that ever was, the newest first. */
  readonly listAll: (nowAt: number) => SubKey[]
  readonly find: (id: string, nowAt: number) => SubKey | undefined
  readonly findByValue: (valueHash: Buffer, nowAt: number) => SubKey | undefined
  readonly update: (id: string, changes: SubKeyChanges) => void
  readonly revoke: (id: string, revokedAt: number) => void
}

export type SubKeyState = 'active' | 'expired' | 'revoked'

/** Whether a key works at `nowAt`; a key ends at the very instant of `expiresAt`. */
export const stateOf = (key: Pick<SubKey, 'expiresAt' | 'revokedAt'>, nowAt: number): SubKeyState => {
  if (key.revokedAt !== null) return 'revoked'
  return key.expiresAt !== null && key.expiresAt <= nowAt ? 'expired' : 'active'
}

interface Row {
  readonly id: string
  readonly description: string
  readonly display: string
  readonly scopes: string
  readonly created_at: number
  readonly expires_at: number | null
  readonly revoked_at: number | null
  readonly allowed_models: string | null
  readonly credit_limit: number | null
  readonly credit_cycle: CreditCycle
  readonly credit_used: number
}

const select = `SELECT sub_keys.*, (
    SELECT coalesce(sum(usage.credits), 0.0) FROM usage
    WHERE usage.key_id = sub_keys.id AND usage.used_at >= CASE sub_keys.credit_cycle
      ${creditCycles.map((cycle) => `WHEN '${cycle}' THEN @start_${cycle}`).join(' ')} END
  ) AS credit_used FROM sub_keys`

/** The named parameters of `select` at an instant. */
const cycleStarts = (nowAt: number): Record<string, number> =>
  Object.fromEntries(creditCycles.map((cycle) => [`start_${cycle}`, cycleStartAt(cycle, nowAt)]))

const fromRow = (row: Row): SubKey => ({
  id: row.id,
  description: row.description,
  display: row.display,
  scopes: JSON.parse(row.scopes) as string[],
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  allowedModels: row.allowed_models === null ? null : (JSON.parse(row.allowed_models) as string[]),
  creditLimit: row.credit_limit,
  creditCycle: row.credit_cycle,
  creditUsed: roundCredits(row.credit_used),
})

const columns = {
  description: 'description',
  allowedModels: 'allowed_models',
  creditLimit: 'credit_limit',
  creditCycle: 'credit_cycle',
  expiresAt: 'expires_at',
} as const satisfies Record<keyof SubKeyChanges, string>

export const createSubKeyStore = (database: SandboxDatabase): SubKeyStore => {
  const insert = database.prepare(
    `INSERT INTO sub_keys (id, value_hash, display, description, scopes, created_at, expires_at, revoked_at,
       allowed_models, credit_limit, credit_cycle)
     VALUES (@id, @valueHash, @display, @description, @scopes, @createdAt, @expiresAt, @revokedAt,
       @allowedModels, @creditLimit, @creditCycle)`,
  )
  const newestFirst = 'ORDER BY created_at DESC, id'
  const selectActive = database.prepare<[object], Row>(
    `${select} WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @now) ${newestFirst}`,
  )
  const selectAll = database.prepare<[object], Row>(`${select} ${newestFirst}`)
  const selectOne = database.prepare<[object], Row>(`${select} WHERE id = @id`)
  const selectByHash = database.prepare<[object], Row>(`${select} WHERE value_hash = @valueHash`)
  const revoke = database.prepare<[number, string]>('UPDATE sub_keys SET revoked_at = ? WHERE id = ?')
  const one = (row: Row | undefined): SubKey | undefined => row && fromRow(row)

  return {
    insert: (key) => {
      insert.run({
        ...key,
        scopes: JSON.stringify(key.scopes),
        allowedModels: key.allowedModels && JSON.stringify(key.allowedModels),
      })
    },
    listActive: (nowAt) => selectActive.all({ ...cycleStarts(nowAt), now: nowAt }).map(fromRow),
    listAll: (nowAt) => selectAll.all(cycleStarts(nowAt)).map(fromRow),
    find: (id, nowAt) => one(selectOne.get({ ...cycleStarts(nowAt), id })),
    findByValue: (valueHash, nowAt) => one(selectByHash.get({ ...cycleStarts(nowAt), valueHash })),
    update: (id, changes) => {
      const names = (Object.keys(columns) as (keyof SubKeyChanges)[]).filter((name) => name in changes)
      if (names.length === 0) return
      const values = names.map((name) => {
        const value = changes[name]
        return Array.isArray(value) ? JSON.stringify(value) : value
      })
      const assignments = names.map((name) => `${columns[name]} = ?`).join(', ')
      database.prepare(`UPDATE sub_keys SET ${assignments} WHERE id = ?`).run(...values, id)
    },
    revoke: (id, revokedAt) => {
      revoke.run(revokedAt, id)
    },
  }
}
