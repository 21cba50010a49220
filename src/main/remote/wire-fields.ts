// The fields that the service's rows are made of, and how the rows of a list are gathered (R39).
import * as z from 'zod'

const maxTextLength = 2000
const latestInstant = 8.64e15
/** Also what the id's place in a path and in the bridge's contract allows. */
export const keyIdSchema = z.string().regex(/^[\w-]{1,100}$/)

/** Well-formed text of at most 2,000 and of at most 300 UTF-16 units. */
export const text = z.string().transform((value) => cut(value, maxTextLength))
export const shortText = z.string().transform((value) => cut(value, 300))
/** Numbers also come as text from services that keep decimals exact. */
export const amount = z.union([
  z.number(),
  z
    .string()
    .regex(/^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?\s*$/i)
    .transform(Number)
    .pipe(z.number()),
])
/** Epoch ms. */
export const instant = z.string().transform((value, context) => {
  const at = parseInstant(value)
  if (at !== null) return at
  context.addIssue({ code: 'custom', message: 'not a date-time' })
  return z.NEVER
})

/** Gathers the rows of one list: each id once, the unreadable counted. */
export interface RowReader<T> {
  readonly add: (row: unknown) => void
  readonly rows: () => readonly T[]
  readonly skipped: () => number
}

/** Reads rows by their schema; of several with the same id the first counts. */
export function createRowReader<T>(schema: z.ZodType<T>, idOf: (row: T) => string): RowReader<T> {
  const rows = new Map<string, T>()
  let skipped = 0
  return {
    add: (row) => {
      const read = schema.safeParse(row)
      if (!read.success) skipped += 1
      else if (!rows.has(idOf(read.data))) rows.set(idOf(read.data), read.data)
    },
    rows: () => [...rows.values()],
    skipped: () => skipped,
  }
}

const dateTime = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i

/** Epoch ms of an ISO date-time; one without a zone means UTC, as the service writes them. */
function parseInstant(value: string): number | null {
  const match = dateTime.exec(value)
  if (match === null) return null
  const isDateOnly = value.length === 10
  const at = Date.parse(match[1] === undefined && !isDateOnly ? `${value}Z` : value)
  return Number.isNaN(at) || Math.abs(at) > latestInstant ? null : at
}

/** Well-formed text of at most `maxLength` UTF-16 units. */
function cut(value: string, maxLength: number): string {
  return value.slice(0, maxLength).toWellFormed()
}
