// The history as a file to keep or to read elsewhere: CSV for tables, JSON for programs. It holds no value.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { stringify } from 'csv-stringify/sync'
import type { Activity, ActivityQuery } from '../../shared/domain/activity.ts'
import {
  activityProblem,
  activityWords,
  outcomeWords,
  stepWords,
} from '../../shared/domain/activity-words.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Clock, Log, SaveFile } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import type { ActivityLog } from './activity-log.ts'

type ActivityFormat = 'csv' | 'json'

export interface ActivityFile {
  /**
   * Writes what fits the query where its user chooses; the native dialog is the confirmation (R7). `count`
   * entries were written. `notConfirmed` where no file was chosen, `tooMany` while an earlier export is open,
   * `storage` where the history could not be read or the file not be written.
   */
  readonly export: (query: ActivityQuery, format: ActivityFormat) => Promise<Result<{ count: number }>>
}

export interface ActivityFileDeps {
  readonly state: AppState
  readonly activity: ActivityLog
  readonly saveFile: SaveFile
  readonly clock: Clock
  readonly log: Log
}

/** Entries that are read and written as text in one turn. */
const perTurn = 500

export function createActivityFile(deps: ActivityFileDeps): ActivityFile {
  const { state, activity, saveFile, clock, log } = deps
  let isOpen = false

  const writeText = async (
    query: ActivityQuery,
    format: ActivityFormat,
  ): Promise<Result<{ text: string; count: number }>> => {
    const parts: string[] = []
    let count = 0
    for (let beforeId: number | null = null; ; ) {
      const page = activity.read(query, beforeId, perTurn)
      if (!page.ok) return page
      const { entries, next } = page.value
      if (format === 'json') parts.push(...entries.map((entry) => JSON.stringify(entry)))
      else parts.push(csvLines(entries, count === 0))
      count += entries.length
      if (next === null) break
      beforeId = next
      await nextTurn()
    }
    return ok({ text: format === 'csv' ? parts.join('') : jsonText(parts, clock.now()), count })
  }

  const save = async (query: ActivityQuery, format: ActivityFormat): Promise<Result<{ count: number }>> => {
    const written = await writeText(query, format)
    if (!written.ok) return written
    if (state.snapshot().lock.state !== 'open') return fail('locked')
    const { text, count } = written.value
    const day = new Date(clock.now()).toISOString().slice(0, 10)
    const noted = { kind: 'exported', subject: 'History' } as const
    try {
      const fileName = `latchkey-history-${day}.${format}`
      const outcome = await saveFile({ title: 'Export the history', fileName, text })
      if (outcome === 'cancelled') return fail('notConfirmed')
    } catch {
      log('history.notExported')
      activity.note({ ...noted, outcome: 'failed', error: 'storage' })
      return fail('storage', { isRetryable: true })
    }
    const entries = `${count} ${count === 1 ? 'entry' : 'entries'}`
    activity.note({ ...noted, detail: `${entries} as ${format.toUpperCase()}.` })
    return ok({ count })
  }

  return {
    export: async (query, format) => {
      if (isOpen) return fail('tooMany', { isRetryable: true })
      isOpen = true
      try {
        return await save(query, format)
      } finally {
        isOpen = false
      }
    },
  }
}

const columns = [
  'Time (UTC)',
  'Event',
  'Name',
  'Id',
  'Account',
  'Outcome',
  'Problem',
  'Changes',
  'Details',
  'Kind',
] as const

/**
 * Spreadsheets run what begins like a formula, so such cells get a leading apostrophe. Without a byte order mark
 * Excel takes the file for one in the letters of the system, and names come out garbled; other programs know it.
 */
function csvLines(entries: readonly Activity[], isFirst: boolean): string {
  const rows = entries.map((entry) => [
    new Date(entry.at).toISOString(),
    activityWords(entry),
    entry.subject,
    entry.subjectId ?? '',
    entry.account ?? '',
    outcomeWords[entry.outcome],
    activityProblem(entry) ?? '',
    entry.changes.map((change) => `${change.field}: ${stepWords(change)}`).join('; '),
    entry.detail ?? '',
    entry.kind,
  ])
  return stringify(isFirst ? [columns, ...rows] : rows, {
    bom: isFirst,
    escape_formulas: true,
    quoted: true,
    quoted_empty: true,
    record_delimiter: 'windows',
  })
}

function jsonText(entries: readonly string[], now: number): string {
  const head = JSON.stringify({ program: 'Latchkey', exportedAt: new Date(now).toISOString() })
  return `${head.slice(0, -1)},"entries":[\n${entries.join(',\n')}\n]}\n`
}
