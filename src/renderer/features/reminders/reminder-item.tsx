// One reminder in the panel: what it is about, the exact figures, and what can be done about it.
import { AlarmClock, CalendarPlus, Ellipsis, Gauge, Pencil, RefreshCw, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { exactTime, extendedExpiry, localDate } from '../../../shared/domain/expiry.ts'
import type { Reminder } from '../../../shared/domain/reminder.ts'
import { reminderDetail, reminderSubject, reminderWords } from '../../../shared/domain/reminder-words.ts'
import { useKey, useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu, MenuItem, MenuSeparator, SubMenu } from '../../ui/menu.tsx'
import { extendExpiry } from '../api-keys/key-actions.ts'
import {
  connectAgain,
  edit,
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
  const key = useKey(reminder.keyId ?? '')
  const block = useSnapshot(writeBlock)
  const { icon: Icon, tone } = reminderLook(reminder, now)
  const subject = reminderSubject(reminder)
  const reason = key === undefined || key.ending !== null ? 'The key is gone.' : block
  return (
    <li className="flex gap-2.5 border-t border-line py-2.5 first:border-t-0">
      <Icon aria-hidden className={classNames('mt-0.5 size-4 shrink-0', inks[tone])} />
      <div className="min-w-0 flex-1">
        <p className="leading-5 wrap-anywhere">
          <span className="font-medium">{subject}</span> {reminderWords(reminder, now)}
        </p>
        <p className="text-sm text-ink-muted">{reminderDetail(reminder)}</p>
        <div className="mt-1.5 flex flex-wrap items-center gap-1.5">
          <MainActions reminder={reminder} apiKey={key} reason={reason} />
          <span className="flex-1" />
          <MoreMenu reminder={reminder} apiKey={key} reason={reason} now={now} />
        </div>
      </div>
    </li>
  )
}

interface ActionsProps {
  readonly reminder: Reminder
  readonly apiKey: ApiKey | undefined
  /** Why the key cannot be changed now. */
  readonly reason: string | null
}

/** The one or two things that most people want to do about it. */
function MainActions({ reminder, apiKey, reason }: ActionsProps) {
  switch (reminder.kind) {
    case 'adminKeyExpiry':
      return (
        <Button size="small" onClick={connectAgain}>
          Connect with a new one…
        </Button>
      )
    case 'expiry':
      return (
        <>
          <ExtendButton apiKey={apiKey} reason={reason} />
          <Act onKey={rotate} apiKey={apiKey} reason={reason}>
            Rotate…
          </Act>
        </>
      )
    case 'limit':
      return (
        <>
          <Act onKey={edit} apiKey={apiKey} reason={reason}>
            Raise limit…
          </Act>
          <Act onKey={freeze} apiKey={apiKey} reason={reason}>
            Freeze…
          </Act>
        </>
      )
    case 'spike':
      return (
        <Act onKey={freeze} apiKey={apiKey} reason={reason}>
          Freeze…
        </Act>
      )
    case 'rotationQuiet':
      return (
        <Act onKey={revoke} apiKey={apiKey} reason={reason}>
          Revoke old key…
        </Act>
      )
  }
}

interface ActProps extends Omit<ActionsProps, 'reminder'> {
  readonly onKey: (key: ApiKey) => void
  readonly children: ReactNode
}

function Act({ onKey, apiKey, reason, children }: ActProps) {
  return (
    <Button size="small" disabledReason={reason} onClick={() => apiKey && onKey(apiKey)}>
      {children}
    </Button>
  )
}

function ExtendButton({ apiKey, reason }: Omit<ActionsProps, 'reminder'>) {
  const [isBusy, setIsBusy] = useState(false)
  const extend = async (key: ApiKey) => {
    setIsBusy(true)
    await extendExpiry(key, 30)
    setIsBusy(false)
  }
  return (
    <Button
      size="small"
      isBusy={isBusy}
      disabledReason={reason}
      onClick={() => apiKey && void extend(apiKey)}
    >
      Extend 30 days
    </Button>
  )
}

function MoreMenu({ reminder, apiKey, reason, now }: ActionsProps & { readonly now: number }) {
  const isExpiry = reminder.kind === 'expiry'
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
      {isExpiry && apiKey && (
        <>
          <MenuItem
            icon={CalendarPlus}
            aside={localDate(extendedExpiry(apiKey.expiresAt, 90, now))}
            disabledReason={reason}
            onSelect={() => void extendExpiry(apiKey, 90)}
          >
            Extend by 90 days
          </MenuItem>
          <MenuItem icon={Pencil} disabledReason={reason} onSelect={() => edit(apiKey)}>
            Extend to a date or never…
          </MenuItem>
          <MenuSeparator />
        </>
      )}
      {(reminder.kind === 'limit' || reminder.kind === 'spike') && apiKey && (
        <>
          <MenuItem icon={RefreshCw} disabledReason={reason} onSelect={() => rotate(apiKey)}>
            Rotate…
          </MenuItem>
          {reminder.kind === 'spike' && (
            <MenuItem icon={Gauge} disabledReason={reason} onSelect={() => edit(apiKey)}>
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
