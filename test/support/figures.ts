// The figures that tests measure: each is written to a file, so that the end of the run can print those of every process.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'

const folder = join(import.meta.dirname, '../../test-results/figures')
/** The variable by which every process of a run knows which run it belongs to. */
const runVariable = 'LATCHKEY_TEST_RUN'

export interface Figure {
  /** What was measured: "IPC payloads". */
  readonly name: string
  /** What came out, in words and numbers: "20,000 malformed, 0 accepted". */
  readonly text: string
}

/** Records what a test has measured; a later figure of the same name replaces it. */
export function recordFigure(name: string, text: string): void {
  mkdirSync(folder, { recursive: true })
  const run = process.env[runVariable] ?? null
  writeFileSync(join(folder, `${slugOf(name)}.json`), JSON.stringify({ name, text, run }, null, 1))
}

type Counts = Readonly<Record<string, number>>
const totals = new Map<string, Counts>()

/** Adds to a figure whose counts come from every process of a run; each process keeps a file of its own. */
export function addCounts(name: string, counts: Counts): void {
  const before = totals.get(name) ?? {}
  const after = Object.fromEntries(
    Object.entries(counts).map(([what, count]) => [what, count + (before[what] ?? 0)]),
  )
  totals.set(name, after)
  mkdirSync(folder, { recursive: true })
  const run = process.env[runVariable] ?? null
  const file = `${slugOf(name)}-${process.pid}-${threadId}.json`
  writeFileSync(join(folder, file), JSON.stringify({ name, counts: after, run }))
}

/** Names a new run, whose figures are told from those of others at the same time; its processes inherit the name. */
export function beginRun(): string {
  const run = `${Date.now()}-${process.pid}`
  process.env[runVariable] = run
  return run
}

/** The figures of a run, in the order of their names. */
export function readFigures(wanted: string): readonly Figure[] {
  const ofRun = filesOf(folder)
    .flatMap((file) => readFigure(join(folder, file)) ?? [])
    .filter(({ run }) => run === wanted)
  const byName = Map.groupBy(ofRun, ({ name }) => name)
  return [...byName]
    .map(([name, parts]) => ({ name, text: parts.find(({ text }) => text !== null)?.text ?? sumOf(parts) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

/** The counts of all processes: "12 files, 3 values". */
function sumOf(parts: readonly { readonly counts: Counts }[]): string {
  const sums = new Map<string, number>()
  for (const { counts } of parts) {
    for (const [what, count] of Object.entries(counts)) sums.set(what, count + (sums.get(what) ?? 0))
  }
  return [...sums].map(([what, count]) => `${inWords(count)} ${what}`).join(', ')
}

/** Forgets every figure of earlier runs. */
export function clearFigures(): void {
  rmSync(folder, { recursive: true, force: true })
}

/** A whole number as a person reads it: 12,345. */
export function inWords(count: number): string {
  return count.toLocaleString('en-US')
}

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

function filesOf(path: string): readonly string[] {
  try {
    return readdirSync(path).filter((name) => name.endsWith('.json'))
  } catch {
    return []
  }
}

/** Null for a file that another run is writing at this moment. */
function readFigure(path: string): {
  readonly name: string
  readonly text: string | null
  readonly counts: Counts
  readonly run: unknown
} | null {
  try {
    const file = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    const { name, text = null, counts = {}, run } = file
    return { name: String(name), text: text === null ? null : String(text), counts: counts as Counts, run }
  } catch {
    return null
  }
}
