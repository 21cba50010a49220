// The bell in the top bar: how many reminders there are, and the panel that lists them.
import { Bell, BellOff, CalendarClock, Settings } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { Reminder } from '../../../shared/domain/reminder.ts'
import { useNow, useSnapshot } from '../../state/app-state.ts'
import { openDialog, showSection } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { ReminderItem } from './reminder-item.tsx'
import { reminderLook } from './reminder-look.ts'
import { changeReminderPanel, useReminderPanel } from './reminder-panel.ts'
import { useNewReminders } from './use-new-reminders.ts'

/** The others are in the timeline and in the table, filtered. */
const maxShown = 50

export function ReminderBell() {
  const reminders = useSnapshot((snapshot) => snapshot.reminders)
  const isOpen = useReminderPanel((panel) => panel.isOpen)
  const now = useNow()
  useNewReminders(reminders)
  // Whatever takes the bell away takes the panel with it.
  useEffect(() => () => changeReminderPanel(false), [])
  const count = reminders.length
  const isUrgent = reminders.some((reminder) => reminderLook(reminder, now).tone === 'danger')
  return (
    <span className="relative inline-flex shrink-0">
      <Popover
        label="Reminders"
        align="end"
        isOpen={isOpen}
        onOpenChange={changeReminderPanel}
        trigger={
          <IconButton
            label={count === 0 ? 'Reminders' : `Reminders: ${count}`}
            icon={Bell}
            hasTooltip={false}
          />
        }
      >
        <ReminderList reminders={reminders} now={now} />
      </Popover>
      {count > 0 && (
        <span
          aria-hidden
          className={classNames(
            'pointer-events-none absolute top-0 left-4 inline-flex h-4 min-w-4 items-center justify-center rounded-full border border-canvas px-1 text-[0.625rem] leading-none font-semibold text-on-solid',
            isUrgent ? 'bg-danger-solid' : 'bg-accent-solid',
          )}
        >
          {count > 99 ? '99+' : count}
        </span>
      )}
    </span>
  )
}

function ReminderList({ reminders, now }: { readonly reminders: readonly Reminder[]; readonly now: number }) {
  const headingRef = useRef<HTMLHeadingElement>(null)
  const shown = reminders.slice(0, maxShown)
  const restCount = reminders.length - shown.length
  // Not on a button: whoever opens it with Enter may press once too often.
  useEffect(() => headingRef.current?.focus(), [])
  // What the focus was on has gone with its reminder; at once, before a button of the next one gets it.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) headingRef.current?.focus()
  })
  return (
    <div className="w-84 max-w-full">
      <h2 ref={headingRef} tabIndex={-1} className="font-semibold outline-none">
        Reminders
      </h2>
      {shown.length === 0 ? (
        <NoReminders />
      ) : (
        // The list alone scrolls: the way to all the others stays in view.
        <ul className="mt-1 -mr-3 max-h-[calc(var(--radix-popover-content-available-height)-6.5rem)] overflow-y-auto pr-3">
          {shown.map((reminder) => (
            <ReminderItem key={`${reminder.accountId} ${reminder.id}`} reminder={reminder} now={now} />
          ))}
        </ul>
      )}
      <div className="flex items-center gap-2 border-t border-line pt-2.5">
        <Button
          size="small"
          icon={CalendarClock}
          onClick={() => {
            changeReminderPanel(false)
            showSection('timeline')
          }}
        >
          Timeline
        </Button>
        {restCount > 0 && <span className="text-sm text-ink-muted">and {restCount} more</span>}
        <IconButton
          label="Settings of reminders"
          icon={Settings}
          size="small"
          className="ml-auto"
          onClick={() => {
            changeReminderPanel(false)
            openDialog({ kind: 'settings', page: 'reminders' })
          }}
        />
      </div>
    </div>
  )
}

function NoReminders() {
  const days = useSnapshot(({ settings }) => settings.remindDays)
  const first = Math.max(0, ...days)
  return (
    <div className="flex gap-2.5 py-2.5 text-ink-muted">
      <BellOff aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p>
        {first === 0
          ? 'Reminders of expiries are off. A key’s own lead time still counts.'
          : `No reminders now. Keys are shown here from ${first} ${first === 1 ? 'day' : 'days'} before they expire, and when they near their limit.`}
      </p>
    </div>
  )
}
