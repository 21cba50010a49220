// `npm test`: finds or installs a Chromium, builds the app, and runs every layer of tests (or the named ones).
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureChromium } from './find-chromium.ts'

const root = join(import.meta.dirname, '..')
const layers: Readonly<Record<string, readonly string[]>> = {
  unit: ['architecture', 'unit'],
  electron: ['electron'],
  ui: ['ui'],
  e2e: ['e2e', 'security'],
}
const [first = '', ...others] = process.argv.slice(2)
const isLayer = first in layers
const rest = isLayer ? others : process.argv.slice(2)
const projects = isLayer ? (layers[first] ?? []) : Object.values(layers).flat()

try {
  if (first !== 'unit') {
    process.env.LATCHKEY_CHROMIUM = ensureChromium((line) => console.log(line))
    run('electron-vite', ['build', '--logLevel', 'warn'])
  }
  run('vitest', ['run', ...projects.flatMap((project) => ['--project', project]), ...rest])
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/** Runs a program of node_modules/.bin with this very Node; a failure ends the run with its exit code. */
function run(program: string, args: readonly string[]): void {
  const { status } = spawnSync(join(root, 'node_modules/.bin', program), args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
}
