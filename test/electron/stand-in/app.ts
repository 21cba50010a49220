// app: identity, paths, the single-instance lock, `ready`, and the order of events in which it quits.
import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { defaultPath, offPlatform, platformMembers } from './app-facts.ts'
import type { Browser } from './browser.ts'
import type { OwnWindow } from './browser-window.ts'
import type { Desktop } from './desktop.ts'
import { createInstanceLock } from './instance-lock.ts'
import { onlyKnown, preventable, strict } from './strict.ts'

export interface OwnApp {
  readonly app: Electron.App
  readonly becomeReady: () => void
  /** How many wait for `ready`. */
  readonly waiters: () => number
  readonly quitWithLastWindow: () => void
  /** From the moment its windows are asked to close for good. */
  readonly isQuitting: () => boolean
}

export interface AppFacts {
  readonly name: string
  readonly version: string
  /** Whether package.json names the .desktop file. */
  readonly hasDesktopName: boolean
  /** The program's process really ends with this. */
  readonly endProcess: (code: number) => never
}

export function createApp(
  desktop: Desktop,
  browser: Browser,
  windows: () => readonly OwnWindow[],
  facts: AppFacts,
): OwnApp {
  const emitter = new EventEmitter()
  const { options } = desktop
  const paths = new Map<string, string>()
  const ready = Promise.withResolvers<void>()
  const lock = createInstanceLock(options.userData, (data) => {
    if (desktop.isReady()) emitter.emit('second-instance', {}, data.argv, data.cwd, data.additionalData)
  })
  let name = facts.name
  let waiting = 0
  let hasDesktopName = facts.hasDesktopName
  let quitting: 'no' | 'asked' | 'shut' = 'no'

  const tooLate = (what: string) => {
    if (desktop.isReady()) throw new Error(`${what} must be called before app is ready`)
  }
  const path = (key: string): string => {
    const known = paths.get(key)
    if (known !== undefined) return known
    const fresh = defaultPath(key, options.userData)
    if (fresh === null) throw new Error(`Failed to get '${key}' path`)
    paths.set(key, fresh)
    if (key === 'userData' || key === 'logs' || key === 'crashDumps') mkdirSync(fresh, { recursive: true })
    return fresh
  }

  const shutDown = (code: number): void => {
    if (quitting === 'shut') return
    quitting = 'shut'
    emitter.emit('quit', {}, code)
    desktop.runExitChecks()
    // One turn later, so that a test that asked for the end still gets its answer.
    void browser.close().then(() => setImmediate(() => facts.endProcess(code)))
  }
  const finishQuit = () => {
    const event = preventable({})
    emitter.emit('will-quit', event)
    if (event.defaultPrevented) quitting = 'no'
    else shutDown(0)
  }
  const quit = () => {
    if (quitting !== 'no') return
    quitting = 'asked'
    const event = preventable({})
    emitter.emit('before-quit', event)
    if (event.defaultPrevented) {
      quitting = 'no'
      return
    }
    if (!desktop.isReady()) {
      // The module body goes on, and so does `ready`; the loop then ends at its first turn.
      void ready.promise.then(() => setImmediate(finishQuit))
      return
    }
    setImmediate(() => {
      const isCancelled = windows()
        .slice()
        .some((window) => !window.requestClose())
      if (isCancelled) quitting = 'no'
      else finishQuit()
    })
  }
  const exit = (code = 0) => {
    if (!desktop.isReady()) {
      desktop.runExitChecks()
      return facts.endProcess(code)
    }
    if (quitting === 'shut') return
    quitting = 'asked'
    for (const window of windows().slice()) window.window.destroy()
    shutDown(code)
  }

  const members = {
    get name() {
      return name
    },
    set name(next) {
      members.setName(next)
    },
    isPackaged: options.isPackaged,
    setName: (next) => {
      tooLate('app.setName')
      if (paths.has('userData')) desktop.complain('app.setName came after the userData path was taken')
      name = next
    },
    getName: () => name,
    getVersion: () => facts.version,
    getAppPath: () => options.appFolder,
    getLocale: () => 'en-US',
    getPath: (key) => path(key),
    setPath: (key, value) => {
      if (!isAbsolute(value)) throw new Error('Path must be absolute')
      if (defaultPath(key, options.userData) === null) throw new Error('Failed to set path')
      if (key === 'userData' || key === 'sessionData') tooLate(`app.setPath('${key}')`)
      paths.set(key, value)
    },
    isReady: desktop.isReady,
    whenReady: () => {
      waiting += 1
      return ready.promise
    },
    quit,
    exit,
    relaunch: () => {},
    focus: () => {},
    requestSingleInstanceLock: (additionalData) => {
      path('userData')
      return lock.request(process.argv, additionalData)
    },
    hasSingleInstanceLock: lock.isHeld,
    releaseSingleInstanceLock: lock.release,
    setAppUserModelId: desktop.setModelId,
    setDesktopName: () => {
      tooLate('app.setDesktopName')
      hasDesktopName = true
    },
    enableSandbox: () => tooLate('app.enableSandbox'),
    disableHardwareAcceleration: () => tooLate('app.disableHardwareAcceleration'),
    setAboutPanelOptions: () => {},
    // On Linux the default goes to an installed .desktop file, and none is installed here.
    setAsDefaultProtocolClient: () => desktop.os !== 'linux',
    removeAsDefaultProtocolClient: () => desktop.os !== 'linux',
    setLoginItemSettings: (settings) =>
      onlyKnown('app.setLoginItemSettings', settings, [
        'openAtLogin',
        'path',
        'args',
        'enabled',
        'name',
        'type',
        'serviceName',
      ]),
    getLoginItemSettings: () => ({
      openAtLogin: false,
      openAsHidden: false,
      wasOpenedAtLogin: false,
      wasOpenedAsHidden: false,
      restoreState: false,
      executableWillLaunchAtLogin: false,
      launchItems: [],
      status: 'not-registered',
    }),
    commandLine: strict('app.commandLine', {
      appendSwitch: () => tooLate('app.commandLine.appendSwitch'),
      hasSwitch: (wanted) => options.args.some((arg) => switchName(arg) === wanted.toLowerCase()),
      getSwitchValue: (wanted) =>
        options.args
          .find((arg) => switchName(arg) === wanted.toLowerCase())
          ?.split('=')[1]
          ?.toLowerCase() ?? '',
      removeSwitch: () => {},
    } satisfies Partial<Electron.CommandLine>) as unknown as Electron.CommandLine,
  } satisfies Partial<Electron.App>
  // Object.assign would read the accessor of `name` once for all.
  Object.defineProperties(emitter, Object.getOwnPropertyDescriptors(members))

  Object.defineProperties(emitter, Object.getOwnPropertyDescriptors(platformMembers(desktop.os)))

  desktop.lever('app.quit', quit)
  desktop.lever('system.endSession', () => {
    if (desktop.os === 'win32') {
      // Windows asks and tells the windows, then ends the process: no event of the app comes.
      for (const event of ['query-session-end', 'session-end']) {
        for (const { window } of windows())
          (window as NodeJS.EventEmitter).emit(event, preventable({ reasons: ['shutdown'] }))
      }
      desktop.runExitChecks()
      // The test still gets its answer.
      return void setImmediate(() => facts.endProcess(0))
    }
    shutDown(0)
  })
  desktop.lever('system.askClientCertificate', () => {
    const certificates = [{ subjectName: 'Somebody' }]
    return new Promise((resolve) => {
      const event = preventable({})
      const answer = (certificate?: unknown) => resolve(certificate === undefined ? 'none' : 'one')
      emitter.emit('select-client-certificate', event, null, 'https://example.com/', certificates, answer)
      if (!event.defaultPrevented) resolve('one')
    })
  })
  desktop.lever('system.showBadCertificate', () => {
    const event = preventable({})
    let isTrusted = false
    const answer = (isGood: boolean) => {
      isTrusted = event.defaultPrevented && isGood
    }
    emitter.emit(
      'certificate-error',
      event,
      null,
      'https://example.com/',
      'net::ERR_CERT_AUTHORITY_INVALID',
      {},
      answer,
    )
    return isTrusted
  })
  desktop.lever('app.emit', (event: string, ...args: unknown[]) => emitter.emit(event, {}, ...args))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quit)

  return {
    app: strict('app', emitter, offPlatform) as unknown as Electron.App,
    becomeReady: () => {
      path('userData')
      emitter.emit('will-finish-launching')
      // The first launch activates the app, and that may come before ready (B12).
      if (desktop.os === 'darwin') emitter.emit('activate', {}, false)
      if (desktop.os === 'linux' && !hasDesktopName)
        desktop.complain('no desktopName: portals and notifications need it')
      desktop.setReady()
      emitter.emit('ready', {}, {})
      ready.resolve()
    },
    waiters: () => waiting + emitter.listenerCount('ready'),
    isQuitting: () => quitting !== 'no',
    quitWithLastWindow: () => {
      if (quitting !== 'no') return
      if (emitter.listenerCount('window-all-closed') === 0) quit()
      else emitter.emit('window-all-closed')
    },
  }
}

function switchName(argument: string): string {
  return argument.replace(/^--/, '').split('=')[0]?.toLowerCase() ?? ''
}
