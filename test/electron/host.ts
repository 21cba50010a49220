// The process in which the app runs: sets up the stand-in, imports the app's entry and lets `ready` come after it.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Worker } from 'node:worker_threads'
import { installBoringCrypto } from './stand-in/boring-crypto.ts'
import { createDesktop, type Desktop, type HostOptions, type Topic } from './stand-in/desktop.ts'
import { createStandIn, type StandIn } from './stand-in/electron.ts'
import { allowLoopbackOnly } from './stand-in/loopback-only.ts'
import { installElectronHooks } from './stand-in/module-hooks.ts'

export type ToHost =
  | { readonly kind: 'start'; readonly options: HostOptions }
  | { readonly kind: 'pull'; readonly id: number; readonly lever: string; readonly args: readonly unknown[] }
export type FromHost =
  | { readonly kind: 'record'; readonly topic: Topic; readonly entry: unknown }
  | { readonly kind: 'pulled'; readonly id: number; readonly value?: unknown; readonly error?: string }

const deadlockMs = 2000
const endProcess = process.exit.bind(process) as (code: number) => never
const send = process.send?.bind(process)
const post = (message: FromHost) => {
  if (process.connected) send?.(message)
}

process.once('message', (message: ToHost) => {
  if (message.kind === 'start') void start(message.options)
})

async function start(options: HostOptions): Promise<void> {
  const desktop = createDesktop(options, (topic, entry) => post({ kind: 'record', topic, entry }))
  const manifest = JSON.parse(readFileSync(join(options.appFolder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >
  dressProcess(options, desktop.os)
  prepareUserData(options.userData)
  const standIn = createStandIn(desktop, {
    appName: (manifest.productName ?? manifest.name ?? 'Electron').trim(),
    appVersion: manifest.version ?? '0.0.0',
    hasDesktopName: manifest.desktopName !== undefined,
    endProcess,
  })
  installElectronHooks(standIn.electron)
  if (options.isPreview) allowLoopbackOnly()
  process.on('disconnect', () => {
    standIn.kill()
    endProcess(1)
  })
  process.on('exit', standIn.kill)
  process.on('message', async (message: ToHost) => {
    if (message.kind !== 'pull') return
    const { id } = message
    try {
      post({ kind: 'pulled', id, value: await desktop.pull(message.lever, message.args) })
    } catch (error) {
      post({ kind: 'pulled', id, error: error instanceof Error ? error.message : String(error) })
    }
  })
  watchFailures(desktop.complain)
  watchWorkers(desktop)
  installBoringCrypto()
  await importEntry(options.entry, standIn, desktop.complain)
  standIn.becomeReady()
  // From here on `process.exit` ends the app as `app.exit` does: code after it still runs (A8).
  process.exit = ((code?: number) => (standIn.electron.app as Electron.App).exit(code)) as typeof process.exit
  desktop.record('ready', null)
  warnOfZombie(standIn, desktop.complain)
}

/** What an app sees of its process inside Electron (A11). */
function dressProcess({ appFolder, isPackaged, args }: HostOptions, os: string): void {
  const program = isPackaged ? '/opt/Latchkey/latchkey' : '/opt/electron/electron'
  process.argv = [program, ...(isPackaged ? [] : ['.']), ...args]
  define(process, 'platform', os)
  define(process, 'type', 'browser')
  define(process, 'resourcesPath', join(program, '../resources'))
  define(process, 'versions', { ...process.versions, electron: '45.5.0', chrome: '156.0.0.0' })
  if (!isPackaged) define(process, 'defaultApp', true)
  process.chdir(appFolder)
  define(process, 'send', undefined)
}

function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true })
}

/** Chromium's own names inside the data folder; a folder called `databases` is deleted, as since Electron 32 (B3). */
function prepareUserData(userData: string): void {
  mkdirSync(join(userData, '..'), { recursive: true })
  rmSync(join(userData, 'databases'), { recursive: true, force: true })
}

/** Electron prints a rejection and goes on; an exception opens an error box and goes on (A6). */
function watchFailures(complain: (text: string) => void): void {
  process.on('unhandledRejection', (reason) => {
    console.error('(electron) UnhandledPromiseRejectionWarning:', reason)
    complain(`unhandled rejection: ${String(reason)}`)
  })
  process.on('uncaughtException', (error) => {
    complain(`uncaught exception: ${String(error)}`)
    // To print on a closed terminal would only raise the next one.
    if (process.listenerCount('uncaughtException') > 1 || /EPIPE|EIO/.test(error.message)) return
    console.error('A JavaScript error occurred in the main process', error)
  })
}

/** Quitting with live workers has crashed Electron (J5). */
function watchWorkers(desktop: Desktop): void {
  const alive = new Set<Worker>()
  process.on('worker', (worker) => {
    alive.add(worker)
    worker.once('exit', () => alive.delete(worker))
  })
  desktop.beforeExit(() => {
    if (alive.size > 0) desktop.complain('a worker thread lives on while the app quits')
  })
}

async function importEntry(entry: string, standIn: StandIn, complain: (text: string) => void): Promise<void> {
  const watchdog = setTimeout(() => {
    if (standIn.waiters() === 0) return
    complain('deadlock: the entry awaits something behind `ready`, and `ready` waits for the entry to settle')
  }, deadlockMs)
  try {
    await import(pathToFileURL(entry).href)
  } catch (error) {
    // Electron tells of it as an uncaught exception and goes on to `ready` (A5).
    ;(process as NodeJS.EventEmitter).emit('uncaughtException', error)
  } finally {
    clearTimeout(watchdog)
  }
}

/** An app that failed at its start lives on without anything to see: the worst kind of failure. */
function warnOfZombie(standIn: StandIn, complain: (text: string) => void): void {
  const timer = setTimeout(() => {
    if (!standIn.hasWindow() && !standIn.isQuitting()) complain('the app runs without a window')
  }, 5000)
  timer.unref()
}
