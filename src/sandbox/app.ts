// Puts the sandbox's routes and middlewares together into one HTTP application.
import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { SandboxEnv } from './environment.ts'
import { errorBody } from './error-body.ts'
import { ApiError } from './errors.ts'
import { createFaultInjection } from './fault-injection.ts'
import { createFaultRules } from './fault-rules.ts'
import { createRequestLog, createRequestLogging } from './request-log.ts'
import { createCatalogueRoutes } from './routes/catalogue.ts'
import { type ControlRoutesContext, createControlRoutes } from './routes/control.ts'
import { createSecretRoutes, type SecretRoutesContext } from './routes/secrets.ts'
import { createSubKeyRoutes, type SubKeyRoutesContext } from './routes/sub-keys.ts'
import { createThirdPartyRoutes } from './routes/third-parties.ts'
import { createWorkflowRoutes } from './routes/workflows.ts'
import { thirdPartiesPath } from './third-parties.ts'

export interface AppContext extends SubKeyRoutesContext, SecretRoutesContext {
  /** The control endpoint exists only with a token. */
  readonly controlToken: string | undefined
  /** Aborted when the sandbox closes. */
  readonly closing: AbortSignal
  /** Told about errors that are no answer of the service, which the caller sees as 500. */
  readonly onUnexpectedError: (error: unknown) => void
}

/**
 * The date is the sandbox's, not the computer's: a client can only find out how far its own clock is off
 * where the service's clock can differ from it.
 */
const createStamp = (clock: () => number) => (headers: Headers) => {
  headers.set('date', new Date(clock()).toUTCString())
  headers.set('x-request-id', randomUUID())
}

const answerError =
  (sandbox: AppContext) =>
  (error: unknown, context: Context): Response => {
    if (error instanceof ApiError)
      return context.json({ detail: error.detail }, error.status as ContentfulStatusCode, error.headers)
    // A delay that the closing sandbox cut short is no error, and nobody waits for its answer.
    if (!sandbox.closing.aborted) sandbox.onUnexpectedError(error)
    return context.json(errorBody(500), 500)
  }

const createService = (sandbox: AppContext) => {
  const service = new Hono<SandboxEnv>()
  service.use(
    methodNotAllowed({
      app: service,
      onMethodNotAllowed: (context, methods) =>
        context.json(errorBody(405), 405, { Allow: methods.join(', ') }),
    }),
  )
  service.route('/v1/api-keys/sub-keys', createSubKeyRoutes(sandbox))
  service.route('/api/v1/secrets/', createSecretRoutes(sandbox))
  service.route('/api/v1/workflows', createWorkflowRoutes(sandbox.auth))
  service.route('/api/v1', createCatalogueRoutes(sandbox.auth))
  return service
}

export const createApp = (sandbox: AppContext): Hono<SandboxEnv> => {
  const app = new Hono<SandboxEnv>()
  const stamp = createStamp(sandbox.clock)
  app.onError(answerError(sandbox))
  app.notFound((context) => context.json(errorBody(404), 404))

  if (sandbox.controlToken !== undefined) {
    const rules = createFaultRules()
    const log = createRequestLog()
    const control: ControlRoutesContext = { ...sandbox, token: sandbox.controlToken, rules, log }
    // Registered first, so that control requests are neither logged nor made to fail.
    app.route('/__control', createControlRoutes(control))
    app.use(createRequestLogging(log, sandbox.clock))
    app.use(createFaultInjection({ rules, stamp, closing: sandbox.closing }))
  }
  app.use(async (context, next) => {
    await next()
    stamp(context.res.headers)
  })
  app.route(thirdPartiesPath, createThirdPartyRoutes())
  app.route('/', createService(sandbox))
  return app
}
