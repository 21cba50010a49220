// The body of an error answer that has nothing particular to say.
import type { ValidationIssue } from './errors.ts'

const phrases: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Invalid API key',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Request Entity Too Large',
  429: 'Too many requests',
  500: 'Internal Server Error',
  503: 'Billing database unavailable',
}

/** FastAPI's `{detail}`: a list for 422, else a phrase. */
export const errorBody = (status: number): { detail: string | ValidationIssue[] } => ({
  detail:
    status === 422
      ? [
          {
            type: 'value_error',
            loc: ['body'],
            msg: 'Value error, refused by a fault rule',
            input: {},
            ctx: { error: {} },
          },
        ]
      : (phrases[status] ?? 'Error'),
})
