// Small apps written inside a test: the main process, the preload and the page as text or functions.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchApp } from './launch-app.ts'
import type { LaunchOptions, RunningApp } from './running-app.ts'

type Electron = typeof import('electron')
type Files = Readonly<Record<string, string>>

const mark = 'RESULT:'

export interface InlineApp extends RunningApp {
  readonly folder: string
}

/** Writes the files (`main.mjs` is the entry) and launches them; they are removed by `close()` and `kill()`. */
export async function launchFiles(files: Files, options: LaunchOptions = {}): Promise<InlineApp> {
  const folder = mkdtempSync(join(tmpdir(), 'inline-app-'))
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const app = await launchApp({ ...options, entry: join(folder, 'main.mjs') })
    return {
      ...app,
      folder,
      close: () => app.close().finally(remove),
      kill: () => app.kill().finally(remove),
    }
  } catch (error) {
    remove()
    throw error
  }
}

/** Launches a window app and waits until its page has loaded. */
export async function launchWindow(
  parts: Parameters<typeof windowApp>[0],
  options?: LaunchOptions,
): Promise<InlineApp> {
  const app = await launchFiles(windowApp(parts), options)
  const deadline = Date.now() + 10_000
  while (!app.output().includes('LOADED')) {
    if (Date.now() > deadline) {
      await app.kill()
      throw new Error(`the page did not load:\n${app.output()}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return app
}

/**
 * Runs `body` in an app's main process once it is ready, ends the app and gives what `body` returned (as JSON carries
 * it). `body` travels as text, so it may use nothing from outside. `first` runs before ready.
 */
export async function inMain<T>(
  body: (electron: Electron) => T | Promise<T>,
  options: LaunchOptions & { readonly first?: (electron: Electron) => void } = {},
): Promise<T> {
  const { first, ...rest } = options
  const app = await launchFiles({ 'main.mjs': mainText(body, first) }, rest)
  await app.exited
  const output = app.output()
  await app.close()
  const line = output.split('\n').find((text) => text.startsWith(mark))
  if (line === undefined) throw new Error(`the app gave no result:\n${output}`)
  const { value, error } = JSON.parse(line.slice(mark.length)) as { value: T; error?: string }
  if (error !== undefined) throw new Error(error)
  return value
}

function mainText(body: unknown, first: unknown): string {
  return `import * as electron from 'electron/main'
const { app } = electron
app.on('window-all-closed', () => {})
${first === undefined ? '' : `;(${String(first)})(electron)`}
app.whenReady().then(async () => (${String(body)})(electron)).then(
  (value) => ({ value }),
  (error) => ({ error: String(error) }),
).then((result) => {
  console.log('${mark}' + JSON.stringify(result))
  app.exit(0)
})
`
}

/** An app with one window on \`app://bundle/index.html\`; `main` runs after ready with the window at hand. */
export function windowApp(parts: {
  readonly preload?: string
  readonly script?: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Statements before `ready`; \`electron\` is at hand. */
  readonly before?: string
  /** Statements after the window was made; \`window\`, \`electron\` are at hand. */
  readonly main?: string
  readonly options?: string
  /** The preload's file name. */
  readonly preloadName?: string
}): Files {
  const preloadName = parts.preloadName ?? 'preload.cjs'
  return {
    [preloadName]:
      parts.preload ??
      `const { contextBridge, ipcRenderer } = require('electron/renderer')
contextBridge.exposeInMainWorld('door', { invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args) })`,
    'index.html': `<!doctype html><title>Inline</title>${parts.body ?? '<h1>Inline</h1>'}<script src="/page.js"></script>`,
    'page.js': parts.script ?? '',
    'main.mjs': `import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as electron from 'electron/main'
const { app, BrowserWindow, ipcMain, protocol, session } = electron
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
${parts.before ?? ''}
const types = { html: 'text/html', js: 'text/javascript' }
const serve = ({ url }) => {
  const name = url.replace('app://bundle/', '').replace(/[?#].*/, '')
  const headers = { 'content-type': types[name.split('.').at(-1)] ?? 'text/plain', ...${JSON.stringify(parts.headers ?? {})} }
  if (name !== 'index.html' && name !== 'page.js') return new Response('Not found', { status: 404, headers })
  return new Response(readFileSync(join(import.meta.dirname, name)), { headers })
}
app.whenReady().then(async () => {
  const own = session.defaultSession
  own.setPermissionRequestHandler((_contents, _name, answer) => answer(false))
  own.setPermissionCheckHandler(() => false)
  own.setSpellCheckerEnabled(false)
  own.protocol.handle('app', serve)
  const window = new BrowserWindow({
    webPreferences: { preload: join(import.meta.dirname, '${preloadName}') },
    ...(${parts.options ?? '{}'}),
  })
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  ${parts.main ?? ''}
  await window.loadURL('app://bundle/index.html')
  console.log('LOADED')
})
`,
  }
}
