// Starts the installed Chromium and speaks its DevTools protocol over a pipe, so that it ends with this process.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.js'

type Commands = Protocol.CommandParameters
type Results = Protocol.CommandReturnValues
type Events = Protocol.Events

export interface CdpSession {
  /** Rejects with the protocol's own message, and when Chromium ended. */
  readonly send: <M extends keyof Commands>(method: M, params?: Commands[M]) => Promise<Results[M]>
  readonly on: <E extends keyof Events>(event: E, listener: (params: Events[E]) => void) => void
  /** The session of a target that was attached below this one. */
  readonly session: (id: string) => CdpSession
}

export interface Chromium {
  readonly root: CdpSession
  /** The port on 127.0.0.1 for other drivers. */
  readonly debuggingPort: () => Promise<number>
  readonly onExit: (listener: () => void) => void
  /** Ends it at once. */
  readonly kill: () => void
  /** Lets it write its files and end; at most a second. */
  readonly close: () => Promise<void>
}

export interface ChromiumOptions {
  readonly executable: string
  readonly profile: string
  readonly isHeadless: boolean
  readonly debuggingPort: number
  /** Opens a window without tabs and address bar, as the app's own window. */
  readonly isApp: boolean
  readonly width: number
  readonly height: number
}

export function startChromium(options: ChromiumOptions): Chromium {
  const portFile = join(options.profile, 'DevToolsActivePort')
  rmSync(portFile, { force: true })
  const child = spawn(options.executable, switches(options), {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const hasExited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const connection = connect(child, hasExited)
  return {
    root: connection('') as CdpSession,
    debuggingPort: () =>
      options.debuggingPort === 0 ? readPort(portFile, child) : openPort(options.debuggingPort),
    onExit: (listener) => void hasExited.then(listener),
    kill: () => child.kill('SIGKILL'),
    close: async () => {
      const deadline = setTimeout(() => child.kill('SIGKILL'), 1000)
      connection('')
        .send('Browser.close')
        .catch(() => {})
      await hasExited
      clearTimeout(deadline)
    },
  }
}

/** Removes the folder for a socket that Chromium leaves in the temporary folder when it is killed. */
export function removeLeftovers(profile: string): void {
  try {
    const folder = dirname(readlinkSync(join(profile, 'SingletonSocket')))
    if (basename(folder).includes('hromium')) rmSync(folder, { recursive: true, force: true })
  } catch {
    // It ended in order, or never ran.
  }
}

function switches(options: ChromiumOptions): string[] {
  return [
    `--user-data-dir=${options.profile}`,
    '--remote-debugging-pipe',
    `--remote-debugging-port=${options.debuggingPort}`,
    ...(options.isHeadless ? ['--headless=new', '--hide-scrollbars', '--mute-audio'] : []),
    ...(options.isApp ? ['--app=data:text/html,<title>Latchkey</title>'] : ['--no-startup-window']),
    `--window-size=${options.width},${options.height}`,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    // Everything the app's page may have is served from here.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-gpu',
    '--disable-quic',
    '--disable-sync',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    '--disable-breakpad',
    '--disable-search-engine-choice-screen',
    '--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,AcceptCHFrame',
    '--password-store=basic',
    '--use-mock-keychain',
    '--force-color-profile=srgb',
  ]
}

interface Message {
  readonly id?: number
  readonly sessionId?: string
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** Frames on the pipe are JSON, each ended by a zero byte. */
function connect(child: ChildProcess, hasExited: Promise<void>): (sessionId: string) => CdpSession {
  const output = child.stdio[3] as Writable
  const input = child.stdio[4] as Readable
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const listeners = new Map<string, ((params: never) => void)[]>()
  let lastId = 0
  let isOpen = true

  const receive = (message: Message) => {
    if (message.id !== undefined) {
      const call = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.error) call?.reject(new Error(message.error.message))
      else call?.resolve(message.result)
      return
    }
    for (const listener of listeners.get(`${message.sessionId ?? ''} ${message.method}`) ?? []) {
      listener(message.params as never)
    }
  }
  let rest: Buffer[] = []
  input.on('data', (chunk: Buffer) => {
    let start = 0
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      rest.push(chunk.subarray(start, end))
      const frame = Buffer.concat(rest).toString()
      rest = []
      start = end + 1
      receive(JSON.parse(frame))
    }
    if (start < chunk.length) rest.push(chunk.subarray(start))
  })
  output.on('error', () => {})
  input.on('error', () => {})
  void hasExited.then(() => {
    isOpen = false
    for (const { reject } of waiting.values()) reject(new Error('Chromium has ended'))
    waiting.clear()
  })

  const session = (sessionId: string): CdpSession => ({
    send: (method, params) =>
      new Promise((resolve, reject) => {
        if (!isOpen) return reject(new Error('Chromium has ended'))
        lastId += 1
        waiting.set(lastId, { resolve: resolve as (value: unknown) => void, reject })
        const to = sessionId === '' ? {} : { sessionId }
        output.write(`${JSON.stringify({ id: lastId, method, params: params ?? {}, ...to })}\0`)
      }),
    on: (event, listener) => {
      const key = `${sessionId} ${event}`
      listeners.set(key, [...(listeners.get(key) ?? []), listener])
    },
    session,
  })
  return session
}

/** A port that was asked for is not written down, so it is tried. */
async function openPort(port: number): Promise<number> {
  const deadline = Date.now() + 10_000
  while (Date.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${port}/json/version`).catch(() => null)
    if (answer?.ok) return port
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`Chromium did not open port ${port}; another program may hold it`)
}

async function readPort(portFile: string, child: ChildProcess): Promise<number> {
  const deadline = Date.now() + 10_000
  while (Date.now() < deadline && child.exitCode === null) {
    const port = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8').split('\n')[0]) : 0
    if (port > 0) return port
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('Chromium did not open its debugging port')
}
