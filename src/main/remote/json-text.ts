// Parses JSON of any size in steps short enough that windows and tray keep answering (R45), and not too deep (R35).
import { setImmediate as nextTurn } from 'node:timers/promises'

/** How much text is scanned or parsed before other work gets its turn, bytes: a few ms. */
const stepBytes = 128 * 1024

export type RowsPath = readonly string[]

export interface ParseOptions {
  /** Deepest nesting of objects and arrays. */
  readonly maxDepth: number
  /**
   * Where the rows may be, the best place first: `['data']` for `{"data": [...]}`, `[]` for a document that is
   * an array itself. The array arrives empty in the envelope.
   */
  readonly rowsAt?: readonly RowsPath[]
  readonly onRow?: (row: unknown) => void
}

/** The parsed text without its rows, and where they were; null where it is not JSON or nested too deeply. */
export async function parseJson(
  bytes: Buffer,
  options: ParseOptions,
): Promise<{ readonly envelope: unknown; readonly rowsAt: RowsPath | null } | null> {
  const text = bytes.subarray(0, 3).equals(byteOrderMark) ? bytes.subarray(3) : bytes
  const scan = await scanJson(text, options)
  if (scan === null) return null
  try {
    if (scan.rows === null) return { envelope: JSON.parse(text.toString()), rowsAt: null }
    const { start, end, cuts } = scan.rows
    const envelope: unknown = JSON.parse(text.toString('utf8', 0, start) + text.toString('utf8', end))
    let from = start
    for (const cut of [...cuts, end]) {
      const part = text.toString('utf8', from, cut)
      // A blank part between commas is an error that wrapping it in brackets would hide.
      if (part.trim() === '' && cuts.length > 0) return null
      const rows: unknown[] = JSON.parse(`[${part}]`)
      rows.forEach((row) => {
        options.onRow?.(row)
      })
      from = cut + 1
      await nextTurn()
    }
    return { envelope, rowsAt: scan.rows.path }
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

interface RowsRange {
  readonly path: RowsPath
  /** First byte after `[`. */
  readonly start: number
  /** The closing bracket. */
  readonly end: number
  /** Commas between rows, about a step apart. */
  readonly cuts: readonly number[]
}

type OpenRows = RowsRange & { readonly cuts: number[] }

/** Checks the depth and finds the rows; says nothing about validity, which parsing settles. */
async function scanJson(
  text: Buffer,
  { maxDepth, rowsAt = [] }: ParseOptions,
): Promise<{ readonly rows: RowsRange | null } | null> {
  const keys: string[] = []
  let depth = 0
  let stringStart = 0
  let stringEnd = 0
  const maxKeyDepth = Math.max(...rowsAt.map((path) => path.length), 0)
  let open: OpenRows | null = null
  let rows: RowsRange | null = null
  let pauseAt = stepBytes
  for (let at = 0; at < text.length; at += 1) {
    if (at >= pauseAt) {
      pauseAt = at + stepBytes
      await nextTurn()
    }
    switch (text[at]) {
      case 0x22: // "
        stringStart = at + 1
        at = endOfString(text, stringStart)
        stringEnd = at
        break
      case 0x3a: // :
        if (depth <= maxKeyDepth) keys[depth] = text.toString('utf8', stringStart, stringEnd)
        break
      case 0x5b: // [
      case 0x7b: // {
        if (text[at] === 0x5b && open === null) open = openRows(rowsAt, keys, depth, rows, at)
        depth += 1
        if (depth > maxDepth) return null
        keys.length = Math.min(keys.length, depth)
        break
      case 0x5d: // ]
      case 0x7d: // }
        if (depth === 0) return null
        if (open !== null && depth === open.path.length + 1) {
          rows = { ...open, end: at }
          open = null
        }
        depth -= 1
        break
      case 0x2c: // ,
        if (open !== null && depth === open.path.length + 1) {
          if (at - (open.cuts.at(-1) ?? open.start) >= stepBytes) open.cuts.push(at)
        }
        break
    }
  }
  return { rows }
}

/** The closing quote of the string that starts at `from`, or the end of the text. */
function endOfString(text: Buffer, from: number): number {
  let at = from
  while (at < text.length && text[at] !== 0x22) at += text[at] === 0x5c ? 2 : 1
  return at
}

/** The rows that begin at this bracket, unless those already found stand in a better place. */
function openRows(
  rowsAt: readonly RowsPath[],
  keys: readonly (string | undefined)[],
  depth: number,
  found: RowsRange | null,
  at: number,
): OpenRows | null {
  const isHere = (path: RowsPath): boolean =>
    depth === path.length && path.every((key, index) => keys[index + 1] === key)
  const rank = rowsAt.findIndex(isHere)
  const path = rowsAt[rank]
  // Of the same key twice the last one counts, as everywhere in JSON.
  if (path === undefined || (found !== null && rowsAt.indexOf(found.path) < rank)) return null
  return { path, start: at + 1, end: at + 1, cuts: [] }
}
