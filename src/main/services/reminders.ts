// Watches keys, limits, rates and rotations, shows what there is to remind of, and tells it once by a notification.
import type { ApiKey } from '../../shared/domain/api-key.ts'
import { quietUntil, type Reminder } from '../../shared/domain/reminder.ts'
import type { Patch } from '../../shared/domain/snapshot.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { VaultStore } from '../ports/store.ts'
import type { Clock, Log, Notifier, Presence } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { attempt } from './attempt.ts'
import { createEasedKeys } from './eased-keys.ts'
import type { Keys } from './keys.ts'
import { createReminderNotices } from './reminder-notices.ts'
import { dayMs, findOccasions, type Occasion, type Rate } from './reminder-rules.ts'
import { createSpendRates } from './spend-rates.ts'
import { createSpikeMemory } from './spike-memory.ts'
import { createToldReminders } from './told-reminders.ts'
import type { Views } from './views.ts'

export interface RemindersDeps {
  readonly state: AppState
  readonly vaultStore: Pick<VaultStore, 'listTold' | 'writeTold' | 'removeTold'>
  readonly notifier: Notifier
  readonly views: Pick<Views, 'request'>
  readonly keys: Pick<Keys, 'update'>
  /** Shared: others wait for the end of sleep as well. */
  readonly presence: Pick<Presence, 'onResume'>
  /** Asked after each reading of use, for the keys in use alone. */
  readonly rateOf: (keyId: string) => Rate
  readonly clock: Clock
  readonly log: Log
}

export interface Reminders {
  /** Out of sight until then, epoch ms by this computer's clock, and told again. `storage` where it is not kept. */
  readonly snooze: (id: string, untilAt: number) => Result<void>
  /** Never shown again; a more urgent one of the same key may follow. */
  readonly putAway: (id: string) => Result<void>
  readonly stop: () => void
}

const maxReminders = 200
/** Rows come in many patches: they are looked at this long after the first. */
const lookAfterMs = 250
/** Everything that comes within this time goes into one notification. */
const tellAfterMs = 1000
/** A reading of the list under way may take back what is due; longer than this nobody waits for it. */
const maxWaitMs = 30_000
/** A timer of a month would overflow, and one that sleeps through a day is late. */
const maxPauseMs = dayMs
const maxSnoozeMs = 366 * dayMs
/** A key that was made here so recently needs no reminder of the expiry that was just chosen. */
const justMadeMs = 10 * 60_000

