// The smaller parts of the system: links, images, theme, power, screen.
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { acceleratorFault, normalAccelerator } from './accelerators.ts'
import type { Desktop } from './desktop.ts'
import { strict } from './strict.ts'

export function createShell(desktop: Desktop): Electron.Shell {
  const members = {
    openExternal: async (url) => desktop.record('link', url),
    openPath: async () => '',
    showItemInFolder: () => {},
    beep: () => {},
  } satisfies Partial<Electron.Shell>
  return strict('shell', members) as unknown as Electron.Shell
}

export function createNativeImage(desktop: Desktop): typeof Electron.NativeImage {
  const make = (bytes: Buffer | null, path: string): Electron.NativeImage => {
    const size = bytes === null ? null : sizeOf(bytes)
    const members = {
      isEmpty: () => size === null,
      getSize: () => size ?? { width: 0, height: 0 },
      setTemplateImage: (isTemplate: boolean) => {
        if (isTemplate && !/Template(@\dx)?\.\w+$/.test(basename(path))) {
          desktop.complain(`a template image needs a name that ends in Template: ${basename(path)}`)
        }
      },
      toPNG: () => bytes ?? Buffer.alloc(0),
    } satisfies Partial<Electron.NativeImage>
    return strict('NativeImage', members) as unknown as Electron.NativeImage
  }
  const members = {
    createFromPath: (path) => {
      try {
        return make(readFileSync(path), path)
      } catch {
        return make(null, path)
      }
    },
    createFromBuffer: (bytes) => make(bytes, ''),
    createEmpty: () => make(null, ''),
  } satisfies Partial<typeof Electron.NativeImage>
  return strict('nativeImage', members) as unknown as typeof Electron.NativeImage
}

/** Reads the size out of PNG, JPEG or ICO bytes; null for what Electron could not decode either. */
function sizeOf(bytes: Buffer): Electron.Size | null {
  if (bytes.length > 24 && bytes.subarray(1, 4).toString() === 'PNG') {
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  }
  if (bytes.length > 8 && bytes.readUInt32LE(0) === 0x00010000) {
    return { width: bytes[6] || 256, height: bytes[7] || 256 }
  }
  return null
}

export interface OwnTheme {
  readonly nativeTheme: Electron.NativeTheme
  readonly isDark: () => boolean
  readonly onChange: (listener: () => void) => void
}

export function createNativeTheme(desktop: Desktop): OwnTheme {
  const emitter = new EventEmitter()
  const listeners: (() => void)[] = []
  let source: Electron.NativeTheme['themeSource'] = 'system'
  let isSystemDark = false
  const isDark = () => (source === 'system' ? isSystemDark : source === 'dark')
  const change = (apply: () => void) => {
    apply()
    for (const listener of listeners) listener()
    emitter.emit('updated')
  }
  desktop.lever('system.setDark', (dark: boolean) =>
    change(() => {
      isSystemDark = dark
    }),
  )
  const members = {
    get shouldUseDarkColors() {
      return isDark()
    },
    get themeSource() {
      return source
    },
    set themeSource(next) {
      if (!['system', 'light', 'dark'].includes(next)) throw new TypeError(`Unknown theme source: ${next}`)
      change(() => {
        source = next
      })
    },
    shouldUseHighContrastColors: false,
    shouldUseInvertedColorScheme: false,
    inForcedColorsMode: false,
    prefersReducedTransparency: false,
  } satisfies Partial<Electron.NativeTheme>
  Object.defineProperties(emitter, Object.getOwnPropertyDescriptors(members))
  return {
    nativeTheme: strict('nativeTheme', emitter) as unknown as Electron.NativeTheme,
    isDark,
    onChange: (listener) => void listeners.push(listener),
  }
}

