// What can be done about one reminder; each tells its outcome, and dialogs take the place of the panel.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { exactTime } from '../../../shared/domain/expiry.ts'
import type { Reminder } from '../../../shared/domain/reminder.ts'
import { reminderSubject } from '../../../shared/domain/reminder-words.ts'
import { commands } from '../../state/commands.ts'
import { announce, openDialog, setReconnecting, tellProblem, tellSuccess } from '../../state/ui-state.ts'
import { editKey } from '../api-keys/key-actions.ts'
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
  const snoozed = await commands.reminders.snooze({ id: reminder.id, untilAt })
  if (snoozed.ok)
    tellSuccess(`Reminder of ${subjectOf(reminder)} snoozed`, `It comes back ${exactTime(untilAt)}.`)
  else tellProblem(snoozed.error)
}

export async function putAway(reminder: Reminder): Promise<void> {
  const answer = await commands.reminders.putAway({ id: reminder.id })
  if (answer.ok) announce(`Reminder of ${subjectOf(reminder)} put away`)
  else tellProblem(answer.error)
}

export const rotate = (key: ApiKey) => instead(() => rotateKey(key))
export const edit = (key: ApiKey) => instead(() => editKey(key))
export const connectAgain = () => instead(() => setReconnecting(true))
/** This key alone, whatever is selected in the table. */
export const freeze = ({ id }: ApiKey) =>
  instead(() => openUnlessBlocked(() => openDialog({ kind: 'freezeKeys', keyIds: [id], change: 'freeze' })))
export const revoke = ({ id }: ApiKey) =>
  instead(() => openUnlessBlocked(() => openDialog({ kind: 'revokeKeys', keyIds: [id] })))

function instead(open: () => void): void {
  changeReminderPanel(false)
  open()
}

function subjectOf(reminder: Reminder): string {
  return reminder.kind === 'adminKeyExpiry' ? 'your admin key' : reminderSubject(reminder)
}
