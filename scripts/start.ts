// `npm start`: builds and starts the app; where Electron's binary cannot be had, opens the preview on the sandbox.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startPreview } from '../test/electron/preview.ts'
import { buildApp } from './build-app.ts'
import { ensureChromium } from './find-chromium.ts'

const root = join(import.meta.dirname, '..')
const electronFolder = join(root, 'node_modules/electron')

const usage = `npm start -- [options]
  --profile DIR   folder for the app's data (default: the system's place for it)
  --preview       open the preview even where Electron is installed
  --headless      preview without a window
  --cdp PORT      preview with a debugging port on 127.0.0.1
  --no-build      start what was built last`

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})

async function main(): Promise<void> {
  const options = readOptions()
  if (options.help) return console.log(usage)
  const electron = options.preview ? null : electronBinary()
  if (!options['no-build']) buildApp()
  if (electron !== null) return startElectron(electron, options.profile)
  if (!options.preview) {
    console.log(
      'Electron’s binary is not installed and could not be downloaded: opening the preview instead.',
    )
  }
  await openPreview(options)
}

type Options = ReturnType<typeof readOptions>

function readOptions() {
  const { values } = parseArgs({
    options: {
      profile: { type: 'string' },
      preview: { type: 'boolean', default: false },
      headless: { type: 'boolean', default: false },
      cdp: { type: 'string' },
      'no-build': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const port = values.cdp === undefined ? undefined : Number(values.cdp)
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    throw new Error(`--cdp takes a port from 1 to 65535, not "${values.cdp}"`)
  }
  const isForPreview = values.headless || port !== undefined
  return {
    ...values,
    preview: values.preview || isForPreview,
    port,
    profile: values.profile === undefined ? undefined : resolve(values.profile),
  }
}

/** Electron's program, downloaded on the first start; null where that is impossible. */
function electronBinary(): string | null {
  const installed = installedElectron()
  if (installed !== null) return installed
  console.log('Downloading Electron …')
  spawnSync(process.execPath, [join(electronFolder, 'install.js')], { stdio: 'ignore', timeout: 600_000 })
  return installedElectron()
}

function installedElectron(): string | null {
  const pathFile = join(electronFolder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const binary = join(electronFolder, 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(binary) ? binary : null
}

function startElectron(binary: string, profile: string | undefined): void {
  const folder = profile === undefined ? [] : [`--user-data-dir=${profile}`]
  const app = spawn(binary, ['.', ...folder], { cwd: root, stdio: 'inherit' })
  app.on('exit', (code) => {
    process.exitCode = code ?? 0
  })
}

async function openPreview({ headless, port, profile }: Options): Promise<void> {
  if (!headless && !hasDisplay()) {
    throw new Error(
      'This computer has no display, so there is nothing to open. `npm run tour` shows the app at work in pictures, ' +
        'and `npm start -- --headless --cdp PORT` runs it without a window.',
    )
  }
  console.log('The preview has no keychain to trust, so it is limited to the built-in sandbox.')
  await startPreview({
    chromium: ensureChromium((line) => console.log(line)),
    headless,
    ...(port === undefined ? {} : { debuggingPort: port }),
    ...(profile === undefined ? {} : { profile }),
    onLine: (line) => console.log(line),
  })
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}
