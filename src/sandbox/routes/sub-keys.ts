// The operations on sub-keys: list, issue, change, revoke, and their usage.
import type { Context } from 'hono'
import { Hono } from 'hono'
import type { Auth } from '../auth.ts'
import { naiveDateTime } from '../date-times.ts'
import { ApiError } from '../errors.ts'
import { type IssueContext, type IssuedSubKey, issueSubKey } from '../issue-sub-key.ts'
import type { SubKeyBodies } from '../request-schemas.ts'
import { type SubKey, type SubKeyChanges, stateOf } from '../sub-key-store.ts'
import { type ModelUsage, roundCredits, type UsageLedger } from '../usage-ledger.ts'
import { readBody, uuidParameter } from '../validation.ts'

export interface SubKeyRoutesContext extends IssueContext {
  readonly auth: Auth
  readonly usage: UsageLedger
  readonly bodies: SubKeyBodies
  /** Makes up for what was used with the keys until now. */
  readonly passTime: (nowAt: number) => void
}

const succeeded = { status: 'succeeded' }

const expiryOf = (expiresAt: number | null): string | null =>
  expiresAt === null ? null : naiveDateTime(expiresAt)

const listed = (key: SubKey, nowAt: number) => ({
  id: key.id,
  description: key.description,
  display: key.display,
  created_at: naiveDateTime(key.createdAt),
  expires_at: expiryOf(key.expiresAt),
  expired: stateOf(key, nowAt) === 'expired',
  allowed_models: key.allowedModels,
  credit_limit: key.creditLimit,
  credit_used: key.creditUsed,
  credit_refresh_cycle: key.creditCycle,
})

const created = (key: IssuedSubKey, adminUserId: string) => ({
  key_id: key.id,
  value: key.value,
  display: key.display,
  admin_user_id: adminUserId,
  description: key.description,
  allowed_models: key.allowedModels,
  credit_limit: key.creditLimit,
  credit_refresh_cycle: key.creditCycle,
  expires_at: expiryOf(key.expiresAt),
})

const creditStatus = (key: SubKey) => ({
  ...succeeded,
  data: {
    key_id: key.id,
    credit_used: key.creditUsed,
    credit_limit: key.creditLimit,
    // Below zero after an overrun: a call that was already running may finish over the cap.
    remaining_credit: key.creditLimit === null ? null : roundCredits(key.creditLimit - key.creditUsed),
    credit_refresh_cycle: key.creditCycle,
  },
})

interface Sums {
  readonly modelName: string
  readonly inputTokens: number
  readonly outputTokens: number
  readonly credits: number
}

const period = (rows: readonly Sums[]) => {
  const sum = (field: 'inputTokens' | 'outputTokens' | 'credits'): number =>
    rows.reduce((total, row) => total + row[field], 0)
  return {
    models: rows.map((row) => ({
      model_name: row.modelName,
      input_tokens: row.inputTokens,
      output_tokens: row.outputTokens,
      credit_cost: roundCredits(row.credits),
    })),
    total_input_tokens: sum('inputTokens'),
    total_output_tokens: sum('outputTokens'),
    total_credit_cost: roundCredits(sum('credits')),
  }
}

const ofToday = (rows: readonly ModelUsage[]): Sums[] =>
  rows
    .filter((row) => row.todayCount > 0)
    .map((row) => ({
      modelName: row.modelName,
      inputTokens: row.todayInputTokens,
      outputTokens: row.todayOutputTokens,
      credits: row.todayCredits,
    }))

/** Usage of the active keys: like the list, it loses a key together with its spend when the key ends. */
const usageOfAll = (active: readonly SubKey[], totals: readonly ModelUsage[]) => {
  const byKey = Map.groupBy(totals, (row) => row.keyId)
  const keys = active.map((key) => {
    const rows = byKey.get(key.id) ?? []
    return {
      api_key_id: key.id,
      description: key.description,
      display: key.display,
      today: period(ofToday(rows)),
      all_time: period(rows),
    }
  })
  const total = (span: 'today' | 'all_time'): number =>
    roundCredits(keys.reduce((sum, key) => sum + key[span].total_credit_cost, 0))
  return { keys, totals: { today_credit_cost: total('today'), all_time_credit_cost: total('all_time') } }
}

const readChanges = async (context: Context, bodies: SubKeyBodies): Promise<SubKeyChanges> => {
  const body = await readBody(context, bodies.update)
  return {
    ...(body.description == null ? {} : { description: body.description }),
    ...(body.allowed_models === undefined ? {} : { allowedModels: body.allowed_models }),
    ...(body.credit_limit === undefined ? {} : { creditLimit: body.credit_limit }),
    ...(body.credit_refresh_cycle == null ? {} : { creditCycle: body.credit_refresh_cycle }),
    ...(body.expires_at === undefined ? {} : { expiresAt: body.expires_at }),
  }
}

export const createSubKeyRoutes = (sandbox: SubKeyRoutesContext): Hono => {
  const { auth, bodies, clock, keys, usage } = sandbox
  const app = new Hono()

  /**
   * The key of the path. A revoked key is gone for good; an expired one can still be found, so that its
   * expiry can be moved (what the live service does with an expired key is not documented).
   */
  const keyOfPath = (context: Context): SubKey => {
    const key = keys.find(uuidParameter(context, 'key_id'), clock())
    if (key === undefined || key.revokedAt !== null) throw new ApiError(404, 'API key not found')
    return key
  }

  app.get('/', (context) => {
    auth.requireAdmin(context)
    const nowAt = clock()
    sandbox.passTime(nowAt)
    return context.json({ ...succeeded, data: keys.listActive(nowAt).map((key) => listed(key, nowAt)) })
  })

  app.post('/', async (context) => {
    auth.requireAdmin(context)
    const key = issueSubKey(sandbox, await readBody(context, bodies.create))
    return context.json({ ...succeeded, data: created(key, sandbox.adminUserId) }, 201)
  })

  app.get('/usage', (context) => {
    auth.requireAdmin(context)
    const nowAt = clock()
    sandbox.passTime(nowAt)
    return context.json({ ...succeeded, data: usageOfAll(keys.listActive(nowAt), usage.totals(nowAt)) })
  })

  app.get('/me/usage', (context) => {
    const caller = auth.keyHolder(context)
    if (caller.kind === 'admin') throw new ApiError(403, 'Only a sub-key may ask for its own usage')
    return context.json(creditStatus(caller.key))
  })

  app.get('/:key_id/usage', (context) => {
    auth.requireAdmin(context)
    return context.json(creditStatus(keyOfPath(context)))
  })

  app.patch('/:key_id', async (context) => {
    auth.requireAdmin(context)
    const key = keyOfPath(context)
    keys.update(key.id, await readChanges(context, bodies))
    return context.json(succeeded)
  })

  app.delete('/:key_id', (context) => {
    auth.requireAdmin(context)
    keys.revoke(keyOfPath(context).id, clock())
    return context.json(succeeded)
  })

  return app
}
