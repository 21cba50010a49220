// The outcomes of a batch while it runs, told often enough to be watched and seldom enough to cost nothing.
import type { Clock } from '../ports/system.ts'

export interface BatchProgress<Entry> {
  readonly entries: readonly Entry[]
  readonly set: (index: number, changes: Partial<Entry>) => void
  readonly tell: () => void
}

/** Between two tellings, at least; with thousands of entries less often, for each telling copies them all. */
const tellEveryMs = 100
const entriesPerMs = 10

/** Tells at once, and then a moment after each change. `show` gets a copy. */
export function createBatchProgress<Entry>(
  clock: Clock,
  initial: readonly Entry[],
  show: (entries: Entry[]) => void,
): BatchProgress<Entry> {
  const entries = [...initial]
  let cancelTelling: (() => void) | null = null
  const tell = () => {
    cancelTelling?.()
    cancelTelling = null
    show([...entries])
  }
  tell()
  return {
    entries,
    tell,
    set: (index, changes) => {
      const entry = entries[index]
      if (entry !== undefined) entries[index] = { ...entry, ...changes }
      // Later, not "unless just told": the step before a long wait must be seen while it lasts.
      cancelTelling ??= clock.after(Math.max(tellEveryMs, entries.length / entriesPerMs), tell)
    },
  }
}
