// The figures that tests measure: each is written to a file, so that the end of the run can print those of every process.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

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
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  mkdirSync(folder, { recursive: true })
  const run = process.env[runVariable] ?? null
  writeFileSync(join(folder, `${slug}.json`), JSON.stringify({ name, text, run }, null, 1))
}

/** Names a new run, whose figures are told from those of others at the same time; its processes inherit the name. */
export function beginRun(): string {
  const run = `${Date.now()}-${process.pid}`
  process.env[runVariable] = run
  return run
}

/** The figures of a run, in the order of their names. */
export function readFigures(wanted: string): readonly Figure[] {
  return filesOf(folder)
    .flatMap((file) => readFigure(join(folder, file)) ?? [])
    .filter(({ run }) => run === wanted)
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

/** Forgets every figure of earlier runs. */
export function clearFigures(): void {
  rmSync(folder, { recursive: true, force: true })
}

/** A whole number as a person reads it: 12,345. */
export function inWords(count: number): string {
  return count.toLocaleString('en-US')
}

function filesOf(path: string): readonly string[] {
  try {
    return readdirSync(path).filter((name) => name.endsWith('.json'))
  } catch {
    return []
  }
}

/** Null for a file that another run is writing at this moment. */
function readFigure(path: string): (Figure & { readonly run: unknown }) | null {
  try {
    const { name, text, run } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    return { name: String(name), text: String(text), run }
  } catch {
    return null
  }
}
