// Starts the built app for a test and gives the driver for it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { findChromium } from '../../scripts/find-chromium.ts'
import { checkAppRemains } from './app-remains.ts'
import { type HostProcess, startHost } from './host-process.ts'
import { createPageFinder } from './page-finder.ts'
import { electronBinary, launchRealElectron } from './real-electron.ts'
import type {
  ClipboardWrite,
  DialogEntry,
  IpcMessage,
  LaunchOptions,
  NotificationEntry,
  RunningApp,
} from './running-app.ts'
import { removeLeftovers } from './stand-in/chromium.ts'
import type { HostOptions } from './stand-in/desktop.ts'

const root = join(import.meta.dirname, '../..')
const closeMs = 5000

/**
 * Starts the app and waits until it is ready. Rejects, with everything the app printed, when it ends before that or
 * deadlocks.
 */
export async function launchApp(options: LaunchOptions = {}): Promise<RunningApp> {
  const electron = process.env.LATCHKEY_ON_ELECTRON === '1' ? electronBinary() : null
  if (electron !== null) return launchRealElectron(electron, options)
  const userData =
    userDataSwitch(options.args ?? []) ??
    options.userData ??
    join(mkdtempSync(join(tmpdir(), 'latchkey-test-')), 'Latchkey')
  const hostOptions = toHostOptions(options, userData)
  const host = startHost(hostOptions, {
    ...options.env,
    ...(options.timezone ? { TZ: options.timezone } : {}),
  })
  const isOwnFolder = userData !== options.userData && userDataSwitch(options.args ?? []) === undefined
  const cleanUp = () => {
    removeLeftovers(userData)
    if (isOwnFolder) rmSync(join(userData, '..'), { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    await host.ready
  } catch (error) {
    await host.kill()
    cleanUp()
    throw error
  }
  return createDriver(host, hostOptions, options, cleanUp)
}

/** `--user-data-dir` moves the data before main runs (J12). */
function userDataSwitch(args: readonly string[]): string | undefined {
  return args.find((argument) => argument.startsWith('--user-data-dir='))?.split('=')[1]
}

function toHostOptions(options: LaunchOptions, userData: string): HostOptions {
  const chromium = findChromium()
  if (chromium === null) throw new Error('no Chromium is installed: run `npm test`, which installs one')
  return {
    entry: resolve(root, options.entry ?? 'out/main/index.js'),
    appFolder: root,
    userData,
    platform: options.platform ?? 'linux-x11',
    isPackaged: options.isPackaged ?? false,
    args: options.args ?? [],
    safeStorage: options.safeStorage ?? 'ok',
    keyring: `${userData}.keyring`,
    tray: options.tray ?? 'ok',
    chromium,
    isHeadless: options.headless ?? true,
    isPreview: false,
    debuggingPort: options.remoteDebuggingPort ?? 0,
  }
}

function createDriver(
  host: HostProcess,
  hostOptions: HostOptions,
  options: LaunchOptions,
  cleanUp: () => void,
): RunningApp {
  const pages = createPageFinder(host)
  const act = (lever: string) => () => host.pull<void>(lever)
  const emit = (event: string) => host.pull<void>('system.emit', event)
  const unexpected = () =>
    host
      .records<string>('complaint')
      .filter((text) => !options.expectComplaints?.some((known) => known.test(text)))
  // The small apps by which the stand-in itself is tested promise nothing.
  const isLatchkey = options.entry === undefined
  const end = async (lastPage: string) => {
    await pages.close()
    try {
      if (isLatchkey)
        checkAppRemains({
          userData: hostOptions.userData,
          messages: host.records<IpcMessage>('ipc'),
          clipboard: host.records<ClipboardWrite>('clipboard'),
          output: host.output(),
          lastPage,
        })
    } finally {
      cleanUp()
    }
  }
  return {
    backend: 'stand-in',
    pid: host.pid,
    page: pages.current,
    tray: {
      menu: () => host.pull('tray.menu'),
      tooltip: () => host.pull('tray.tooltip'),
      click: (...path) => host.pull('tray.click', ...path),
    },
    menu: {
      items: () => host.pull('menu.items'),
      click: (...path) => host.pull('menu.click', ...path),
      press: (accelerator) => host.pull('menu.press', accelerator),
    },
    dialogs: {
      pending: () => host.pull('dialog.pending'),
      answer: (label) => host.pull('dialog.answer', label),
      answerNext: (label) => host.pull('dialog.answerNext', label),
      saveTo: (path) => host.pull('dialog.saveTo', path),
      history: () => host.records<DialogEntry>('dialog'),
    },
    clipboard: {
      text: () => host.pull('clipboard.text'),
      formats: () => host.pull('clipboard.formats'),
      setForeign: (text) => host.pull('clipboard.setForeign', text),
      raceNext: (text) => host.pull('clipboard.raceNext', text),
      history: () => host.records<ClipboardWrite>('clipboard'),
    },
    safeStorage: {
      setMode: (mode) => host.pull('safeStorage.setMode', mode),
      rotateKey: act('safeStorage.rotateKey'),
    },
    window: {
      close: act('window.close'),
      hide: act('window.hide'),
      show: act('window.show'),
      focus: act('window.focus'),
      blur: act('window.blur'),
      minimize: act('window.minimize'),
      isOpen: () => host.pull('window.isOpen'),
      isVisible: () => host.pull('window.isVisible'),
      isFocused: () => host.pull('window.isFocused'),
      isContentProtected: () => host.pull('window.isContentProtected'),
      options: () => host.pull('window.options'),
      crashRenderer: async () => {
        await host.pull('window.crashRenderer')
        await pages.forget()
      },
    },
    system: {
      emit,
      endSession: act('system.endSession'),
      setIdleSeconds: (seconds) => host.pull('system.setIdleSeconds', seconds),
      setDark: (isDark) => host.pull('system.setDark', isDark),
      askClientCertificate: () => host.pull('system.askClientCertificate'),
      showBadCertificate: () => host.pull('system.showBadCertificate'),
      closeTerminal: async () => host.closeTerminal(),
    },
    ipc: {
      forge: (channel, args, sender) => host.pull('ipc.forge', channel, args, sender),
      listeners: () => host.pull('ipc.listeners'),
    },
    notification: {
      click: (title) => host.pull('notification.click', title),
      press: (title, label) => host.pull('notification.press', title, label),
      shown: () => host.pull('notification.shown'),
    },
    shortcuts: { press: (accelerator) => host.pull('shortcut.press', accelerator) },
    openedLinks: () => host.records<string>('link'),
    notifications: () => host.records<NotificationEntry>('notification'),
    complaints: () => host.records<string>('complaint'),
    ipcMessages: () => host.records<IpcMessage>('ipc'),
    output: host.output,
    secondInstance: async (args = []) => {
      const second = startHost({ ...hostOptions, args }, options.env ?? {})
      second.ready.catch(() => {})
      return { exitCode: await second.exited, output: second.output() }
    },
    kill: async () => {
      await host.kill()
      await end('')
    },
    close: async () => {
      const lastPage = isLatchkey && !host.hasExited() ? await pages.content() : ''
      await pages.close()
      host.pull('app.quit').catch(() => {})
      const hasEnded = await host.endsWithin(closeMs)
      if (!hasEnded) await host.kill()
      await end(lastPage)
      if (!hasEnded) throw new Error(`the app did not quit within 5 s\n${host.output()}`)
      const complaints = unexpected()
      if (complaints.length > 0)
        throw new Error(`Electron would complain:\n${complaints.join('\n')}\n${host.output()}`)
    },
    exited: host.exited,
    userData: hostOptions.userData,
    debuggingPort: () => host.pull('debuggingPort'),
  }
}