export function createPowerMonitor(desktop: Desktop): Electron.PowerMonitor {
  const emitter = new EventEmitter()
  let idleSeconds = 0
  let isLocked = false
  desktop.lever('system.setIdleSeconds', (seconds: number) => {
    idleSeconds = seconds
  })
  desktop.lever('system.emit', (event: string) => {
    if (event === 'lock-screen') isLocked = true
    if (event === 'unlock-screen') isLocked = false
    // Linux has no word for it (I10).
    if (desktop.os === 'linux' && event.endsWith('lock-screen')) return
    emitter.emit(event)
  })
  const members = {
    getSystemIdleTime: () => idleSeconds,
    getSystemIdleState: (threshold) => {
      if (isLocked && desktop.os !== 'linux') return 'locked'
      return idleSeconds >= threshold ? 'idle' : 'active'
    },
    isOnBatteryPower: () => false,
    onBatteryPower: false,
  } satisfies Partial<Electron.PowerMonitor>
  return strict('powerMonitor', Object.assign(emitter, members)) as unknown as Electron.PowerMonitor
}

export function createScreen(desktop: Desktop): Electron.Screen {
  const area = { x: 0, y: 0, width: 1920, height: 1080 }
  const display = { id: 1, bounds: area, workArea: area, size: area, workAreaSize: area, scaleFactor: 1 }
  const afterReady = <T>(value: T): T => {
    if (!desktop.isReady()) throw new Error("The 'screen' module can't be used before the app 'ready' event")
    return value
  }
  const members = {
    getPrimaryDisplay: () => afterReady(display as unknown as Electron.Display),
    getAllDisplays: () => afterReady([display as unknown as Electron.Display]),
    getDisplayMatching: () => afterReady(display as unknown as Electron.Display),
  } satisfies Partial<Electron.Screen>
  return strict('screen', Object.assign(new EventEmitter(), members)) as unknown as Electron.Screen
}

export function createGlobalShortcut(desktop: Desktop): Electron.GlobalShortcut {
  const actions = new Map<string, () => void>()
  const keys = (accelerator: string) => normalAccelerator(accelerator, desktop.os)
  const afterReady = () => {
    if (!desktop.isReady()) throw new Error('globalShortcut cannot be used before the app is ready')
  }
  const members = {
    register: (accelerator, action) => {
      afterReady()
      const fault = acceleratorFault(accelerator, desktop.os)
      if (fault !== null)
        throw new TypeError(`Error processing argument at index 0, conversion failure: ${fault}`)
      if (actions.has(keys(accelerator))) return false
      actions.set(keys(accelerator), action)
      return true
    },
    isRegistered: (accelerator) => actions.has(keys(accelerator)),
    unregister: (accelerator) => void actions.delete(keys(accelerator)),
    unregisterAll: () => actions.clear(),
  } satisfies Partial<Electron.GlobalShortcut>
  desktop.lever('shortcut.press', (accelerator: string) => {
    // On Wayland the portal says yes and may never call (I8).
    const action = desktop.isWayland ? undefined : actions.get(keys(accelerator))
    action?.()
    return action !== undefined
  })
  return strict('globalShortcut', members) as unknown as Electron.GlobalShortcut
}

/** Its dumps hold the memory of the process, secrets and all (I12). */
export function createCrashReporter(desktop: Desktop): Electron.CrashReporter {
  const members = {
    start: () => {
      if (desktop.isReady()) throw new Error('crashReporter.start must be called before app is ready')
      desktop.complain('the crash reporter was started: its dumps hold what the app holds')
    },
  } satisfies Partial<Electron.CrashReporter>
  return strict('crashReporter', members) as unknown as Electron.CrashReporter
}

export function createSystemPreferences(desktop: Desktop): Electron.SystemPreferences {
  const onMac = {
    canPromptTouchID: () => false,
    promptTouchID: () => Promise.reject(new Error('Touch ID is not set up')),
  }
  const members = (desktop.os === 'darwin' ? onMac : {}) satisfies Partial<Electron.SystemPreferences>
  const absent = ['promptTouchID', 'canPromptTouchID']
  return strict('systemPreferences', members, absent) as unknown as Electron.SystemPreferences
}
