// The driver on Electron itself, for computers that have its binary and a display. It offers what can be driven from
// outside; what only the stand-in can make happen (a refused keyring, another system, a power cut of the tray) rejects.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication } from 'playwright'
import type { DialogEntry, LaunchOptions, MenuEntry, RunningApp } from './running-app.ts'

const root = join(import.meta.dirname, '../..')
const electronFolder = join(root, 'node_modules/electron')
const closeMs = 5000

/** Electron's installed program, or null. */
export function electronBinary(): string | null {
  const pathFile = join(electronFolder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const binary = join(electronFolder, 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(binary) ? binary : null
}

/** Starts the built app on Electron. Rejects for options that only the stand-in has. */
export async function launchRealElectron(
  executablePath: string,
  options: LaunchOptions,
): Promise<RunningApp> {
  for (const name of [
    'platform',
    'isPackaged',
    'entry',
    'safeStorage',
    'tray',
    'remoteDebuggingPort',
  ] as const) {
    if (options[name] !== undefined) throw new Error(`only the stand-in has the launch option ${name}`)
  }
  const userData = options.userData ?? join(mkdtempSync(join(tmpdir(), 'latchkey-electron-')), 'Latchkey')
  const args = ['.', `--user-data-dir=${userData}`, ...(options.args ?? [])]
  const env = { ...plainEnvironment(), ...options.env, ...(options.timezone ? { TZ: options.timezone } : {}) }
  // Without `executablePath` Playwright adds the loader that holds `ready` back until it has attached.
  const application = await _electron.launch({ args, cwd: root, env })
  let output = ''
  const child = application.process()
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const exited = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)))
  const end = () => {
    if (options.userData === undefined) rmSync(join(userData, '..'), { recursive: true, force: true })
  }
  const recorded = await recordEffects(application)

  return {
    backend: 'electron',
    pid: child.pid ?? 0,
    page: async () => application.windows()[0] ?? application.firstWindow(),
    ...driveWindow(application),
    tray: { menu: onlyStandIn, tooltip: onlyStandIn, click: onlyStandIn },
    menu: {
      items: () => application.evaluate(readMenu),
      click: (...path) => application.evaluate(chooseEntry, path),
      press: onlyStandIn,
    },
    dialogs: recorded.dialogs,
    clipboard: {
      text: () => application.evaluate(({ clipboard }) => clipboard.readText()),
      formats: onlyStandIn,
      setForeign: (text) => application.evaluate(({ clipboard }, words) => clipboard.writeText(words), text),
      raceNext: onlyStandIn,
      history: () => [],
    },
    safeStorage: { setMode: onlyStandIn, rotateKey: onlyStandIn },
    system: {
      emit: (event) => application.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event),
      endSession: onlyStandIn,
      setIdleSeconds: onlyStandIn,
      setDark: onlyStandIn,
      askClientCertificate: onlyStandIn,
      showBadCertificate: onlyStandIn,
      closeTerminal: async () => void child.stdout?.destroy(),
    },
    ipc: {
      forge: onlyStandIn,
      listeners: () => application.evaluate(({ ipcMain }) => ipcMain.eventNames().map(String)),
    },
    notification: { click: onlyStandIn, press: onlyStandIn, shown: onlyStandIn },
    shortcuts: { press: onlyStandIn },
    openedLinks: recorded.links,
    notifications: () => [],
    complaints: () => [],
    ipcMessages: () => [],
    output: () => output,
    secondInstance: (more = []) => runToEnd(executablePath, [...args, ...more], env),
    kill: async () => {
      child.kill('SIGKILL')
      await exited
      end()
    },
    close: async () => {
      const timer = setTimeout(() => child.kill('SIGKILL'), closeMs)
      await application.close()
      const code = await exited
      clearTimeout(timer)
      end()
      if (code !== 0) throw new Error(`the app ended with code ${code}\n${output}`)
    },
    exited,
    userData,
    debuggingPort: onlyStandIn,
  }
}

function onlyStandIn(): Promise<never> {
  return Promise.reject(new Error('only the stand-in for Electron can do this'))
}

function plainEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
}

type Main = typeof import('electron')

function driveWindow(application: ElectronApplication): Pick<RunningApp, 'window'> {
  const act = (name: 'close' | 'hide' | 'show' | 'focus' | 'blur' | 'minimize') => () =>
    application.evaluate(({ BrowserWindow }, method) => BrowserWindow.getAllWindows()[0]?.[method](), name)
  const ask = (name: 'isVisible' | 'isFocused' | 'isContentProtected') => () =>
    application.evaluate(
      ({ BrowserWindow }, method) => BrowserWindow.getAllWindows()[0]?.[method]() ?? false,
      name,
    )
  return {
    window: {
      close: act('close'),
      hide: act('hide'),
      show: act('show'),
      focus: act('focus'),
      blur: act('blur'),
      minimize: act('minimize'),
      isOpen: () => application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length > 0),
      isVisible: ask('isVisible'),
      isFocused: ask('isFocused'),
      isContentProtected: ask('isContentProtected'),
      options: onlyStandIn,
      crashRenderer: () =>
        application.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
        ),
    },
  }
}

