// What there is to remind of at a given moment: a pure function of the rows, the settings and the time.
import type { ApiKey } from '../../shared/domain/api-key.ts'
import { nextReset } from '../../shared/domain/credit-cycle.ts'
import { alertShares, leadDays, type Reminder } from '../../shared/domain/reminder.ts'
import type { Rotation } from '../../shared/domain/rotation.ts'
import type { Account } from '../../shared/domain/snapshot.ts'

/** Credits an hour; null while too little is known. */
export interface Rate {
  readonly perHour: number | null
  readonly usualPerHour: number | null
}

/** What the id of a reminder says. `step` grows with its urgency: one that was told covers every lower one. */
export interface Place {
  readonly subject: string
  readonly step: number
}

/** Something to remind of. */
export interface Occasion extends Place {
  /** The lower the more urgent, over all kinds. */
  readonly rank: number
  readonly reminder: Omit<Reminder, 'raisedAt' | 'accountId'>
}

export interface RuleInput {
  readonly account: Account | null
  readonly keys: Iterable<ApiKey>
  readonly rotations: readonly Rotation[]
  readonly remindDays: readonly number[]
  /** The service's time, epoch ms. */
  readonly now: number
  /** The service's time at which the figures of use were read; null where they never were. */
  readonly readAt: number | null
  /** Known already: it is asked for every key. */
  readonly rateOf: (keyId: string) => Rate
}

export interface Standing {
  /** The most urgent first. */
  readonly occasions: readonly Occasion[]
  /** When time alone brings the next one or ends one, by the service's clock; null = never. */
  readonly nextAt: number | null
}

export const dayMs = 86_400_000
/** Spending is told as unusual from so many times the usual rate on, and from so many credits an hour. */
const spikeFactor = 4
export const spikeFloor = 1
const maxNameLength = 300

/** All that stands now. What was told before is not its concern. */
export function findOccasions(input: RuleInput): Standing {
  const { account, keys, rotations, remindDays, now } = input
  const found: Occasion[] = []
  let nextAt = Number.POSITIVE_INFINITY
  const note = (occasion: Occasion | null) => {
    if (occasion !== null) found.push(occasion)
  }
  const noteTurn = (at: number | null) => {
    if (at !== null && at > now) nextAt = Math.min(nextAt, at)
  }
  for (const key of keys) {
    if (key.ending !== null) continue
    const { expiresAt } = key
    const lead = leadDays(key.notes.remindDays, remindDays)
    note(keyExpiry(key, lead, now))
    noteTurn(nextTurn(expiresAt, lead, now))
    if (expiresAt !== null && expiresAt <= now) continue
    const limit = limitAlert(key, input)
    note(limit)
    if (limit !== null) noteTurn(limit.reminder.dueAt)
    note(spike(key, input))
  }
  if (account !== null) {
    const lead = leadDays(null, remindDays)
    note(adminKeyExpiry(account, lead, now))
    noteTurn(nextTurn(account.adminKeyExpiresAt, lead, now))
  }
  for (const rotation of rotations) note(quietRotation(rotation))
  return { occasions: found.sort(byUrgency), nextAt: Number.isFinite(nextAt) ? nextAt : null }
}

/**
 * The most urgent lead time that has come: days of 24 hours before the instant, whatever the clocks do on the
 * way. Null before the first, and once it has expired.
 */
export function dueDays(expiresAt: number | null, lead: readonly number[], now: number): number | null {
  if (expiresAt === null || expiresAt <= now) return null
  const passed = lead.filter((days) => expiresAt - days * dayMs <= now)
  return passed.length === 0 ? null : Math.min(...passed)
}

/** The next instant at which `dueDays` says something else. */
function nextTurn(expiresAt: number | null, lead: readonly number[], now: number): number | null {
  if (expiresAt === null || expiresAt <= now) return null
  return Math.min(expiresAt, ...lead.map((days) => expiresAt - days * dayMs).filter((at) => at > now))
}

