// The two failures of the sandbox that are meant to be seen: an error answer, and a start that cannot be.

/** One entry of FastAPI's validation error, as the service answers it. */
export interface ValidationIssue {
  readonly type: string
  readonly loc: readonly (string | number)[]
  readonly msg: string
  readonly input?: unknown
  readonly ctx?: Readonly<Record<string, unknown>>
}

/** An error answer of the service; `detail` becomes the body's `detail`, as FastAPI writes it. */
export class ApiError extends Error {
  readonly status: number
  readonly detail: string | readonly ValidationIssue[]
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    detail: string | readonly ValidationIssue[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(typeof detail === 'string' ? detail : 'Validation failed')
    this.name = 'ApiError'
    this.status = status
    this.detail = detail
    this.headers = headers
  }
}

/** The sandbox cannot start, for a reason that its user can mend; the message says which. */
export class SandboxStartError extends Error {
  override readonly name = 'SandboxStartError'
}
