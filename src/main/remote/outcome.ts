// What one HTTP call can end in, told by what is known about its effect on the service.

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** A 2xx answer whose frame is sound; its JSON is not parsed yet. */
export interface Answer {
  readonly kind: 'ok'
  readonly bytes: Buffer
  /** Server time minus local time, ms; 0 where the server told none. */
  readonly clockSkewMs: number
}

/** An answer of the service that is neither success nor redirect. */
export interface StatusAnswer {
  readonly kind: 'status'
  readonly status: number
  /** FastAPI's `detail`, where the answer was JSON. */
  readonly detail: unknown
  readonly isJson: boolean
  readonly retryAfterMs?: number
  readonly requestId?: string
}

/** Proved: no byte of the request reached the service. */
interface Unsent {
  readonly kind: 'unsent'
  readonly reason: 'offline' | 'timeout' | 'insecure' | 'closed'
  /** It was the proxy that could not be reached or said no. */
  readonly isOfProxy?: true
}

/** Sent, and the answer never came, broke off or cannot be read. */
export interface Lost {
  readonly kind: 'lost'
  readonly reason: 'offline' | 'timeout' | 'closed' | 'unreadable'
}

/** Sent, and answered in a way this API never answers: a redirect, a page, an encoding, no end. */
interface Foreign {
  readonly kind: 'foreign'
  readonly reason: 'captivePortal' | 'unexpectedAnswer'
}

export type Failure = StatusAnswer | Unsent | Lost | Foreign
export type Outcome = Answer | Failure