function keyExpiry(key: ApiKey, lead: readonly number[], now: number): Occasion | null {
  const days = dueDays(key.expiresAt, lead, now)
  if (days === null) return null
  const facts = { kind: 'expiry', keyId: key.id, name: key.name, dueAt: key.expiresAt } as const
  return occasion(`expiry:${key.id}:${key.expiresAt}:${days}`, expiryRank(days), facts)
}

function adminKeyExpiry(account: Account, lead: readonly number[], now: number): Occasion | null {
  const { adminKeyExpiresAt: dueAt } = account
  const days = dueDays(dueAt, lead, now)
  if (days === null) return null
  const facts = { kind: 'adminKeyExpiry', keyId: null, name: '', dueAt } as const
  return occasion(`adminKeyExpiry:${dueAt}:${days}`, expiryRank(days), facts)
}

/**
 * Told at most once for each share of one limit in one cycle. Figures that were read before the cycle turned
 * say nothing about the present one.
 */
function limitAlert(key: ApiKey, { now, readAt }: RuleInput): Occasion | null {
  const { creditLimit, creditCycle, creditUsed } = key
  if (key.frozen !== null || creditLimit === null || creditLimit <= 0 || readAt === null) return null
  const resetAt = creditCycle === null ? null : nextReset(creditCycle, readAt)
  if (resetAt !== null && resetAt <= now) return null
  const share = alertShares.findLast((each) => creditUsed >= creditLimit * each)
  if (share === undefined) return null
  const facts = { kind: 'limit', keyId: key.id, name: key.name, dueAt: resetAt, share } as const
  const id = `limit:${key.id}:${resetAt ?? 'none'}:${creditLimit}:${share}`
  return occasion(id, share >= 1 ? 1 : 4 - share, facts)
}

/** Once a day for each key. */
function spike(key: ApiKey, { now, rateOf }: RuleInput): Occasion | null {
  const { perHour, usualPerHour } = rateOf(key.id)
  if (perHour === null || usualPerHour === null) return null
  if (perHour < Math.max(spikeFloor, spikeFactor * usualPerHour)) return null
  const facts = { kind: 'spike', keyId: key.id, name: key.name, perHour, usualPerHour } as const
  return occasion(`spike:${key.id}:${Math.floor(now / dayMs)}`, 0, facts)
}

/** A key that was used again and is quiet again is told again. */
function quietRotation({
  id,
  state,
  oldKeyId,
  oldName,
  lastUseSeenAt,
  startedAt,
}: Rotation): Occasion | null {
  if (state !== 'quiet') return null
  const facts = { kind: 'rotationQuiet', keyId: oldKeyId, name: oldName } as const
  return occasion(`rotationQuiet:${id}:${lastUseSeenAt ?? startedAt}`, 6, facts)
}

/** Takes the id of a reminder apart: days before an expiry count down, everything else counts up. */
export function placeOf(id: string): Place {
  const at = id.lastIndexOf(':')
  const value = Number(id.slice(at + 1))
  return { subject: id.slice(0, at), step: /^(expiry|adminKeyExpiry):/.test(id) ? -value : value }
}

type Facts = Pick<Reminder, 'kind' | 'keyId' | 'name'> &
  Partial<Pick<Reminder, 'dueAt' | 'share' | 'perHour' | 'usualPerHour'>>

function occasion(id: string, rank: number, facts: Facts): Occasion {
  const none = { dueAt: null, share: null, perHour: null, usualPerHour: null }
  return {
    ...placeOf(id),
    rank,
    reminder: { ...none, ...facts, id, name: facts.name.slice(0, maxNameLength) },
  }
}

/** A day or less comes before everything but unusual spending, a month after it. */
function expiryRank(days: number): number {
  if (days <= 1) return 0.5
  if (days <= 3) return 2
  return days <= 7 ? 3 : 5
}

/** The most urgent first; of several accounts, too. */
export function byUrgency(a: Occasion, b: Occasion): number {
  return (
    a.rank - b.rank ||
    (a.reminder.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.reminder.dueAt ?? Number.MAX_SAFE_INTEGER) ||
    (a.reminder.id < b.reminder.id ? -1 : 1)
  )
}
