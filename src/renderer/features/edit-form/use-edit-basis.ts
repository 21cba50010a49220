// What an edit form started from; a new basis is a new form.
import { useState } from 'react'

export interface EditBasis<Row, Changes> {
  readonly version: number
  /** What is edited, as it was when the form began. */
  readonly subject: Row
  /** The row in the table at that moment, to notice when it is replaced. */
  readonly row: Row | undefined
  /** What was asked for and not taken over by the service. */
  readonly notTaken: Changes | null
}

/** Throws the form away for a new one that begins with `subject`. */
export type StartFrom<Row, Changes> = (subject: Row, notTaken: Changes | null) => void

/** `basis` is null where the row was gone before the form could open. */
export function useEditBasis<Row, Changes>(
  row: Row | undefined,
): {
  readonly basis: EditBasis<Row, Changes> | null
  readonly startFrom: StartFrom<Row, Changes>
} {
  const [basis, setBasis] = useState<EditBasis<Row, Changes> | null>(() =>
    row === undefined ? null : { version: 0, subject: row, row, notTaken: null },
  )
  const startFrom: StartFrom<Row, Changes> = (subject, notTaken) =>
    setBasis((before) => ({ version: (before?.version ?? 0) + 1, subject, row, notTaken }))
  return { basis, startFrom }
}

/** Of the changes that were asked for those with the given names. */
export function pickChanges<Changes extends object>(
  changes: Changes,
  names: readonly (keyof Changes)[],
): Changes {
  return Object.fromEntries(
    Object.entries(changes).filter(([name]) => names.some((taken) => taken === name)),
  ) as Changes
}
