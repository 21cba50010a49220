// A guided change of a key: a new one takes over, and the old one is revoked once nothing uses it any more.
import * as z from 'zod'
import type { ApiKey } from './api-key.ts'
import { relativeTime } from './expiry.ts'

const instant = z.number().int()
const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** For how long the old key must be quiet before its revocation is offered, ms. */
export const quietChoicesMs = [hourMs, dayMs, 3 * dayMs, 7 * dayMs] as const
export const defaultQuietMs = quietChoicesMs[1]

/** Times are by the service's clock: a set clock of this computer makes no key look quiet. */
export const rotationSchema = z.strictObject({
  id: z.string().min(16).max(100),
  oldKeyId: z.string().min(1).max(100),
  /** As it was called when the rotation began. */
  oldName: z.string().max(2000),
  newKeyId: z.string().min(1).max(100),
  startedAt: instant,
  quietMs: z
    .number()
    .int()
    .min(60_000)
    .max(90 * 86_400_000),
  /** When the use of the old key was last seen to grow; null = not since the rotation began. */
  lastUseSeenAt: instant.nullable(),
  /** The time of the last reading of its use; null = none since the rotation began. */
  checkedAt: instant.nullable(),
  /** Credits of the old key since its creation at the last reading; null while none is known. */
  creditsSeen: z.number().nullable(),
  /** Since when these credits are known to stand still. */
  quietFrom: instant,
  /**
   * `watching`: not quiet for long enough yet; `quiet`: safe to revoke; `ended`: the old key is gone. One whose
   * new key is gone is `broken`.
   */
  state: z.enum(['watching', 'quiet', 'ended', 'broken']),
})
export type Rotation = z.infer<typeof rotationSchema>

/** What one reading of all keys' use says of the old key; `at` by the service's clock, epoch ms. */
export interface UseReading {
  readonly at: number
  /** Credits since its creation. */
  readonly credits: number
}

/**
 * The rotation after a reading of the old key's use. Time in which nothing was read, because Latchkey was off or
 * the service away, counts as quiet only by what comes after it: credits since creation never fall, so the same
 * figure before and after a gap proves that nothing settled in it. Where there is no figure from before, the
 * quiet begins with this reading.
 */
export function withUse(rotation: Rotation, { at, credits }: UseReading): Rotation {
  const { creditsSeen } = rotation
  const next = { ...rotation, creditsSeen: credits, checkedAt: Math.max(at, rotation.checkedAt ?? at) }
  if (creditsSeen === null) next.quietFrom = at
  else if (credits !== creditsSeen) {
    next.quietFrom = at
    next.lastUseSeenAt = at
  }
  return withQuietTime(next, rotation.quietMs)
}

/** The same rotation with another time that the old key must be quiet for. */
export function withQuietTime(rotation: Rotation, quietMs: number): Rotation {
  const next = { ...rotation, quietMs }
  if (next.state === 'ended' || next.state === 'broken') return next
  return { ...next, state: quietForMs(next) >= quietMs ? 'quiet' : 'watching' }
}

/** The rotation after a list that told which of its keys are still there. */
export function withKeys(
  rotation: Rotation,
  { hasOld, hasNew }: { readonly hasOld: boolean; readonly hasNew: boolean },
): Rotation {
  if (rotation.state === 'ended') return rotation
  if (!hasOld) return { ...rotation, state: 'ended' }
  if (!hasNew) return { ...rotation, state: 'broken' }
  // A list with rows that could not be read may have hidden it before.
  return rotation.state === 'broken'
    ? withQuietTime({ ...rotation, state: 'watching' }, rotation.quietMs)
    : rotation
}

/** For how long the old key is proved to be quiet, ms. */
export function quietForMs({ checkedAt, quietFrom }: Rotation): number {
  return checkedAt === null ? 0 : Math.max(0, checkedAt - quietFrom)
}

/** The rotation that the key takes part in, and as what: being replaced counts first. Null where in none. */
export function rotationOf(
  rotations: readonly Rotation[],
  keyId: string,
): { readonly rotation: Rotation; readonly part: 'old' | 'new' } | null {
  const going = rotations.filter(({ state }) => state !== 'ended')
  const asOld = going.find(({ oldKeyId }) => oldKeyId === keyId)
  if (asOld) return { rotation: asOld, part: 'old' }
  const asNew = going.find(({ newKeyId }) => newKeyId === keyId)
  return asNew ? { rotation: asNew, part: 'new' } : null
}

/** "45 minutes", "24 hours", "3 days": whole units, never rounded up. */
export function durationWords(ms: number): string {
  const [size, unit] = ms < hourMs ? [60_000, 'minute'] : ms < 3 * dayMs ? [hourMs, 'hour'] : [dayMs, 'day']
  const count = Math.floor(ms / Number(size))
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** What is known of the old key, as the end of a sentence: "last used 3 hours ago", "quiet for 24 hours". */
export function oldKeyWords(rotation: Rotation, now: number): string {
  const { state, checkedAt, lastUseSeenAt } = rotation
  if (state === 'quiet') return `quiet for ${durationWords(quietForMs(rotation))}`
  if (lastUseSeenAt !== null) return `last used ${relativeTime(lastUseSeenAt, now)}`
  return checkedAt === null ? 'its use was not read yet' : 'not seen in use since'
}

/** What a new key takes over from the one that it replaces. A frozen key's limit is the one that it had before. */
export function inheritedLimit({
  creditLimit,
  frozen,
}: Pick<ApiKey, 'creditLimit' | 'frozen'>): number | null {
  return frozen === null ? creditLimit : frozen.limit
}
