// The operations on secrets, none of which ever gives a value back.
import type { Context } from 'hono'
import { Hono } from 'hono'
import * as z from 'zod'
import type { Auth } from '../auth.ts'
import { addSecret, changeSecret, type SecretWriteContext } from '../change-secret.ts'
import { zonedDateTime } from '../date-times.ts'
import { ApiError } from '../errors.ts'
import { createSecretBody, updateSecretBody } from '../request-schemas.ts'
import type { Secret } from '../secret-store.ts'
import { check, integerQuery, readBody, uuidParameter } from '../validation.ts'
import type { WriteLimiter } from '../write-limiter.ts'

export interface SecretRoutesContext extends SecretWriteContext {
  readonly auth: Auth
  readonly adminUserId: string
  readonly writeLimiter: WriteLimiter
}

const listQuery = z.object({ limit: integerQuery({ minimum: 1 }, null) })

export const createSecretRoutes = (sandbox: SecretRoutesContext): Hono => {
  const { auth, secrets, writeLimiter, adminUserId } = sandbox
  const app = new Hono()

  const answer = (secret: Secret) => ({
    secret_id: secret.id,
    user_id: adminUserId,
    secret_name: secret.name,
    display: secret.display,
    tool_name: secret.toolName,
    tool_arg: secret.toolArg,
    is_default_for_tool: secret.isDefaultForTool,
    created_at: zonedDateTime(secret.createdAt),
    updated_at: zonedDateTime(secret.updatedAt),
  })

  const secretOfPath = (context: Context): Secret => {
    const secret = secrets.find(uuidParameter(context, 'secret_id'))
    if (secret === undefined) throw new ApiError(404, 'Secret not found')
    return secret
  }

  app.use(async (context, next) => {
    auth.keyOrBearerHolder(context)
    if (context.req.method !== 'GET') writeLimiter.check()
    await next()
  })

  app.get('/', (context) => {
    const { limit } = check(listQuery, context.req.query(), 'query')
    const data = secrets.list(limit).map(answer)
    const total = secrets.count()
    // Documented nowhere: lets a client be tried that reads how much a limit cut off.
    return context.json(data.length < total ? { data, total } : { data })
  })

  app.post('/', async (context) => {
    const body = await readBody(context, createSecretBody)
    return context.json(answer(addSecret(sandbox, body)))
  })

  app.get('/:secret_id', (context) => context.json(answer(secretOfPath(context))))

  app.patch('/:secret_id', async (context) => {
    const previous = secretOfPath(context)
    const body = await readBody(context, updateSecretBody)
    return context.json(answer(changeSecret(sandbox, previous, body)))
  })

  app.delete('/:secret_id', (context) => {
    secrets.remove(secretOfPath(context).id)
    // The body is not specified; a FastAPI function that returns nothing answers null.
    return context.json(null)
  })

  return app
}
