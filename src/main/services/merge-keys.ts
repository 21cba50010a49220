// How one row of the service's answer becomes one row of the table, given what the table knew before.
import { type ApiKey, type Ending, isSameAccess, shownFrozen } from '../../shared/domain/api-key.ts'
import type { KeyUsage, RemoteKey } from '../ports/remote.ts'

export interface MergeContext {
  /** Local wall time, epoch ms. */
  readonly now: number
  readonly name: string
  readonly hasSealedCopy: boolean
  readonly facts: Pick<ApiKey, 'notes' | 'frozen'>
}

/** The row for a listed key; what only this app knows is kept from `previous`. */
export function mergeRow(previous: ApiKey | undefined, remote: RemoteKey, context: MergeContext): ApiKey {
  const hasGrown = previous !== undefined && remote.creditUsed > previous.creditUsed
  return {
    id: remote.id,
    name: context.name,
    display: remote.display,
    createdAt: remote.createdAt,
    expiresAt: remote.expiresAt,
    access: remote.access,
    creditLimit: remote.creditLimit,
    creditUsed: remote.creditUsed,
    creditCycle: remote.creditCycle,
    usedToday: previous?.usedToday ?? null,
    usedAllTime: previous?.usedAllTime ?? null,
    lastUseSeenAt: hasGrown ? context.now : (previous?.lastUseSeenAt ?? null),
    hasSealedCopy: context.hasSealedCopy,
    notes: context.facts.notes,
    frozen: shownFrozen(context.facts.frozen, remote.creditLimit),
    ending: null,
  }
}

/** The row with new usage figures; growth since the last figures means that the key was used. */
export function mergeUsage(row: ApiKey, usage: KeyUsage, now: number): ApiKey {
  const hasGrown =
    (row.usedToday !== null && usage.today > row.usedToday) ||
    (row.usedAllTime !== null && usage.allTime > row.usedAllTime)
  return {
    ...row,
    usedToday: usage.today,
    usedAllTime: usage.allTime,
    lastUseSeenAt: hasGrown ? now : row.lastUseSeenAt,
  }
}

/**
 * How a key that is no longer listed ended. `serverNow` is epoch ms by the service's clock, `now` by ours:
 * when we first saw it missing.
 */
export function endingOf(
  row: ApiKey,
  { wasRevokeAsked, serverNow, now }: { wasRevokeAsked: boolean; serverNow: number; now: number },
): Ending {
  if (wasRevokeAsked) return { how: 'revokedHere', at: now }
  if (row.expiresAt !== null && row.expiresAt <= serverNow) return { how: 'expired', at: row.expiresAt }
  return { how: 'goneElsewhere', at: now }
}

/** Whether writing and telling `next` would say nothing new. */
export function isSameRow(previous: ApiKey, next: ApiKey): boolean {
  return (
    previous.name === next.name &&
    previous.display === next.display &&
    previous.createdAt === next.createdAt &&
    previous.expiresAt === next.expiresAt &&
    isSameAccess(previous.access, next.access) &&
    previous.creditLimit === next.creditLimit &&
    previous.creditUsed === next.creditUsed &&
    previous.creditCycle === next.creditCycle &&
    previous.usedToday === next.usedToday &&
    previous.usedAllTime === next.usedAllTime &&
    previous.lastUseSeenAt === next.lastUseSeenAt &&
    previous.hasSealedCopy === next.hasSealedCopy &&
    previous.notes === next.notes &&
    previous.frozen === next.frozen &&
    previous.ending?.how === next.ending?.how &&
    previous.ending?.at === next.ending?.at
  )
}
