// What can be done about one reminder; each tells its outcome, and dialogs take the place of the panel.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { exactTime } from '../../../shared/domain/expiry.ts'
import type { Reminder } from '../../../shared/domain/reminder.ts'
import { reminderSubject } from '../../../shared/domain/reminder-words.ts'
import { useAppState } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import {
  announce,
  openDialog,
  setReconnecting,
  tellProblem,
  tellRefusal,
  tellSuccess,
} from '../../state/ui-state.ts'
import { chooseAccount } from '../accounts/use-accounts.ts'
import { editKey, extendExpiry } from '../api-keys/key-actions.ts'
import { rotateKey } from '../rotations/rotation-actions.ts'
import { openUnlessBlocked } from '../table-view/row-actions.ts'
import { changeReminderPanel } from './reminder-panel.ts'

const dayMs = 86_400_000

export interface SnoozeChoice {
  readonly label: string
  readonly days: number
}

export const snoozeChoices: readonly SnoozeChoice[] = [
  { label: '1 day', days: 1 },
  { label: '3 days', days: 3 },
  { label: '1 week', days: 7 },
]

/** By this computer's clock, as main counts it. */
export function snoozedUntil(days: number): number {
  return Date.now() + days * dayMs
}

export async function snooze(reminder: Reminder, days: number): Promise<void> {
  const untilAt = snoozedUntil(days)
  const snoozed = await commands.reminders.snooze({ ...whichOf(reminder), untilAt })
  if (snoozed.ok)
    tellSuccess(`Reminder of ${subjectOf(reminder)} snoozed`, `It comes back ${exactTime(untilAt)}.`)
  else tellProblem(snoozed.error)
}

export async function putAway(reminder: Reminder): Promise<void> {
  const answer = await commands.reminders.putAway(whichOf(reminder))
  if (answer.ok) announce(`Reminder of ${subjectOf(reminder)} put away`)
  else tellProblem(answer.error)
}

export const connectAgain = async (reminder: Reminder) => {
  changeReminderPanel(false)
  if (await chooseAccount(reminder.accountId)) setReconnecting(true)
}
/** Each takes the place of the panel; the key alone, whatever is selected in the table. */
export const rotate = (reminder: Reminder) => instead(reminder, rotateKey)
export const edit = (reminder: Reminder) => instead(reminder, editKey)
export const freeze = (reminder: Reminder) =>
  instead(reminder, ({ id }) =>
    openUnlessBlocked(() => openDialog({ kind: 'freezeKeys', keyIds: [id], change: 'freeze' })),
  )
export const revoke = (reminder: Reminder) =>
  instead(reminder, ({ id }) => openUnlessBlocked(() => openDialog({ kind: 'revokeKeys', keyIds: [id] })))
/** Stays in the panel: there is nothing to ask. */
export const extend = async (reminder: Reminder, days: number) => {
  const key = await keyOf(reminder)
  if (key) await extendExpiry(key, days)
}

async function instead(reminder: Reminder, open: (key: ApiKey) => void): Promise<void> {
  changeReminderPanel(false)
  const key = await keyOf(reminder)
  if (key) open(key)
}

/** The key of the reminder, once its account is the one that is shown; null where it cannot be had, which is told. */
async function keyOf(reminder: Reminder): Promise<ApiKey | null> {
  if (!(await chooseAccount(reminder.accountId))) return null
  const key = await rowOf(reminder.keyId ?? '')
  if (key && key.ending === null) return key
  tellRefusal(`${subjectOf(reminder)} is gone`, 'Nothing was changed: the service does not list it any more.')
  return null
}

/** The rows of an account that was just chosen are told in pages. */
const rowDeadlineMs = 3000

function rowOf(keyId: string): Promise<ApiKey | undefined> {
  const read = () => useAppState.getState().keys.get(keyId)?.key
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      unsubscribe()
      resolve(read())
    }
    const timer = setTimeout(end, rowDeadlineMs)
    const unsubscribe = useAppState.subscribe(() => {
      if (read()) end()
    })
    if (read()) end()
  })
}

const whichOf = ({ accountId, id }: Reminder) => ({ accountId, id })

function subjectOf(reminder: Reminder): string {
  return reminder.kind === 'adminKeyExpiry' ? 'your admin key' : reminderSubject(reminder)
}
