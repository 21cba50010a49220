// Has screen readers told of reminders that come while the window is open.
import { useEffect, useRef } from 'react'
import { accountName } from '../../../shared/domain/account-name.ts'
import type { Reminder } from '../../../shared/domain/reminder.ts'
import { reminderSubject, reminderWords } from '../../../shared/domain/reminder-words.ts'
import { serviceNow, useAppState } from '../../state/app-state.ts'
import { announce } from '../../state/ui-state.ts'

/** Those that were there when the window opened are on the bell already. */
export function useNewReminders(reminders: readonly Reminder[]): void {
  const known = useRef<ReadonlySet<string>>(null)
  useEffect(() => {
    const before = known.current
    known.current = new Set(reminders.map(placeOf))
    if (before === null) return
    const added = reminders.filter((reminder) => !before.has(placeOf(reminder)))
    const [first] = added
    if (first === undefined) return
    const words = `${accountWords(first)}${reminderSubject(first)} ${reminderWords(first, serviceNow())}`
    announce(added.length === 1 ? `Reminder: ${words}` : `${added.length} new reminders, the first: ${words}`)
  }, [reminders])
}

/** Ids are those of one account. */
const placeOf = ({ accountId, id }: Reminder) => `${accountId} ${id}`

function accountWords({ accountId }: Reminder): string {
  const accounts = useAppState.getState().snapshot?.accounts ?? []
  const account = accounts.length < 2 ? undefined : accounts.find(({ id }) => id === accountId)
  return account ? `${accountName(account)}, ` : ''
}
