// Has screen readers told of reminders that come while the window is open.
import { useEffect, useRef } from 'react'
import type { Reminder } from '../../../shared/domain/reminder.ts'
import { reminderSubject, reminderWords } from '../../../shared/domain/reminder-words.ts'
import { serviceNow } from '../../state/app-state.ts'
import { announce } from '../../state/ui-state.ts'

/** Those that were there when the window opened are on the bell already. */
export function useNewReminders(reminders: readonly Reminder[]): void {
  const known = useRef<ReadonlySet<string>>(null)
  useEffect(() => {
    const before = known.current
    known.current = new Set(reminders.map(({ id }) => id))
    if (before === null) return
    const added = reminders.filter(({ id }) => !before.has(id))
    const [first] = added
    if (first === undefined) return
    announce(
      added.length === 1
        ? `Reminder: ${reminderSubject(first)} ${reminderWords(first, serviceNow())}`
        : `${added.length} new reminders, the first: ${reminderSubject(first)} ${reminderWords(first, serviceNow())}`,
    )
  }, [reminders])
}