/** Travels to main as text, so it uses nothing from outside. */
function readMenu({ Menu }: Main): MenuEntry[] {
  const read = (menu: Electron.Menu): MenuEntry[] =>
    menu.items
      .filter((item) => item.visible)
      .map((item) => ({
        label: item.label.replace(/&(&?)/g, '$1'),
        type: item.type,
        role: item.role ?? null,
        isEnabled: item.enabled,
        isChecked: item.checked,
        accelerator: item.accelerator ?? null,
        items: item.submenu ? read(item.submenu) : [],
      }))
  const menu = Menu.getApplicationMenu()
  return menu === null ? [] : read(menu)
}

function chooseEntry({ Menu }: Main, path: readonly string[]): void {
  let menu = Menu.getApplicationMenu()
  for (const [index, label] of path.entries()) {
    const item = menu?.items.find((entry) => entry.label.replace(/&(&?)/g, '$1') === label)
    if (item === undefined) throw new Error(`no entry "${label}"`)
    if (index === path.length - 1) item.click()
    menu = item.submenu ?? null
  }
}

/** Keeps links from being opened and message boxes from being shown; both wait for the test instead. */
async function recordEffects(application: ElectronApplication) {
  interface Kept {
    links: string[]
    open: { entry: DialogEntry; choose: (index: number) => void }[]
    history: DialogEntry[]
    prepared: string[]
    savePlaces: (string | null)[]
    saves: ((path: string | null) => void)[]
  }
  await application.evaluate(({ dialog, shell }) => {
    const kept: Kept = { links: [], open: [], history: [], prepared: [], savePlaces: [], saves: [] }
    Object.assign(globalThis, { kept })
    shell.openExternal = async (url) => void kept.links.push(url)
    const ask = (...args: unknown[]) => {
      const options = args.at(-1) as Electron.MessageBoxOptions
      const { promise, resolve } = Promise.withResolvers<Electron.MessageBoxReturnValue>()
      const entry: DialogEntry = {
        id: kept.history.length + kept.open.length + 1,
        kind: 'message',
        message: options.message,
        detail: options.detail ?? '',
        buttons: options.buttons ?? ['OK'],
        hasParent: args.length > 1,
        answer: null,
      }
      const choose = (response: number) => {
        kept.open = kept.open.filter((other) => other.entry !== entry)
        kept.history.push({ ...entry, answer: entry.buttons[response] ?? '' })
        resolve({ response, checkboxChecked: false })
      }
      kept.open.push({ entry, choose })
      const prepared = kept.prepared.shift()
      if (prepared !== undefined) choose(entry.buttons.indexOf(prepared))
      return promise
    }
    dialog.showMessageBox = ask
    dialog.showSaveDialog = () => {
      const { promise, resolve } = Promise.withResolvers<Electron.SaveDialogReturnValue>()
      const answer = (path: string | null) => resolve({ canceled: path === null, filePath: path ?? '' })
      if (kept.savePlaces.length > 0) answer(kept.savePlaces.shift() ?? null)
      else kept.saves.push(answer)
      return promise
    }
  })
  const links: string[] = []
  const history: DialogEntry[] = []
  const refresh = async () => {
    const now = await application.evaluate(() => {
      const { kept } = globalThis as unknown as { kept: Kept }
      return { links: kept.links, history: kept.history, open: kept.open.map(({ entry }) => entry) }
    })
    links.splice(0, links.length, ...now.links)
    history.splice(0, history.length, ...now.history)
    return now.open
  }
  const timer = setInterval(() => void refresh().catch(() => clearInterval(timer)), 100)
  timer.unref()
  const dialogs: RunningApp['dialogs'] = {
    pending: refresh,
    answerNext: (label) =>
      application.evaluate((_, words) => {
        ;(globalThis as unknown as { kept: Kept }).kept.prepared.push(words)
      }, label),
    answer: async (label) => {
      const deadline = Date.now() + closeMs
      while ((await refresh()).length === 0) {
        if (Date.now() > deadline) throw new Error('no dialog opened within 5 s')
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      await application.evaluate((_, words) => {
        const first = (globalThis as unknown as { kept: Kept }).kept.open[0]
        const index = first?.entry.buttons.indexOf(words) ?? -1
        if (index === -1) throw new Error(`no button "${words}"`)
        first?.choose(index)
      }, label)
    },
    saveTo: (path) =>
      application.evaluate((_, place) => {
        const { saves, savePlaces } = (globalThis as unknown as { kept: Kept }).kept
        const answer = saves.shift()
        if (answer === undefined) savePlaces.push(place)
        else answer(place)
      }, path),
    history: () => history,
  }
  return { dialogs, links: () => links }
}

function runToEnd(program: string, args: readonly string[], env: Record<string, string>) {
  const child = spawn(program, args, { cwd: root, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  return new Promise<{ exitCode: number; output: string }>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ exitCode: code ?? -1, output }))
  })
}
