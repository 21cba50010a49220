// The order of rows that a table's sorting finds equal: the same at every start, whatever order they came in.

interface Aged {
  readonly id: string
  /** Epoch ms; null where it is not known. */
  readonly createdAt: number | null
}

/** The newest first, those of unknown age last, and by id where the time is the same too. */
export function steadyOrder<Row>(rows: Iterable<Row>, agedOf: (row: Row) => Aged): readonly Row[] {
  return [...rows].sort((a, b) => compareAged(agedOf(a), agedOf(b)))
}

function compareAged(a: Aged, b: Aged): number {
  const difference = (b.createdAt ?? Number.NEGATIVE_INFINITY) - (a.createdAt ?? Number.NEGATIVE_INFINITY)
  // Without a time on either side the difference is no number.
  if (difference > 0 || difference < 0) return difference
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
