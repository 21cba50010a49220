// The operations on secrets, none of which ever gives a value back.
import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { Hono } from 'hono'
import * as z from 'zod'
import type { Auth } from '../auth.ts'
import { zonedDateTime } from '../date-times.ts'
import { ApiError } from '../errors.ts'
import { createSecretBody, updateSecretBody } from '../request-schemas.ts'
import { maskValue, type Secret, type SecretStore, weightOf } from '../secret-store.ts'
import { check, integerQuery, readBody, uuidParameter } from '../validation.ts'

/** What the secrets of the account may weigh together; the live service's limit is not documented. */
const maxTotalSecretBytes = 256 * 1024

export interface SecretRoutesContext {
  readonly auth: Auth
  readonly secrets: SecretStore
  readonly adminUserId: string
  readonly clock: () => number
  /** Called before each write; throws where it comes too soon after others. */
  readonly limitWrites: () => void
}

const listQuery = z.object({ limit: integerQuery({ minimum: 1 }, null) })

const newSecret = (body: z.output<typeof createSecretBody>, nowAt: number): Secret => ({
  id: randomUUID(),
  name: body.secret_name,
  valueBytes: Buffer.byteLength(body.secret_value),
  display: maskValue(body.secret_value),
  toolName: body.tool_name ?? null,
  toolArg: body.tool_arg ?? null,
  isDefaultForTool: body.is_default_for_tool ?? false,
  createdAt: nowAt,
  updatedAt: nowAt,
})

/**
 * Null clears `tool_name` and `tool_arg`, which may be empty, and leaves the other fields, which may not,
 * as they are; io.net's reference does not say what the live service does.
 */
const changedSecret = (
  previous: Secret,
  { secret_value: value, ...body }: z.output<typeof updateSecretBody>,
  nowAt: number,
): Secret => ({
  ...previous,
  name: body.secret_name ?? previous.name,
  ...(value == null ? {} : { valueBytes: Buffer.byteLength(value), display: maskValue(value) }),
  toolName: body.tool_name === undefined ? previous.toolName : body.tool_name,
  toolArg: body.tool_arg === undefined ? previous.toolArg : body.tool_arg,
  isDefaultForTool: body.is_default_for_tool ?? previous.isDefaultForTool,
  updatedAt: nowAt,
})

/** Stores a secret, or throws 413 where it would make all of them together too heavy. */
const store = (secrets: SecretStore, secret: Secret, previous?: Secret): void => {
  const others = secrets.totalBytes() - (previous === undefined ? 0 : weightOf(previous))
  if (others + weightOf(secret) > maxTotalSecretBytes)
    throw new ApiError(413, `Total size of secrets would exceed ${maxTotalSecretBytes} bytes`)
  secrets.put(secret)
}

export const createSecretRoutes = ({
  auth,
  secrets,
  clock,
  limitWrites,
  adminUserId,
}: SecretRoutesContext): Hono => {
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
    if (context.req.method !== 'GET') limitWrites()
    await next()
  })

  app.get('/', (context) => {
    const { limit } = check(listQuery, context.req.query(), 'query')
    return context.json({ data: secrets.list(limit).map(answer) })
  })

  app.post('/', async (context) => {
    const secret = newSecret(await readBody(context, createSecretBody), clock())
    store(secrets, secret)
    return context.json(answer(secret))
  })

  app.get('/:secret_id', (context) => context.json(answer(secretOfPath(context))))

  app.patch('/:secret_id', async (context) => {
    const previous = secretOfPath(context)
    const secret = changedSecret(previous, await readBody(context, updateSecretBody), clock())
    store(secrets, secret, previous)
    return context.json(answer(secret))
  })

  app.delete('/:secret_id', (context) => {
    secrets.remove(secretOfPath(context).id)
    // The body is not specified; a FastAPI function that returns nothing answers null.
    return context.json(null)
  })

  return app
}
