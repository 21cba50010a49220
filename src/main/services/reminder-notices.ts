// Reminders as notifications of the system: several in one, named while Latchkey is open and nameless while it is not.
import { accountName } from '../../shared/domain/account-name.ts'
import { describeError } from '../../shared/domain/error-words.ts'
import { exactTime, extendedExpiry } from '../../shared/domain/expiry.ts'
import type { Reminder } from '../../shared/domain/reminder.ts'
import { bundleWords, namelessWords, reminderSubject } from '../../shared/domain/reminder-words.ts'
import type { Clock, Log, Notification, Notifier } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { attempt } from './attempt.ts'
import type { Keys } from './keys.ts'
import { dayMs } from './reminder-rules.ts'
import type { Views } from './views.ts'

/** Names one reminder: ids are those of one account. */
export interface Which {
  readonly accountId: string
  readonly id: string
}

export interface ReminderNotices {
  readonly isSupported: () => boolean
  /** One notification for all of them. */
  readonly show: (reminders: readonly Reminder[]) => void
  /** Names may neither stay on a locked screen nor outlive their account. */
  readonly clear: () => void
}

export interface ReminderNoticesDeps {
  readonly state: AppState
  readonly notifier: Notifier
  readonly views: Pick<Views, 'request'>
  readonly keys: Pick<Keys, 'update'>
  readonly snooze: (which: Which, untilAt: number) => unknown
  readonly clock: Clock
  readonly log: Log
}

const extensionDays = 30
const outcomeId = 'reminder-outcome'

export function createReminderNotices(deps: ReminderNoticesDeps): ReminderNotices {
  const { state, notifier, clock, log } = deps
  const serverNow = () => clock.now() + state.snapshot().sync.clockSkewMs
  const isOpen = () => state.snapshot().lock.state === 'open'
  const open = () => attempt(log, 'reminders.notOpened', () => deps.views.request('reminders'))
  const show = (notification: Omit<Notification, 'onClick'>) =>
    attempt(log, 'notifier.failed', () => notifier.show({ ...notification, onClick: open }))

  const isInUse = (accountId: string | undefined) => state.snapshot().account?.id === accountId

  /** The button may be pushed long after it was shown: to a locked app, or to one with another account. */
  const guarded = (mayWork: () => boolean, work: () => unknown) => () => {
    if (!isOpen() || !mayWork()) return void open()
    void work()
  }

  const accountNameOf = (accountId: string) => {
    const { accounts } = state.snapshot()
    const account = accounts.length < 2 ? undefined : accounts.find(({ id }) => id === accountId)
    return account === undefined ? null : accountName(account)
  }

  const extend = async (keyId: string, subject: string) => {
    const row = state.keys.get(keyId)
    if (row === undefined || row.ending !== null) return void open()
    const expiresAt = extendedExpiry(row.expiresAt, extensionDays, serverNow())
    const answer = await deps.keys.update(keyId, { expiresAt })
    if (!isOpen()) return
    if (answer.ok && answer.value.notTaken.length === 0) {
      const title = `${subject} now expires ${exactTime(answer.value.key.expiresAt ?? expiresAt)}`
      return void show({ id: outcomeId, title, body: '', actions: [] })
    }
    const words = answer.ok ? notTaken : describeError(answer.error)
    const body = `${words.title}. ${words.effect} ${words.advice}`
    show({ id: outcomeId, title: `${subject} was not extended`, body, actions: [] })
  }

  const actionsOf = (reminders: readonly Reminder[]): Notification['actions'] => {
    const [first] = reminders
    const { keyId, kind, accountId } = first ?? { keyId: null, kind: null }
    const isOfOne = first !== undefined && reminders.length === 1 && keyId !== null
    // A key of another account is changed where its account is seen: in the window.
    const canExtend = isOfOne && kind === 'expiry' && isInUse(accountId)
    // What is over by then would never be told again.
    const canSnooze = reminders.every(({ dueAt }) => dueAt === null || dueAt > serverNow() + dayMs)
    const snoozeAll = () => {
      for (const { id, accountId: of } of reminders) deps.snooze({ id, accountId: of }, clock.now() + dayMs)
    }
    const extendFirst = () =>
      extend(keyId ?? '', first === undefined ? '' : reminderSubject(first)).catch(() =>
        log('reminders.extendFailed'),
      )
    return [
      ...(canExtend
        ? [{ label: `Extend ${extensionDays} days`, run: guarded(() => isInUse(accountId), extendFirst) }]
        : []),
      ...(canSnooze ? [{ label: 'Snooze 1 day', run: guarded(() => true, snoozeAll) }] : []),
    ]
  }

  return {
    isSupported: () => attempt(log, 'notifier.failed', notifier.isSupported) ?? false,
    show: (reminders) => {
      // Unlike any before it, so that it does not push one away that nobody has read.
      const id = `reminders-${clock.now()}`
      if (isOpen()) {
        const words = bundleWords(reminders, serverNow(), accountNameOf)
        return void show({ id, ...words, actions: actionsOf(reminders) })
      }
      const isLocked = state.snapshot().lock.state === 'locked'
      show({ id, ...namelessWords(reminders, isLocked), actions: [] })
    },
    clear: () => {
      attempt(log, 'notifier.failed', notifier.clear)
    },
  }
}

const notTaken = {
  title: 'The service did not take over the new date',
  effect: '',
  advice: 'Open Latchkey to see what it says now.',
}
