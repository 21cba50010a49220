// Looks through the memory of another process of this user (Linux alone lets us).
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

const chunkBytes = 1 << 20

/** How often the text lies in the writable memory of the process, as UTF-8 and as UTF-16; null where nobody may look. */
export function countInMemory(pid: number, text: string): number | null {
  let memory: number
  try {
    memory = openSync(`/proc/${pid}/mem`, 'r')
  } catch {
    return null
  }
  try {
    const needles = [Buffer.from(text), Buffer.from(text, 'utf16le')]
    return writableRegions(pid).reduce((sum, region) => sum + countInRegion(memory, region, needles), 0)
  } finally {
    closeSync(memory)
  }
}

interface Region {
  readonly start: number
  readonly end: number
}

function writableRegions(pid: number): readonly Region[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, start, end] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? []
      return start === undefined || end === undefined
        ? []
        : [{ start: Number.parseInt(start, 16), end: Number.parseInt(end, 16) }]
    })
}

function countInRegion(memory: number, { start, end }: Region, needles: readonly Buffer[]): number {
  const overlap = Math.max(...needles.map(({ length }) => length)) - 1
  const buffer = Buffer.alloc(chunkBytes + overlap)
  let count = 0
  for (let at = start; at < end; at += chunkBytes) {
    const length = Math.min(buffer.length, end - at)
    const read = readOrNothing(memory, buffer, length, at)
    for (const needle of needles) count += countIn(buffer.subarray(0, read), needle, chunkBytes)
  }
  return count
}

/** Pages that were promised and never touched cannot be read. */
function readOrNothing(memory: number, buffer: Buffer, length: number, at: number): number {
  try {
    return readSync(memory, buffer, 0, length, at)
  } catch {
    return 0
  }
}

/** Those that begin before `limit`: the others begin in the next piece. */
function countIn(bytes: Buffer, needle: Buffer, limit: number): number {
  let count = 0
  for (let at = bytes.indexOf(needle); at >= 0 && at < limit; at = bytes.indexOf(needle, at + 1)) count += 1
  return count
}
