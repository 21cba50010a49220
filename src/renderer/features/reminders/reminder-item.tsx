// One reminder in the panel: what it is about, the exact figures, and what can be done about it.
import { AlarmClock, CalendarPlus, Ellipsis, Gauge, Pencil, RefreshCw, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { accountName } from '../../../shared/domain/account-name.ts'
import { exactTime, extendedExpiry, localDate } from '../../../shared/domain/expiry.ts'
import type { Reminder } from '../../../shared/domain/reminder.ts'
import { reminderDetail, reminderSubject, reminderWords } from '../../../shared/domain/reminder-words.ts'
import { useKey, useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu, MenuItem, MenuSeparator, SubMenu } from '../../ui/menu.tsx'
import { AccountDot } from '../accounts/account-mark.tsx'
import { useAccountOf } from '../accounts/use-accounts.ts'
import {
  connectAgain,
  edit,
  extend,
  freeze,
  putAway,
  revoke,
  rotate,
  snooze,
  snoozeChoices,
  snoozedUntil,
} from './reminder-actions.ts'
import { reminderLook } from './reminder-look.ts'

interface ReminderItemProps {
  readonly reminder: Reminder
  /** By the service's clock. */
  readonly now: number
}

const inks = {
  danger: 'text-danger',
  warn: 'text-warn',
  good: 'text-good',
  accent: 'text-accent',
  neutral: 'text-ink-muted',
} as const

export function ReminderItem({ reminder, now }: ReminderItemProps) {
  const isElsewhere = useSnapshot(({ account }) => account?.id !== reminder.accountId)
  const key = useKey(isElsewhere ? '' : (reminder.keyId ?? ''))
  const block = useSnapshot(writeBlock)
  const { icon: Icon, tone } = reminderLook(reminder, now)
  const isGone = key === undefined || key.ending !== null
  // Of a key whose account is not shown nothing more is known before it is.
  const reason = isElsewhere ? null : isGone ? 'The key is gone.' : block
  // Without a row the reminder itself still knows when the key expires.
  const expiresAt = key === undefined ? reminder.dueAt : key.expiresAt
  return (
    <li className="flex gap-2.5 border-t border-line py-2.5 first:border-t-0">
      <Icon aria-hidden className={classNames('mt-0.5 size-4 shrink-0', inks[tone])} />
      <div className="min-w-0 flex-1">
        <p className="leading-5 wrap-anywhere">
          <span className="font-medium">{reminderSubject(reminder)}</span> {reminderWords(reminder, now)}
        </p>
        <p className="text-sm text-ink-muted">{reminderDetail(reminder)}</p>
        <OfAccount accountId={reminder.accountId} isElsewhere={isElsewhere} />
        <div className="mt-1.5 flex flex-wrap items-center gap-1.5">
          <MainActions reminder={reminder} reason={reason} />
          <span className="flex-1" />
          <MoreMenu
            reminder={reminder}
            reason={reason}
            hasKey={isElsewhere || key !== undefined}
            ninetyDaysLater={extendedExpiry(expiresAt, 90, now)}
          />
        </div>
      </div>
    </li>
  )
}

/** Whose it is, where there are several it could be of; and that acting on it changes what is shown. */
function OfAccount({
  accountId,
  isElsewhere,
}: {
  readonly accountId: string
  readonly isElsewhere: boolean
}) {
  const account = useAccountOf(accountId)
  if (!account) return null
  return (
    <p className="mt-0.5 flex items-center gap-1.5 text-sm">
      <AccountDot colour={account.look.colour} />
      <span className="min-w-0 wrap-anywhere">
        <span className="sr-only">Account: </span>
        {accountName(account)}
        {isElsewhere && <span className="text-ink-muted"> · actions switch to it</span>}
      </span>
    </p>
  )
}

interface ActionsProps {
  readonly reminder: Reminder
  /** Why the key cannot be changed now. */
  readonly reason: string | null
}

/** The one or two things that most people want to do about it. */
function MainActions({ reminder, reason }: ActionsProps) {
  switch (reminder.kind) {
    case 'adminKeyExpiry':
      return (
        <Button size="small" onClick={() => void connectAgain(reminder)}>
          Connect with a new one…
        </Button>
      )
    case 'expiry':
      return (
        <>
          <ExtendButton reminder={reminder} reason={reason} />
          <Act act={rotate} reminder={reminder} reason={reason}>
            Rotate…
          </Act>
        </>
      )
    case 'limit':
      return (
        <>
          <Act act={edit} reminder={reminder} reason={reason}>
            Raise limit…
          </Act>
          <Act act={freeze} reminder={reminder} reason={reason}>
            Freeze…
          </Act>
        </>
      )
    case 'spike':
      return (
        <Act act={freeze} reminder={reminder} reason={reason}>
          Freeze…
        </Act>
      )
    case 'rotationQuiet':
      return (
        <Act act={revoke} reminder={reminder} reason={reason}>
          Revoke old key…
        </Act>
      )
  }
}

interface ActProps extends ActionsProps {
  readonly act: (reminder: Reminder) => Promise<void>
  readonly children: ReactNode
}

function Act({ act, reminder, reason, children }: ActProps) {
  return (
    <Button size="small" disabledReason={reason} onClick={() => void act(reminder)}>
      {children}
    </Button>
  )
}

function ExtendButton({ reminder, reason }: ActionsProps) {
  const [isBusy, setIsBusy] = useState(false)
  const extendNow = async () => {
    setIsBusy(true)
    await extend(reminder, 30)
    setIsBusy(false)
  }
  return (
    <Button size="small" isBusy={isBusy} disabledReason={reason} onClick={() => void extendNow()}>
      Extend 30 days
    </Button>
  )
}

interface MoreMenuProps extends ActionsProps {
  /** Its row is known, or will be once its account is shown. */
  readonly hasKey: boolean
  /** By the service's clock. */
  readonly ninetyDaysLater: number
}

function MoreMenu({ reminder, reason, hasKey, ninetyDaysLater }: MoreMenuProps) {
  const { kind } = reminder
  return (
    <Menu
      trigger={
        <IconButton
          label={`More for ${reminderSubject(reminder)}`}
          icon={Ellipsis}
          size="small"
          hasTooltip={false}
        />
      }
    >
      {kind === 'expiry' && hasKey && (
        <>
          <MenuItem
            icon={CalendarPlus}
            aside={localDate(ninetyDaysLater)}
            disabledReason={reason}
            onSelect={() => void extend(reminder, 90)}
          >
            Extend by 90 days
          </MenuItem>
          <MenuItem icon={Pencil} disabledReason={reason} onSelect={() => void edit(reminder)}>
            Extend to a date or never…
          </MenuItem>
          <MenuSeparator />
        </>
      )}
      {(kind === 'limit' || kind === 'spike') && hasKey && (
        <>
          <MenuItem icon={RefreshCw} disabledReason={reason} onSelect={() => void rotate(reminder)}>
            Rotate…
          </MenuItem>
          {kind === 'spike' && (
            <MenuItem icon={Gauge} disabledReason={reason} onSelect={() => void edit(reminder)}>
              Change its limit…
            </MenuItem>
          )}
          <MenuSeparator />
        </>
      )}
      <SnoozeMenu reminder={reminder} />
      <MenuItem icon={X} onSelect={() => void putAway(reminder)}>
        Put away
      </MenuItem>
    </Menu>
  )
}

/** A snooze that outlasts the expiry would be silence. */
function SnoozeMenu({ reminder }: { readonly reminder: Reminder }) {
  const clockSkewMs = useSnapshot(({ sync }) => sync.clockSkewMs)
  const endsAt = reminder.dueAt === null ? null : reminder.dueAt - clockSkewMs
  const isReset = reminder.kind === 'limit'
  return (
    <SubMenu icon={AlarmClock} label="Snooze">
      {snoozeChoices.map(({ label, days }) => (
        <MenuItem
          key={days}
          aside={exactTime(snoozedUntil(days))}
          disabledReason={
            endsAt !== null && snoozedUntil(days) >= endsAt
              ? isReset
                ? 'The limit resets before that.'
                : 'It expires before that.'
              : null
          }
          onSelect={() => void snooze(reminder, days)}
        >
          {label}
        </MenuItem>
      ))}
    </SubMenu>
  )
}
