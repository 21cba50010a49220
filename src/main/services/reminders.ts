// Watches the keys of every account, shows what there is to remind of, and tells it once by a notification.
import type { ApiKey } from '../../shared/domain/api-key.ts'
import { quietUntil } from '../../shared/domain/reminder.ts'
import type { Account, Patch } from '../../shared/domain/snapshot.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { CacheStore, VaultStore } from '../ports/store.ts'
import type { Clock, Log, Notifier, Presence } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { type AccountReminders, createAccountReminders, type Shown } from './account-reminders.ts'
import { attempt } from './attempt.ts'
import type { Keys } from './keys.ts'
import type { OtherAccounts } from './other-accounts.ts'
import { createOtherStanding } from './other-standing.ts'
import { createReminderNotices, type Which } from './reminder-notices.ts'
import { byUrgency, dayMs, findOccasions, type Occasion, type Rate } from './reminder-rules.ts'
import { createSpendRates } from './spend-rates.ts'
import type { Views } from './views.ts'

export interface RemindersDeps {
  readonly state: AppState
  readonly cache: Pick<CacheStore, 'readKeys' | 'readAsOf'>
  readonly vaultStore: Pick<
    VaultStore,
    'listTold' | 'writeTold' | 'removeTold' | 'listKeyFacts' | 'listRotations'
  >
  readonly notifier: Notifier
  readonly views: Pick<Views, 'request'>
  readonly keys: Pick<Keys, 'update'>
  readonly others: Pick<OtherAccounts, 'onRead' | 'skewOf' | 'isExpected'>
  /** Shared: others wait for the end of sleep as well. */
  readonly presence: Pick<Presence, 'onResume'>
  /** Asked after each reading of use, for the keys in use alone. */
  readonly rateOf: (keyId: string) => Rate
  readonly rateOfOther: (key: ApiKey, accountId: string) => Rate
  readonly clock: Clock
  readonly log: Log
}

