// How far ahead the timeline looks: kept while another section is on screen, for as long as the window lives.
import { create } from 'zustand'
import type { TimelineRange } from '../../../shared/domain/timeline.ts'

export const useTimelineRange = create<{ readonly days: TimelineRange }>(() => ({ days: 30 }))

export function chooseRange(days: TimelineRange): void {
  useTimelineRange.setState({ days })
}

/** "14 days", "1 year". */
export function rangeWords(days: TimelineRange): string {
  return days === 365 ? '1 year' : `${days} days`
}
