// The system around the app: its options, what it complains about, and the levers that tests pull.
import type { Platform, SafeStorageMode, TrayMode } from '../running-app.ts'

/** Everything the child process must know; plain data, sent as its first message. */
export interface HostOptions {
  readonly entry: string
  readonly appFolder: string
  readonly userData: string
  readonly platform: Platform
  readonly isPackaged: boolean
  readonly args: readonly string[]
  readonly safeStorage: SafeStorageMode
  readonly keyring: string
  readonly tray: TrayMode
  readonly chromium: string
  readonly isHeadless: boolean
  /** Whether a person uses it: native dialogs then become pages. */
  readonly isPreview: boolean
  /** 0 for any free port. */
  readonly debuggingPort: number
}

export type Topic = 'complaint' | 'dialog' | 'ipc' | 'link' | 'notification' | 'clipboard' | 'ready' | 'crash'
type Lever = (...args: never[]) => unknown

export interface Desktop {
  readonly options: HostOptions
  readonly os: 'linux' | 'win32' | 'darwin'
  readonly isWayland: boolean
  readonly isReady: () => boolean
  readonly setReady: () => void
  /** Windows shows nothing of a program that has not said who it is (I3). */
  readonly hasModelId: () => boolean
  readonly setModelId: (id: string) => void
  /** Records what Electron would print and swallow, or what a user would suffer from unseen. */
  readonly complain: (text: string) => void
  readonly record: (topic: Topic, entry: unknown) => void
  /** Registers what the test can pull by name. */
  readonly lever: (name: string, action: Lever) => void
  readonly pull: (name: string, args: readonly unknown[]) => unknown
  /** Runs when the app ends, in order of registration. */
  readonly beforeExit: (check: () => void) => void
  readonly runExitChecks: () => void
}

export function createDesktop(options: HostOptions, tell: (topic: Topic, entry: unknown) => void): Desktop {
  const levers = new Map<string, Lever>()
  const exitChecks: (() => void)[] = []
  const complained = new Set<string>()
  let ready = false
  let modelId = ''
  return {
    options,
    os: options.platform === 'win32' || options.platform === 'darwin' ? options.platform : 'linux',
    isWayland: options.platform === 'linux-wayland',
    isReady: () => ready,
    setReady: () => {
      ready = true
    },
    hasModelId: () => modelId !== '',
    setModelId: (id) => {
      modelId = id
    },
    complain: (text) => {
      if (complained.has(text)) return
      complained.add(text)
      tell('complaint', text)
    },
    record: tell,
    lever: (name, action) => levers.set(name, action),
    pull: (name, args) => {
      const action = levers.get(name)
      if (action === undefined) throw new Error(`the stand-in has no lever ${name}`)
      return action(...(args as never[]))
    },
    beforeExit: (check) => exitChecks.push(check),
    runExitChecks: () => {
      for (const check of exitChecks.splice(0)) check()
    },
  }
}
