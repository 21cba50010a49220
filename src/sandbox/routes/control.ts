// The control endpoint of tests and demonstrations: orders faults, reads the log, and does what happens elsewhere.
import { timingSafeEqual } from 'node:crypto'
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { addSecret, changeSecret, type SecretWriteContext } from '../change-secret.ts'
import { ApiError } from '../errors.ts'
import { type FaultRules, faultRuleSchema } from '../fault-rules.ts'
import { type IssueContext, issueSubKey } from '../issue-sub-key.ts'
import { hashValue } from '../key-issuer.ts'
import { models } from '../model-catalogue.ts'
import type { RequestLog } from '../request-log.ts'
import { createSecretBody, type SubKeyBodies, updateSecretBody } from '../request-schemas.ts'
import type { Secret } from '../secret-store.ts'
import { type SubKey, type SubKeyState, stateOf } from '../sub-key-store.ts'
import type { UsageLedger } from '../usage-ledger.ts'
import { readBody, uuidParameter } from '../validation.ts'
import type { WriteLimiter } from '../write-limiter.ts'

export const controlTokenHeader = 'x-control-token'

/** A key as the control endpoint shows it, whatever became of it; instants are epoch ms. */
export interface ControlKey extends SubKey {
  readonly state: SubKeyState
}

export interface ControlRoutesContext extends IssueContext, SecretWriteContext {
  readonly token: string
  readonly rules: FaultRules
  readonly log: RequestLog
  readonly usage: UsageLedger
  readonly bodies: SubKeyBodies
  readonly writeLimiter: WriteLimiter
}

const usageSchema = z.strictObject({
  credits: z.number().min(0),
  modelName: z.string().optional(),
  inputTokens: z.number().int().min(0).default(0),
  outputTokens: z.number().int().min(0).default(0),
  /** Epoch ms; the sandbox's now where left out. */
  usedAt: z.number().int().optional(),
})

/** What POST usage takes. */
export type UsageInput = z.input<typeof usageSchema>

const expirySchema = z.strictObject({ expiresAt: z.number().int().nullable() })

const createKeyRoutes = (sandbox: ControlRoutesContext): Hono => {
  const { bodies, clock, keys, usage } = sandbox
  const app = new Hono()

  const show = (key: SubKey): ControlKey => ({ ...key, state: stateOf(key, clock()) })
  const find = (id: string): SubKey => {
    const key = keys.find(id, clock())
    if (key === undefined) throw new ApiError(404, 'API key not found')
    return key
  }
  const keyOfPath = (context: Context): SubKey => find(uuidParameter(context, 'key_id'))

  app.get('/', (context) => context.json(keys.listAll(clock()).map(show)))

  app.post('/', async (context) => {
    const { id, value } = issueSubKey(sandbox, await readBody(context, bodies.create))
    return context.json({ ...show(find(id)), value }, 201)
  })

  app.post('/:key_id/revoke', (context) => {
    const { id } = keyOfPath(context)
    keys.revoke(id, clock())
    return context.json(show(find(id)))
  })

  app.post('/:key_id/expiry', async (context) => {
    const { id } = keyOfPath(context)
    keys.update(id, await readBody(context, expirySchema))
    return context.json(show(find(id)))
  })

  app.post('/:key_id/usage', async (context) => {
    const { id, allowedModels } = keyOfPath(context)
    const { modelName, usedAt, ...amounts } = await readBody(context, usageSchema)
    const name = modelName ?? allowedModels?.[0] ?? models[0]?.name ?? ''
    usage.add({ ...amounts, keyId: id, modelName: name, usedAt: usedAt ?? clock() })
    return context.json(show(find(id)))
  })

  return app
}

const limiterSchema = z.strictObject({ isOn: z.boolean() })

/** Writes to secrets as from elsewhere: no limiter slows them down, the total size holds for them too. */
const createSecretRoutes = (sandbox: ControlRoutesContext): Hono => {
  const { secrets, writeLimiter } = sandbox
  const app = new Hono()

  const secretOfPath = (context: Context): Secret => {
    const secret = secrets.find(uuidParameter(context, 'secret_id'))
    if (secret === undefined) throw new ApiError(404, 'Secret not found')
    return secret
  }

  app.get('/', (context) => context.json(secrets.list(null)))

  app.post('/', async (context) =>
    context.json(addSecret(sandbox, await readBody(context, createSecretBody)), 201),
  )

  app.put('/limiter', async (context) => {
    writeLimiter.switchTo((await readBody(context, limiterSchema)).isOn)
    return context.body(null, 204)
  })

  app.patch('/:secret_id', async (context) => {
    const previous = secretOfPath(context)
    return context.json(changeSecret(sandbox, previous, await readBody(context, updateSecretBody)))
  })

  app.delete('/:secret_id', (context) => {
    secrets.remove(secretOfPath(context).id)
    return context.body(null, 204)
  })

  return app
}

const createFaultRoutes = (rules: FaultRules): Hono => {
  const app = new Hono()
  app.get('/', (context) => context.json(rules.list()))
  app.post('/', async (context) => context.json(rules.add(await readBody(context, faultRuleSchema)), 201))
  app.delete('/', (context) => {
    rules.clear()
    return context.body(null, 204)
  })
  app.delete('/:id', (context) => {
    if (!rules.remove(Number(context.req.param('id')))) throw new ApiError(404, 'No such fault rule')
    return context.body(null, 204)
  })
  return app
}

export const createControlRoutes = (sandbox: ControlRoutesContext): Hono => {
  const { log, rules, token } = sandbox
  const tokenHash = hashValue(token)
  const app = new Hono()

  app.use(async (context, next) => {
    const given = hashValue(context.req.header(controlTokenHeader) ?? '')
    if (!timingSafeEqual(given, tokenHash)) throw new ApiError(401, 'Wrong control token')
    await next()
  })
  app.route('/faults', createFaultRoutes(rules))
  app.route('/keys', createKeyRoutes(sandbox))
  app.route('/secrets', createSecretRoutes(sandbox))
  app.get('/requests', (context) => context.json({ counts: log.counts(), entries: log.list() }))
  app.delete('/requests', (context) => {
    log.clear()
    return context.body(null, 204)
  })
  app.all('*', () => {
    throw new ApiError(404, 'No such control operation')
  })
  return app
}
