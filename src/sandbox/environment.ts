// What the middlewares of one request share.
import type { HttpBindings } from '@hono/node-server'

/** Node's own request and answer, and the kind of the fault that the request met. */
export interface SandboxEnv {
  readonly Bindings: HttpBindings
  readonly Variables: { fault?: string }
}
