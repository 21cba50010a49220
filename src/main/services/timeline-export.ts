// Writes the timeline where its user chooses, as a calendar file; the native dialog is the confirmation (R7).
import { buildTimeline } from '../../shared/domain/timeline.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Clock, Log, SaveFile } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import type { ActivityLog } from './activity-log.ts'
import { timelineFile } from './timeline-file.ts'

export interface TimelineExport {
  /**
   * `count` events were written. `notConfirmed` where no file was chosen, `tooMany` while an earlier export is open,
   * `storage` where the file could not be written.
   */
  readonly export: (days: number) => Promise<Result<{ count: number }>>
}

export interface TimelineExportDeps {
  readonly state: AppState
  readonly activity: Pick<ActivityLog, 'note'>
  readonly saveFile: SaveFile
  readonly clock: Clock
  readonly log: Log
}

export function createTimelineExport(deps: TimelineExportDeps): TimelineExport {
  const { state, activity, saveFile, clock, log } = deps
  let isOpen = false

  const save = async (days: number): Promise<Result<{ count: number }>> => {
    const { account, settings, sync } = state.snapshot()
    if (account === null) return fail('notConnected')
    const now = clock.now() + sync.clockSkewMs
    const { adminKeyExpiresAt } = account
    const timeline = buildTimeline({ keys: state.keys.values(), adminKeyExpiresAt, now, days })
    const { remindDays } = settings
    const { text, count } = await timelineFile({ timeline, accountId: account.id, remindDays, now })
    if (state.snapshot().lock.state !== 'open') return fail('locked')
    const noted = { kind: 'exported', subject: 'Timeline' } as const
    try {
      const outcome = await saveFile({
        title: 'Export the timeline',
        fileName: 'latchkey-timeline.ics',
        text,
      })
      if (outcome === 'cancelled') return fail('notConfirmed')
    } catch {
      log('timeline.notExported')
      activity.note({ ...noted, outcome: 'failed', error: 'storage' })
      return fail('storage', { isRetryable: true })
    }
    activity.note({ ...noted, detail: `${count} ${count === 1 ? 'event' : 'events'} as a calendar file.` })
    return ok({ count })
  }

  return {
    export: async (days) => {
      if (isOpen) return fail('tooMany', { isRetryable: true })
      isOpen = true
      try {
        return await save(days)
      } finally {
        isOpen = false
      }
    },
  }
}
