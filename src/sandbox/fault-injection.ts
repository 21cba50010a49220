// The one middleware that makes requests fail as they were ordered to.
import { setTimeout as wait } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler, Next } from 'hono'
import type { SandboxEnv } from './environment.ts'
import { errorBody } from './error-body.ts'
import type { Fault, FaultRules } from './fault-rules.ts'

type SandboxContext = Context<SandboxEnv>

const captivePortal =
  '<!doctype html><title>Welcome</title><h1>Guest network</h1><p>Accept the terms of use to go online.</p>'

/** Replaces the answer; Hono would otherwise merge in the headers of the one before. */
const answer = (context: SandboxContext, response: Response): void => {
  context.res = undefined
  context.res = response
}

const dropConnection = (context: SandboxContext): void => {
  context.env.incoming.socket.destroy()
  answer(context, RESPONSE_ALREADY_SENT)
}

/** Announces the whole body, sends half of it, and ends the connection. */
const sendHalf = (context: SandboxContext, response: Response, text: string): void => {
  const { incoming, outgoing } = context.env
  const bytes = Buffer.from(text)
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    'content-length': bytes.length,
  })
  outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)))
  incoming.socket.destroySoon()
  answer(context, RESPONSE_ALREADY_SENT)
}

const failingStatus = (fault: Fault & { kind: 'status' }): Response => {
  const headers = new Headers({ 'content-type': 'application/json' })
  if (fault.retryAfter !== undefined) headers.set('retry-after', String(fault.retryAfter))
  return new Response(JSON.stringify(errorBody(fault.status)), { status: fault.status, headers })
}

interface FaultContext {
  readonly rules: FaultRules
  /** Gives an answer the headers that every answer of the service has. */
  readonly stamp: (headers: Headers) => void
  /** Ends delays when the sandbox closes. */
  readonly closing: AbortSignal
}

const applyFault = async (
  { stamp, closing }: FaultContext,
  fault: Fault,
  context: SandboxContext,
  next: Next,
): Promise<void> => {
  switch (fault.kind) {
    case 'delay':
      await wait(fault.ms, undefined, { signal: closing })
      return next()
    case 'status': {
      const response = failingStatus(fault)
      stamp(response.headers)
      return answer(context, response)
    }
    case 'body':
      return answer(
        context,
        new Response(fault.body, { status: fault.status, headers: { 'content-type': fault.contentType } }),
      )
    case 'captivePortal':
      return answer(context, new Response(captivePortal, { headers: { 'content-type': 'text/html' } }))
    case 'redirect':
      return answer(
        context,
        new Response(null, { status: fault.status, headers: { location: fault.location } }),
      )
    case 'dropBefore':
      return dropConnection(context)
    case 'dropAfter':
      await next()
      return dropConnection(context)
  }
  await next()
  const { res: response } = context
  const text = await response.text()
  if (fault.kind === 'dropHalfway') return sendHalf(context, response, text)
  const spoiled =
    fault.kind === 'truncatedJson' ? text.slice(0, Math.floor(text.length / 2)) : `{'answer': ${text}`
  answer(context, new Response(spoiled, { status: response.status, headers: response.headers }))
}

/** Lets each request meet the fault that was ordered for it. */
export const createFaultInjection =
  (faults: FaultContext): MiddlewareHandler<SandboxEnv> =>
  async (context, next) => {
    const fault = faults.rules.take(context.req.method, context.req.path)
    if (fault === undefined) return next()
    context.set('fault', fault.kind)
    await applyFault(faults, fault, context, next)
  }