/** Begins at once; whatever fails of it is logged and tried again later (R60). */
export function createReminders(deps: RemindersDeps): Reminders {
  const { state, clock, log } = deps
  const told = createToldReminders(deps)
  const eased = createEasedKeys()
  const spikes = createSpikeMemory()
  const firstSeen = new Map<string, number>()
  let accountId: string | null = null
  let waitingSinceMs: number | null = null
  let cancelLook: (() => void) | null = null
  let cancelTell: (() => void) | null = null
  let cancelAlarm = (): void => {}

  const serverNow = () => clock.now() + state.snapshot().sync.clockSkewMs

  const enter = (id: string | null) => {
    if (id === accountId) return
    accountId = id
    for (const memory of [eased, spikes, rates, told]) memory.forget()
    firstSeen.clear()
    notices.clear()
    if (id !== null) told.load(id, serverNow())
  }

  const isJustMade = ({ id, createdAt }: ApiKey) =>
    state.snapshot().unstoredValues.some(({ keyId }) => keyId === id) &&
    serverNow() - (createdAt ?? serverNow()) < justMadeMs

  /** Shows what stands; gives what of it was never told, or is to be told again. */
  const look = (): readonly Occasion[] => {
    const { account, rotations, settings, sync, reminders } = state.snapshot()
    enter(account?.id ?? null)
    if (account === null) return []
    rates.readIfNew()
    const now = clock.now()
    const { occasions, nextAt } = findOccasions({
      ...{ account, rotations, remindDays: settings.remindDays, rateOf: rates.of, now: serverNow() },
      keys: state.keys.values(),
      readAt: sync.listAsOf === null ? null : sync.listAsOf + sync.clockSkewMs,
    })
    const isEased = eased.compare(state.keys.values(), isJustMade)
    told.note(occasions.filter((each) => isEased(each) && !told.covering(each)).map(putAwayAt(now)))

    const shown: Reminder[] = []
    const pending: Occasion[] = []
    const wakes = [nextAt === null ? null : nextAt - sync.clockSkewMs]
    for (const occasion of spikes.with(occasions, serverNow(), state.keys.get)) {
      const before = told.covering(occasion)
      if (before?.isPutAway) continue
      if (before !== undefined && before.snoozedUntil !== null && before.snoozedUntil > now) {
        wakes.push(before.snoozedUntil)
        continue
      }
      if (before === undefined || before.snoozedUntil !== null) pending.push(occasion)
      shown.push({ ...occasion.reminder, ...(before ? { id: before.id } : {}), raisedAt: raisedAt(occasion) })
    }
    const next = shown.slice(0, maxReminders)
    if (JSON.stringify(next) !== JSON.stringify(reminders)) state.change({ reminders: next })
    if (pending.length > 0) {
      const quietEnd = keptBackUntil(now)
      wakes.push(quietEnd)
      if (quietEnd === null) tellSoon()
    }
    setAlarm(wakes, now)
    return pending
  }

  const raisedAt = (occasion: Occasion) => {
    const before = told.covering(occasion)
    if (before !== undefined) return before.toldAt
    const { id } = occasion.reminder
    const at = firstSeen.get(id) ?? clock.now()
    firstSeen.set(id, at)
    return at
  }

  const tell = () => {
    const pending = look()
    if (pending.length === 0) {
      waitingSinceMs = null
      return
    }
    const { sync } = state.snapshot()
    waitingSinceMs ??= clock.monotonic()
    if (sync.isRefreshing && clock.monotonic() - waitingSinceMs < maxWaitMs) return tellSoon()
    const now = clock.now()
    if (keptBackUntil(now) !== null) return
    waitingSinceMs = null
    const reminders = pending.map((occasion): Reminder => {
      const id = told.covering(occasion)?.id ?? occasion.reminder.id
      return { ...occasion.reminder, id, raisedAt: now }
    })
    told.note(reminders.map(({ id }) => ({ id, toldAt: now, snoozedUntil: null, isPutAway: false })))
    look()
    if (canNotify()) notices.show(reminders)
  }

  const canNotify = () => state.snapshot().settings.showsNotifications && notices.isSupported()
  /** In quiet hours nothing is told; at their end it is told together. */
  const keptBackUntil = (now: number) =>
    canNotify() ? quietUntil(state.snapshot().settings.quietHours, now) : null

  const lookSoon = () => {
    cancelLook ??= clock.after(lookAfterMs, () => {
      cancelLook = null
      attempt(log, 'reminders.failed', look)
    })
  }
  const tellSoon = () => {
    cancelTell ??= clock.after(tellAfterMs, () => {
      cancelTell = null
      attempt(log, 'reminders.failed', tell)
    })
  }
  const setAlarm = (wakes: readonly (number | null)[], now: number) => {
    cancelAlarm()
    const pauses = wakes.flatMap((at) => (at === null ? [] : [Math.max(at - now, lookAfterMs)]))
    cancelAlarm = clock.after(Math.min(maxPauseMs, ...pauses), () =>
      attempt(log, 'reminders.failed', lookSoon),
    )
  }

  /** Writes what its user wants of a reminder that is shown; one that is gone needs nothing any more. */
  const decide = (
    id: string,
    decision: { snoozedUntil: number | null; isPutAway: boolean },
  ): Result<void> => {
    const reminder = state.snapshot().reminders.find((each) => each.id === id)
    if (reminder === undefined) return ok(undefined)
    const written = told.write({ id, toldAt: reminder.raisedAt, ...decision })
    if (written.ok) attempt(log, 'reminders.failed', look)
    return written
  }

  const snooze = (id: string, untilAt: number): Result<void> => {
    const now = clock.now()
    if (untilAt <= now || untilAt > now + maxSnoozeMs) return fail('invalidInput')
    return decide(id, { snoozedUntil: untilAt, isPutAway: false })
  }

  const rates = createSpendRates({ ...deps, onRead: lookSoon })
  const notices = createReminderNotices({ ...deps, snooze })
  let lockState = state.snapshot().lock.state
  // One of the last run may have outlived it, with names on it.
  if (lockState !== 'open') notices.clear()
  const unsubscribe = state.subscribe((patch) => {
    const next = patch.parts?.lock?.state ?? lockState
    if (next !== lockState) notices.clear()
    lockState = next
    if (concerns(patch)) attempt(log, 'reminders.failed', lookSoon)
  })
  deps.presence.onResume(lookSoon)

  return {
    snooze,
    putAway: (id) => decide(id, { snoozedUntil: null, isPutAway: true }),
    stop: () => {
      unsubscribe()
      cancelAlarm()
      cancelLook?.()
      cancelTell?.()
    },
  }
}

const putAwayAt =
  (toldAt: number) =>
  ({ reminder: { id } }: Occasion) => ({ id, toldAt, snoozedUntil: null, isPutAway: true })

/** Whether something changed that reminders are made of; they themselves are not. */
function concerns({ keys, parts }: Patch): boolean {
  if (keys !== undefined) return true
  const { account, sync, settings, rotations, lock } = parts ?? {}
  return [account, sync, settings, rotations, lock].some((part) => part !== undefined)
}
