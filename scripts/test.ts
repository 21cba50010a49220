// `npm test`: finds or installs a Chromium, builds the app, and runs every layer of tests (or the named one).
import { buildApp, runTool } from './build-app.ts'
import { ensureChromium } from './find-chromium.ts'

const layers: Readonly<Record<string, readonly string[]>> = {
  unit: ['architecture', 'unit'],
  electron: ['electron'],
  ui: ['ui'],
  e2e: ['e2e', 'security'],
}
const [first = '', ...others] = process.argv.slice(2)
const isLayer = first in layers
const projects = isLayer ? (layers[first] ?? []) : Object.values(layers).flat()

try {
  if (first !== 'unit') {
    ensureChromium((line) => console.log(line))
    buildApp()
  }
  const rest = isLayer ? others : process.argv.slice(2)
  runTool('vitest', ['run', ...projects.flatMap((project) => ['--project', project]), ...rest])
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
