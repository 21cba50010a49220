// In-memory stand-ins for the abilities of the operating system; each lets a test see and steer what happens.
import type {
  Clipboard,
  Dialogs,
  Links,
  Log,
  MainWindow,
  Presence,
  Question,
  SettingsStore,
  Theme,
  TrayItem,
  TrayView,
} from '../../src/main/ports/system.ts'
import { defaultSettings, type Settings } from '../../src/shared/domain/settings.ts'
import type { Patch } from '../../src/shared/domain/snapshot.ts'

export interface FakeClipboard extends Clipboard {
  /** What any program would paste now. */
  text: string
  /** Whether the present text was written with the marks of a secret. */
  isMarkedSecret: boolean
  /** `refuses` rejects writes; `drops` takes them and keeps the old text; `unreadable` cannot be read. */
  mode: 'ok' | 'refuses' | 'drops' | 'unreadable'
}

export function createFakeClipboard(): FakeClipboard {
  const write = async (text: string, isMarkedSecret: boolean) => {
    if (clipboard.mode === 'refuses') throw new Error(`refused to take ${text}`)
    if (clipboard.mode === 'drops') return
    clipboard.text = text
    clipboard.isMarkedSecret = isMarkedSecret
  }
  const clipboard: FakeClipboard = {
    text: '',
    isMarkedSecret: false,
    mode: 'ok',
    writeSecret: (text) => write(text, true),
    writeText: (text) => write(text, false),
    readText: async () => {
      if (clipboard.mode === 'unreadable') throw new Error('held by another program')
      return clipboard.text
    },
    clear: () => {
      if (clipboard.mode !== 'drops') clipboard.text = ''
    },
  }
  return clipboard
}

export interface FakeDialogs extends Dialogs {
  /** What the user answers to every question; `later` leaves it open until `answer` is called. */
  reply: boolean | 'later'
  readonly questions: Question[]
  readonly messages: { readonly title: string; readonly detail: string }[]
  readonly answer: (isConfirmed: boolean) => void
}

export function createFakeDialogs(): FakeDialogs {
  let open: ((isConfirmed: boolean) => void)[] = []
  const dialogs: FakeDialogs = {
    reply: true,
    questions: [],
    messages: [],
    answer: (isConfirmed) => {
      const answered = open
      open = []
      for (const resolve of answered) resolve(isConfirmed)
    },
    confirm: async (question) => {
      dialogs.questions.push(question)
      return dialogs.reply === 'later' ? new Promise((resolve) => open.push(resolve)) : dialogs.reply
    },
    tell: async (message) => {
      dialogs.messages.push(message)
    },
    dismiss: () => dialogs.answer(false),
  }
  return dialogs
}

export interface FakeWindow extends MainWindow {
  hasFocus: boolean
  isOpen: boolean
  isProtected: boolean
  readonly patches: Patch[]
  readonly views: string[]
  /** How many pages it has had before the present one. */
  pageCount: number
}

export function createFakeWindow(): FakeWindow {
  const window: FakeWindow = {
    hasFocus: true,
    isOpen: true,
    isProtected: false,
    patches: [],
    views: [],
    pageCount: 0,
    recreate: () => {
      window.pageCount += 1
      window.isProtected = false
    },
    open: () => {
      window.isOpen = true
    },
    isFocused: () => window.hasFocus,
    send: (_event, payload) => {
      // What crosses to the page is a copy, as it is over IPC.
      const copy = structuredClone(payload)
      if ('revision' in copy) window.patches.push(copy)
      else window.views.push(copy.view)
    },
    protectContent: (isProtected) => {
      window.isProtected = isProtected
    },
  }
  return window
}

export interface FakePresence extends Presence {
  /** For how long nobody has touched anything; not 0, which means that the system cannot tell. */
  idle: number
  readonly suspend: () => void
  readonly resume: () => void
  readonly lockScreen: () => void
}

export function createFakePresence(): FakePresence {
  const callbacks = { suspend: () => {}, resume: () => {}, lockScreen: () => {} }
  const presence: FakePresence = {
    idle: 1000,
    idleMs: () => presence.idle,
    onSuspend: (callback) => {
      callbacks.suspend = callback
    },
    onResume: (callback) => {
      callbacks.resume = callback
    },
    onScreenLocked: (callback) => {
      callbacks.lockScreen = callback
    },
    suspend: () => callbacks.suspend(),
    resume: () => callbacks.resume(),
    lockScreen: () => callbacks.lockScreen(),
  }
  return presence
}

export interface FakeTray extends TrayView {
  tooltip: string
  items: readonly TrayItem[]
  showCount: number
  /** Clicks the entry with this label, in whatever submenu it is; throws where there is none. */
  readonly click: (label: string | RegExp) => void
  /** All labels, submenus included, in the order of the menu. */
  readonly labels: () => string[]
}

export function createFakeTray(isShown = true): FakeTray {
  const tray: FakeTray = {
    tooltip: '',
    items: [],
    showCount: 0,
    isShown: () => isShown,
    show: (tooltip, items) => {
      tray.tooltip = tooltip
      tray.items = items
      tray.showCount += 1
    },
    click: (label) => {
      const isWanted = (text: string) => (typeof label === 'string' ? text === label : label.test(text))
      const item = flatten(tray.items).find((entry) => entry.type === 'action' && isWanted(entry.label))
      if (item?.type !== 'action') throw new Error(`the tray has no entry ${String(label)}`)
      item.run()
    },
    labels: () => flatten(tray.items).flatMap((item) => (item.type === 'separator' ? [] : [item.label])),
  }
  return tray
}

function flatten(items: readonly TrayItem[]): TrayItem[] {
  return items.flatMap((item) => (item.type === 'submenu' ? [item, ...flatten(item.items)] : [item]))
}

export interface FakeSettingsStore extends SettingsStore {
  settings: Settings
  isReadOnly: boolean
}

export function createFakeSettingsStore(): FakeSettingsStore {
  const store: FakeSettingsStore = {
    settings: defaultSettings,
    isReadOnly: false,
    read: () => store.settings,
    write: (settings) => {
      if (store.isReadOnly) throw new Error('EROFS')
      store.settings = settings
    },
  }
  return store
}

export interface FakeLog {
  readonly log: Log
  readonly lines: { readonly event: string; readonly fields: Parameters<Log>[1] }[]
}

export function createFakeLog(): FakeLog {
  const lines: FakeLog['lines'] = []
  return { lines, log: (event, fields) => lines.push({ event, fields }) }
}

export function createFakeLinks(): Links & { readonly opened: string[] } {
  const opened: string[] = []
  return {
    opened,
    open: async (link) => {
      opened.push(link)
    },
  }
}

export function createFakeTheme(): Theme & { applied: string | null } {
  const theme: Theme & { applied: string | null } = {
    applied: null,
    apply: (chosen) => {
      theme.applied = chosen
    },
  }
  return theme
}
