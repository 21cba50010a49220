// A change of settings in the words of the history.

import type { Activity } from '../../shared/domain/activity.ts'
import type { Settings } from '../../shared/domain/settings.ts'

type Word = (settings: Settings) => string

const yesNo = (isOn: boolean) => (isOn ? 'on' : 'off')
const seconds = (ms: number) => `${ms / 1000} s`
const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** "5 min", "24 h": in hours where it is whole ones. */
const duration = (ms: number | null) => {
  if (ms === null) return 'never'
  return ms > 0 && ms % hourMs === 0 ? `${ms / hourMs} h` : `${ms / minuteMs} min`
}
const clockTime = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** What its user decides; widths, orders and views say nothing about how Latchkey behaves. */
const words: Readonly<Record<string, Word>> = {
  Theme: ({ theme }) => theme,
  Density: ({ density }) => density,
  'Close to the tray': ({ closesToTray }) => yesNo(closesToTray),
  'Start at login': ({ startsAtLogin }) => yesNo(startsAtLogin),
  'Start in the tray': ({ startsInTray }) => yesNo(startsInTray),
  'Quick shortcut': ({ quickShortcut }) => quickShortcut ?? 'off',
  'Clear the clipboard after': ({ clipboardClearMs }) => seconds(clipboardClearMs),
  'Keep sealed copies': ({ keepSealedCopies }) => yesNo(keepSealedCopies),
  'Variable in samples': ({ keyVariable }) => keyVariable,
  'Lock after': ({ lockAfterMs }) => duration(lockAfterMs),
  'Lock when the computer sleeps': ({ locksOnSuspend }) => yesNo(locksOnSuspend),
  'Lock with the screen': ({ locksOnScreenLock }) => yesNo(locksOnScreenLock),
  'Days before an expiry': ({ remindDays }) => remindDays.join(', ') || 'none',
  Notifications: ({ showsNotifications }) => yesNo(showsNotifications),
  'Quiet hours': ({ quietHours }) =>
    quietHours === null ? 'none' : `${clockTime(quietHours.from)} to ${clockTime(quietHours.to)}`,
  'Quiet before a revocation': ({ rotationQuietMs }) => duration(rotationQuietMs),
  Proxy: ({ proxy }) => (proxy.kind === 'manual' ? proxy.url : proxy.kind),
}

export function settingsWords(previous: Settings, next: Settings): Activity['changes'] {
  return Object.entries(words).flatMap(([field, word]) => {
    const [before, after] = [word(previous), word(next)]
    return before === after ? [] : [{ field, before, after }]
  })
}
