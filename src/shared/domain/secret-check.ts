// What testing a credential at its service can tell.
import * as z from 'zod'

/**
 * `accepted` the service knows the credential; `refused` it said that it does not; `unclear` it answered in a
 * way that proves neither; `unreachable` it could not be asked. Only `accepted` and `refused` are facts.
 */
export const checkVerdictSchema = z.strictObject({
  verdict: z.enum(['accepted', 'refused', 'unclear', 'unreachable']),
  /** The host that was asked. */
  host: z.string().max(300),
  /** The service's HTTP status; null where there was none. */
  status: z.number().int().nullable(),
})
export type CheckVerdict = z.infer<typeof checkVerdictSchema>
