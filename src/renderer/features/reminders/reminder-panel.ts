// Whether the panel of reminders is open: the bell opens it, and so does a click on a notification.
import { create } from 'zustand'

interface ReminderPanel {
  readonly isOpen: boolean
}

export const useReminderPanel = create<ReminderPanel>(() => ({ isOpen: false }))

export function openReminders(): void {
  useReminderPanel.setState({ isOpen: true })
}

export function changeReminderPanel(isOpen: boolean): void {
  useReminderPanel.setState({ isOpen })
}
