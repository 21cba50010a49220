// The timeline as a calendar file (RFC 5545): an event for each expiry with its reminders, one for each reset.
import { setImmediate as nextTurn } from 'node:timers/promises'
import ical, { ICalAlarmType, type ICalCalendar, ICalEventTransparency } from 'ical-generator'
import { cycleWords } from '../../shared/domain/credit-cycle.ts'
import { leadDays } from '../../shared/domain/reminder.ts'
import {
  type ExpiryEntry,
  idOf,
  type ResetEntry,
  type Timeline,
  type TimelineEntry,
} from '../../shared/domain/timeline.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'

export interface TimelineFileInput {
  readonly timeline: Timeline
  readonly accountId: string
  readonly remindDays: readonly number[]
  /** When the file is written, epoch ms. */
  readonly now: number
}

const daySeconds = 86_400
const maxNameLength = 120

/** Made as text in one turn. */
const eventsPerTurn = 100
const eventsEnd = 'END:VCALENDAR'

/**
 * The text of the file, with CRLF and folded lines, and how many events it holds. Times are in UTC; an event keeps
 * its UID, so that a later file moves it in a calendar instead of adding another one.
 */
export async function timelineFile(
  input: TimelineFileInput,
): Promise<{ readonly text: string; readonly count: number }> {
  const entries = input.timeline.days.flatMap((day) => day.entries)
  const parts = [headOf(textOf([], input))]
  for (let start = 0; start < entries.length; start += eventsPerTurn) {
    const [head, text] = [parts[0] ?? '', textOf(entries.slice(start, start + eventsPerTurn), input)]
    parts.push(headOf(text).slice(head.length))
    await nextTurn()
  }
  return { text: `${parts.join('')}${eventsEnd}\r\n`, count: entries.length }
}

/** Everything before the end of the calendar; the same for each part but for its events. */
function headOf(text: string): string {
  return text.slice(0, text.lastIndexOf(eventsEnd))
}

function textOf(entries: readonly TimelineEntry[], input: TimelineFileInput): string {
  const calendar = ical({ prodId: { company: 'Latchkey', product: 'Timeline', language: 'EN' } })
  for (const entry of entries) addEvent(calendar, entry, input)
  return calendar.toString()
}

function addEvent(
  calendar: ICalCalendar,
  entry: TimelineEntry,
  { accountId, remindDays, now }: TimelineFileInput,
) {
  const isReset = entry.kind === 'reset'
  const event = calendar.createEvent({
    // Ids come from the service and are not escaped where they stand in a file.
    id: `${encodeURIComponent(`${accountId}-${idOf(entry)}`.toWellFormed())}@latchkey`,
    // Calendars take an event over another of the same UID only where this has grown.
    sequence: Math.floor(now / 60_000),
    start: new Date(entry.at),
    stamp: new Date(now),
    summary: summaryOf(entry),
    description: descriptionOf(entry),
    transparency: ICalEventTransparency.TRANSPARENT,
  })
  if (isReset) return
  const own = entry.kind === 'expiry' ? entry.key.notes.remindDays : null
  for (const days of leadDays(own, remindDays)) {
    event.createAlarm({
      type: ICalAlarmType.display,
      trigger: days * daySeconds,
      description: summaryOf(entry),
    })
  }
}

function summaryOf(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'expiry':
      return `API key ${quoted(entry.key.name)} expires`
    case 'adminKeyExpiry':
      return 'Admin key of IO Intelligence expires'
    case 'reset':
      return `Credit limits reset (${cycleWords[entry.cycle]}): ${entry.count} ${entry.count === 1 ? 'key' : 'keys'}`
  }
}

function descriptionOf(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'expiry':
      return expiryDescription(entry)
    case 'adminKeyExpiry':
      return 'Connect Latchkey again with a new admin key.'
    case 'reset':
      return resetDescription(entry)
  }
}

function expiryDescription({ key }: ExpiryEntry): string {
  return `Identifier ${visibleText(key.display, maxNameLength)}. Extend or rotate it in Latchkey.`
}

function resetDescription({ count, names, cycle, isFirstOfMany }: ResetEntry): string {
  const rest = count - names.length
  const list = [...names.map(quoted), ...(rest > 0 ? [`${rest} more`] : [])].join(', ')
  return isFirstOfMany ? `${list}. They reset ${cycleWords[cycle]}; this is the next time.` : `${list}.`
}

function quoted(name: string): string {
  return `“${visibleText(name, maxNameLength).trim() || 'Unnamed key'}”`
}
