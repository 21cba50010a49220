// What a service's answer says about the credential it was asked with.
import * as z from 'zod'
import type { CheckVerdict } from '../../shared/domain/secret-check.ts'

type Verdict = CheckVerdict['verdict']

export interface ServiceAnswer {
  readonly status: number
  readonly isJson: boolean
  /** The parsed body; undefined where it was not read or cannot be. */
  readonly body: unknown
}

/** Services whose status alone does not tell; their bodies are read. */
const readers: Readonly<Record<string, (answer: ServiceAnswer) => Verdict>> = {
  slack: ({ status, body }) => {
    if (!isSuccess(status)) return byStatus(status)
    const read = z.object({ ok: z.boolean(), error: z.string().optional() }).safeParse(body)
    if (!read.success) return 'unclear'
    if (read.data.ok) return 'accepted'
    return slackFaults.has(read.data.error ?? '') ? 'unclear' : 'refused'
  },
  // Without a credential that it knows, this one may answer with a user who is nobody.
  zendesk: ({ status, body }) =>
    isSuccess(status) && !hasField(body, 'user', 'id') ? 'unclear' : byStatus(status),
  linear: ({ status, body }) =>
    isSuccess(status) && !hasField(body, 'data', 'viewer') ? 'unclear' : byStatus(status),
  // A key that may only send, or only call some models, is refused here with 401 and works all the same.
  resend: (answer) => unlessLimited(answer, /restricted_api_key|restricted to only send/),
  openai: (answer) => unlessLimited(answer, /missing scopes|insufficient permissions/i),
  dalle: (answer) => unlessLimited(answer, /missing scopes|insufficient permissions/i),
}
/** What Slack says with `ok: false` about itself, not about the token. */
const slackFaults: ReadonlySet<string> = new Set([
  'accesslimited',
  'fatal_error',
  'internal_error',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
])

/** Whether the body of this answer says more than its status. */
export function needsBody(serviceId: string, status: number): boolean {
  return Object.hasOwn(readers, serviceId) && (isSuccess(status) || status === 401)
}

/** Only what the service clearly said is a fact; everything else is `unclear`. */
export function verdictOf(serviceId: string, answer: ServiceAnswer): Verdict {
  // All of them speak JSON: a page with status 200 comes from something else that lives at that address.
  if (isSuccess(answer.status) && !answer.isJson) return 'unclear'
  const reader = Object.hasOwn(readers, serviceId) ? readers[serviceId] : undefined
  return reader === undefined ? byStatus(answer.status) : reader(answer)
}

function byStatus(status: number): Verdict {
  if (isSuccess(status)) return 'accepted'
  // 403 is said to known credentials that lack a right as well as to unknown ones.
  return status === 401 ? 'refused' : 'unclear'
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

function unlessLimited({ status, body }: ServiceAnswer, limited: RegExp): Verdict {
  if (status !== 401) return byStatus(status)
  return body === undefined || limited.test(JSON.stringify(body)) ? 'unclear' : 'refused'
}

function hasField(body: unknown, outer: string, inner: string): boolean {
  const schema = z.object({ [outer]: z.object({ [inner]: z.unknown().refine((value) => value != null) }) })
  return schema.safeParse(body).success
}