export interface Reminders {
  /** Out of sight until then, epoch ms by this computer's clock, and told again. `storage` where it is not kept. */
  readonly snooze: (which: Which, untilAt: number) => Result<void>
  /** Never shown again; a more urgent one of the same key may follow. */
  readonly putAway: (which: Which) => Result<void>
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

/** What is to be told, of which account. */
interface Pending {
  readonly reminders: AccountReminders
  readonly occasion: Occasion
}

/** Begins at once; whatever fails of it is logged and tried again later (R60). */
export function createReminders(deps: RemindersDeps): Reminders {
  const { state, clock, log, others } = deps
  const known = new Map<string, AccountReminders>()
  let inUseId: string | null = null
  let isStopped = false
  let waitingSinceMs: number | null = null
  let cancelLook: (() => void) | null = null
  let cancelTell: (() => void) | null = null
  let cancelAlarm = (): void => {}

  const serverNow = (accountId: string) => clock.now() + others.skewOf(accountId)

  const remindersOf = (accountId: string) => {
    const made = known.get(accountId) ?? createAccountReminders({ ...deps, accountId }, serverNow(accountId))
    known.set(accountId, made)
    return made
  }

  /** Takes notice of which accounts there are, and which of them is in use. */
  const follow = (account: Account | null, accounts: readonly Account[]) => {
    const ids = new Set([...accounts, ...(account === null ? [] : [account])].map(({ id }) => id))
    const gone = [...known.keys()].filter((id) => !ids.has(id))
    for (const id of gone) {
      known.delete(id)
      otherStanding.markStale(id)
    }
    // Names may not outlive their account.
    if (gone.length > 0) notices.clear()
    if (inUseId === (account?.id ?? null)) return
    rates.forget()
    if (inUseId !== null) otherStanding.markStale(inUseId)
    inUseId = account?.id ?? null
  }

  const isJustMade =
    (now: number) =>
    ({ id, createdAt }: ApiKey) =>
      state.snapshot().unstoredValues.some(({ keyId }) => keyId === id) &&
      now - (createdAt ?? now) < justMadeMs

  /** What stands in the account in use; gives when time alone changes it, by this computer's clock. */
  const takeInUse = (account: Account): number | null => {
    const { rotations, settings, sync } = state.snapshot()
    rates.readIfNew()
    const now = serverNow(account.id)
    const { occasions, nextAt } = findOccasions({
      ...{ account, rotations, remindDays: settings.remindDays, rateOf: rates.of, now },
      keys: state.keys.values(),
      readAt: sync.listAsOf === null ? null : sync.listAsOf + sync.clockSkewMs,
    })
    const standing = { occasions, keys: state.keys.values(), keyOf: state.keys.get }
    remindersOf(account.id).take({ ...standing, isJustMade: isJustMade(now) }, clock.now(), now)
    return nextAt === null ? null : nextAt - sync.clockSkewMs
  }

  /** The same of the others: what was read last of their rows, which are read anew where that is due. */
  const takeOthers = (accounts: readonly Account[]): (number | null)[] => {
    otherStanding.readIfStale(accounts.map((account) => ({ account, reminders: remindersOf(account.id) })))
    return accounts.map(({ id }) => {
      const nextAt = otherStanding.nextAt(id)
      return nextAt === null ? null : nextAt - others.skewOf(id)
    })
  }

  /** Shows what stands; gives what of it was never told, or is to be told again. */
  const look = (): readonly Pending[] => {
    const { account, accounts, reminders: shownBefore } = state.snapshot()
    follow(account, accounts)
    // What is made up calls for nobody's attention while it is not looked at.
    const other = accounts.filter(({ id, kind }) => id !== account?.id && kind !== 'sandbox')
    const now = clock.now()
    const wakes = [...(account === null ? [] : [takeInUse(account)]), ...takeOthers(other)]
    const shown: Shown[] = []
    const pending: Pending[] = []
    for (const { id } of [...(account === null ? [] : [account]), ...other]) {
      const reminders = remindersOf(id)
      const listed = reminders.list(now)
      shown.push(...listed.shown)
      wakes.push(...listed.wakes)
      // What the service says in a moment may take it back.
      if (id !== account?.id && others.isExpected(id)) continue
      pending.push(...listed.pending.map((occasion) => ({ reminders, occasion })))
    }
    const next = shown.sort((a, b) => byUrgency(a.occasion, b.occasion)).slice(0, maxReminders)
    const nextReminders = next.map(({ reminder }) => reminder)
    if (JSON.stringify(nextReminders) !== JSON.stringify(shownBefore))
      state.change({ reminders: nextReminders })
    if (pending.length > 0) {
      const quietEnd = keptBackUntil(now)
      wakes.push(quietEnd)
      if (quietEnd === null) tellSoon()
    }
    setAlarm(wakes, now)
    return pending
  }

  const tell = () => {
    const pending = look()
    if (pending.length === 0) {
      waitingSinceMs = null
      return
    }
    waitingSinceMs ??= clock.monotonic()
    const isReading = state.snapshot().sync.isRefreshing || otherStanding.isReading()
    if (isReading && clock.monotonic() - waitingSinceMs < maxWaitMs) return tellSoon()
    const now = clock.now()
    if (keptBackUntil(now) !== null) return
    waitingSinceMs = null
    const sorted = [...pending].sort((a, b) => byUrgency(a.occasion, b.occasion))
    const told = new Map(
      [...Map.groupBy(sorted, ({ reminders }) => reminders)].flatMap(([reminders, of]) => {
        const occasions = of.map(({ occasion }) => occasion)
        return reminders.noteTold(occasions, now).map((each, index) => [occasions[index], each] as const)
      }),
    )
    look()
    if (canNotify()) notices.show(sorted.flatMap(({ occasion }) => told.get(occasion) ?? []))
  }

  const canNotify = () => state.snapshot().settings.showsNotifications && notices.isSupported()
  /** In quiet hours nothing is told; at their end it is told together. */
  const keptBackUntil = (now: number) =>
    canNotify() ? quietUntil(state.snapshot().settings.quietHours, now) : null

  const lookSoon = () => {
    // Rows that were being read when it ended may still come.
    if (isStopped) return
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
    which: Which,
    decision: { snoozedUntil: number | null; isPutAway: boolean },
  ): Result<void> => {
    const reminder = state
      .snapshot()
      .reminders.find(({ accountId, id }) => accountId === which.accountId && id === which.id)
    const reminders = known.get(which.accountId)
    if (reminder === undefined || reminders === undefined) return ok(undefined)
    const written = reminders.decide(reminder, decision)
    if (written.ok) attempt(log, 'reminders.failed', look)
    return written
  }

  const snooze = (which: Which, untilAt: number): Result<void> => {
    const now = clock.now()
    if (untilAt <= now || untilAt > now + maxSnoozeMs) return fail('invalidInput')
    return decide(which, { snoozedUntil: untilAt, isPutAway: false })
  }

  const rates = createSpendRates({ ...deps, onRead: lookSoon })
  const otherStanding = createOtherStanding({
    ...deps,
    rateOf: deps.rateOfOther,
    serverNow,
    onRead: lookSoon,
  })
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
  others.onRead((accountId) => {
    otherStanding.markStale(accountId)
    attempt(log, 'reminders.failed', lookSoon)
  })

  return {
    snooze,
    putAway: (which) => decide(which, { snoozedUntil: null, isPutAway: true }),
    stop: () => {
      isStopped = true
      unsubscribe()
      cancelAlarm()
      cancelLook?.()
      cancelTell?.()
    },
  }
}

/** Whether something changed that reminders are made of; they themselves are not. */
function concerns({ keys, parts }: Patch): boolean {
  if (keys !== undefined) return true
  const { account, accounts, sync, settings, rotations, lock } = parts ?? {}
  return [account, accounts, sync, settings, rotations, lock].some((part) => part !== undefined)
}
