// Answers in the place of third-party services, by what the credential itself says of itself.
import { type Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import * as z from 'zod'
import { credentialQueryNames, findThirdPartyCall, type ThirdPartyEndpoint } from '../third-parties.ts'

/** The user name and password of Basic, where there is one, and for other schemes what follows the scheme. */
const fromAuthorization = (header: string): string => {
  const [, scheme, rest = ''] = /^(bearer|basic|bot|token)(?: +(.*))?$/i.exec(header) ?? []
  if (scheme === undefined) return header
  if (scheme.toLowerCase() !== 'basic') return rest
  const pair = Buffer.from(rest, 'base64').toString()
  return pair.endsWith(':') ? '' : pair
}

const keyHeader = /(?:^|-)(?:api-?key|token)$/

/** Everything in a request that can be a credential; an empty text where there is nothing. */
const credentialOf = (context: Context, path: string): string => {
  const headers = Object.entries(context.req.header())
  return [
    fromAuthorization(context.req.header('authorization') ?? ''),
    ...headers.filter(([name]) => keyHeader.test(name)).map(([, value]) => value),
    ...credentialQueryNames.map((name) => context.req.query(name) ?? ''),
    /^\/bot([^/]+)\//.exec(path)?.[1] ?? '',
  ].join('')
}

const viewerQuery = z.object({ query: z.string().regex(/\bviewer\b/) })

const isUnderstood = async (context: Context, { method }: ThirdPartyEndpoint): Promise<boolean> => {
  if (method === 'GET') return true
  return viewerQuery.safeParse(await context.req.json().catch(() => null)).success
}

const refusal = { status: 401, body: { message: 'Unauthorized' } } as const

interface Answer {
  readonly status: ContentfulStatusCode
  readonly body: object
  readonly headers?: Record<string, string>
}

/** A credential tells by a word in it what it is meant to meet, so that every outcome can be tried. */
const judge = (credential: string, { accepted, refused = refusal }: ThirdPartyEndpoint): Answer => {
  if (credential === '' || /wrong|expired|revoked/i.test(credential)) return refused
  if (/limited/i.test(credential)) return { status: 403, body: { message: 'Forbidden' } }
  if (/busy/i.test(credential))
    return { status: 429, body: { message: 'Too many requests' }, headers: { 'Retry-After': '30' } }
  return { status: 200, body: accepted }
}

/**
 * The services under `/host/path`, for a sandbox or development account. A credential with the word `wrong`,
 * `expired` or `revoked` in it is refused, one with `limited` gets 403, one with `busy` 429, any other passes.
 */
export const createThirdPartyRoutes = (): Hono => {
  const app = new Hono()

  app.all('*', async (context) => {
    const call = findThirdPartyCall(context.req.path)
    if (call?.endpoint === undefined) return context.json({ message: 'Not Found' }, 404)
    const { endpoint, path } = call
    if (context.req.method !== endpoint.method)
      return context.json({ message: 'Method Not Allowed' }, 405, { Allow: endpoint.method })
    if (!(await isUnderstood(context, endpoint))) return context.json({ message: 'Bad Request' }, 400)
    const { status, body, headers } = judge(credentialOf(context, path), endpoint)
    return context.json(body, status, headers)
  })

  return app
}
