// Main's half of a confirmation: a ticket that permits exactly what was shown, once, and not for long (R7).
import { randomBytes } from 'node:crypto'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Clock } from '../ports/system.ts'

export interface Tickets {
  /** A ticket for exactly these keys or secrets. */
  readonly issue: (ids: readonly string[]) => string
  /** What the ticket is for, which is then used up; `notConfirmed` where it was never good or is no more. */
  readonly take: (ticket: string) => Result<readonly string[]>
}

const lifeMs = 2 * 60_000
/** Nobody reads a confirmation faster: what comes earlier was no person. */
const minAgeMs = 400
/** Tickets nobody uses may not pile up. */
const maxTickets = 50

export function createTickets(clock: Clock): Tickets {
  const tickets = new Map<string, { readonly ids: readonly string[]; readonly issuedAtMs: number }>()

  return {
    issue: (ids) => {
      const oldest = tickets.keys().next().value
      if (tickets.size >= maxTickets && oldest !== undefined) tickets.delete(oldest)
      const ticket = randomBytes(16).toString('base64url')
      tickets.set(ticket, { ids: [...ids], issuedAtMs: clock.monotonic() })
      return ticket
    },
    take: (ticket) => {
      const found = tickets.get(ticket)
      if (found === undefined) return fail('notConfirmed')
      const ageMs = clock.monotonic() - found.issuedAtMs
      // Too early leaves the ticket good: a double click may not end a confirmation that is still on screen.
      if (ageMs < minAgeMs) return fail('notConfirmed')
      tickets.delete(ticket)
      return ageMs <= lifeMs ? ok(found.ids) : fail('notConfirmed')
    },
  }
}
