// How a column of the data table is described.
import type { ReactNode } from 'react'

/** What rows are sorted by; undefined comes last in either direction. */
export type SortValue = string | number | undefined

/**
 * One column. `Context` is whatever all cells need besides their row (the time, the search words); keeping
 * it out of the closures keeps the columns constant, so that a change of it does not sort anything anew.
 */
export interface DataTableColumn<Row, Context> {
  readonly id: string
  /** The words in the header. */
  readonly label: string
  /** For columns whose content speaks for itself; screen readers still get the label. */
  readonly isLabelHidden?: boolean
  readonly cell: (row: Row, context: Context) => ReactNode
  /** Makes the column sortable. */
  readonly sortValue?: (row: Row) => SortValue
  /** The first click sorts descending: for "most first". */
  readonly sortsDescendingFirst?: boolean
  /** CSS pixels. */
  readonly width: number
  readonly minWidth?: number
  /** False for columns of a fixed width. */
  readonly isResizable?: boolean
  /** Takes the room that is left, until the user gives it a width. */
  readonly isGrowing?: boolean
  /** Stays in view while the others scroll sideways. */
  readonly pin?: 'start' | 'end'
}

export interface Sorting {
  readonly id: string
  readonly isDescending: boolean
}

/** Height of the header; fixed, as that of the rows, so that scrolling is exact over any number of them. */
export const headerHeight = 32
/** Width of the column with the check boxes. */
export const selectWidth = 40
