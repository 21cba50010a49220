// What the usage view shows and how: kept while another section is on screen, for as long as the window lives.
import { create } from 'zustand'
import type { Sorting } from '../../ui/data-table/column.ts'
import type { RangeId } from './chart-range.ts'

export interface UsageChoice {
  readonly by: 'keys' | 'models'
  readonly showsEnded: boolean
  readonly range: RangeId
  /** Credits of each stretch of time, or added up. */
  readonly look: 'spent' | 'addedUp'
  readonly sorting: readonly Sorting[]
  /** Column widths in CSS pixels that the user gave. */
  readonly widths: Readonly<Record<string, number>>
}

export const useUsageChoice = create<UsageChoice>(() => ({
  by: 'keys',
  showsEnded: false,
  range: '7d',
  look: 'spent',
  sorting: [{ id: 'today', isDescending: true }],
  widths: {},
}))

export function choose(changes: Partial<UsageChoice>): void {
  useUsageChoice.setState(changes)
}
