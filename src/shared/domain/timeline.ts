// What lies ahead: expiries of keys and resets of credit limits in the order of time, by days where the user is.
import { type ApiKey, type CreditCycle, creditCycles } from './api-key.ts'
import { nextReset } from './credit-cycle.ts'

/** How far ahead one may look, in days of 24 hours. */
export const timelineRanges = [14, 30, 90, 365] as const
export type TimelineRange = (typeof timelineRanges)[number]

export interface ExpiryEntry {
  readonly kind: 'expiry'
  readonly at: number
  readonly key: ApiKey
}

interface AdminKeyEntry {
  readonly kind: 'adminKeyExpiry'
  readonly at: number
}

/** The limits of several keys go back to zero used together. */
export interface ResetEntry {
  readonly kind: 'reset'
  readonly at: number
  readonly cycle: CreditCycle
  readonly count: number
  /** Of the first few keys by name, not made safe to look at. */
  readonly names: readonly string[]
  /** The later ones within the range are left out: there are many. */
  readonly isFirstOfMany: boolean
}

export type TimelineEntry = ExpiryEntry | AdminKeyEntry | ResetEntry

interface TimelineDay {
  /** The first instant of the local day. */
  readonly startsAt: number
  readonly entries: readonly TimelineEntry[]
}

export interface Timeline {
  /** Expired within the last days, the latest first. */
  readonly expired: readonly (ExpiryEntry | AdminKeyEntry)[]
  readonly days: readonly TimelineDay[]
}

export interface TimelineInput {
  readonly keys: Iterable<ApiKey>
  readonly adminKeyExpiresAt: number | null
  /** The service's time, epoch ms. */
  readonly now: number
  readonly days: number
}

const dayMs = 86_400_000
/** An expired key is shown so long; one that the service still lists stays until it is gone. */
const expiredDays = 14
/** More resets of one cycle than this in the range, and only the next one is shown. */
const maxResets = 6
const maxNames = 3

export function buildTimeline({ keys, adminKeyExpiresAt, now, days }: TimelineInput): Timeline {
  const endsAt = now + days * dayMs
  const expired: (ExpiryEntry | AdminKeyEntry)[] = []
  const coming: TimelineEntry[] = []
  const limited: ApiKey[] = []
  for (const key of keys) {
    const { expiresAt } = key
    if (key.ending !== null) {
      if (key.ending.how === 'expired' && key.ending.at > now - expiredDays * dayMs) {
        expired.push({ kind: 'expiry', at: key.ending.at, key })
      }
      continue
    }
    if (hasReset(key)) limited.push(key)
    if (expiresAt === null || expiresAt > endsAt) continue
    if (expiresAt > now) coming.push({ kind: 'expiry', at: expiresAt, key })
    else expired.push({ kind: 'expiry', at: expiresAt, key })
  }
  if (adminKeyExpiresAt !== null && adminKeyExpiresAt <= endsAt) {
    const entry = { kind: 'adminKeyExpiry', at: adminKeyExpiresAt } as const
    if (adminKeyExpiresAt > now) coming.push(entry)
    else expired.push(entry)
  }
  for (const cycle of creditCycles) coming.push(...resetsOf(cycle, limited, now, endsAt))
  return {
    expired: expired.sort((a, b) => b.at - a.at),
    days: byDay(coming.sort(byTime)),
  }
}

/** A frozen key has no limit that a reset would mean anything to. */
function hasReset({ creditLimit, creditCycle, frozen }: ApiKey): boolean {
  return creditLimit !== null && creditLimit > 0 && creditCycle !== null && frozen === null
}

function resetsOf(
  cycle: CreditCycle,
  limited: readonly ApiKey[],
  now: number,
  endsAt: number,
): readonly ResetEntry[] {
  const keys = limited.filter(({ creditCycle }) => creditCycle === cycle)
  if (keys.length === 0) return []
  const instants: number[] = []
  for (
    let at = nextReset(cycle, now);
    at <= endsAt && instants.length <= maxResets;
    at = nextReset(cycle, at)
  ) {
    instants.push(at)
  }
  const isMany = instants.length > maxResets
  return (isMany ? instants.slice(0, 1) : instants).flatMap((at) => {
    const alive = keys.filter(({ expiresAt }) => expiresAt === null || expiresAt > at)
    if (alive.length === 0) return []
    return { kind: 'reset', at, cycle, count: alive.length, names: firstNames(alive), isFirstOfMany: isMany }
  })
}

function firstNames(keys: readonly ApiKey[]): readonly string[] {
  const first: string[] = []
  for (const { name } of keys) {
    if (first.length === maxNames && name >= (first.at(-1) ?? '')) continue
    first.push(name)
    first.sort()
    if (first.length > maxNames) first.pop()
  }
  return first
}

function byTime(a: TimelineEntry, b: TimelineEntry): number {
  return a.at - b.at || a.kind.localeCompare(b.kind) || idOf(a).localeCompare(idOf(b))
}

/** Tells an entry from every other one of the same timeline. */
export function idOf(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'expiry':
      return `expiry-${entry.key.id}`
    case 'adminKeyExpiry':
      return 'admin-key'
    case 'reset':
      return `reset-${entry.cycle}-${entry.at}`
  }
}

function byDay(entries: readonly TimelineEntry[]): readonly TimelineDay[] {
  const days = new Map<number, TimelineEntry[]>()
  for (const entry of entries) {
    const startsAt = startOfLocalDay(entry.at)
    const day = days.get(startsAt) ?? []
    day.push(entry)
    days.set(startsAt, day)
  }
  return [...days].map(([startsAt, ofDay]) => ({ startsAt, entries: ofDay }))
}

/** The first instant of the local calendar day, `later` days after that of `at`; days may have 23 or 25 hours. */
export function startOfLocalDay(at: number, later = 0): number {
  const date = new Date(at)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + later).getTime()
}

const longDay = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const

/** "Today", "Tomorrow", else "Saturday 12 December 2026". */
export function dayWords(startsAt: number, now: number): string {
  if (startsAt === startOfLocalDay(now)) return 'Today'
  if (startsAt === startOfLocalDay(now, 1)) return 'Tomorrow'
  return new Date(startsAt).toLocaleDateString('en-GB', longDay)
}
