// Every ability of the operating system that the app uses, as an interface; main/electron adapts them, tests fake them.
import type { LinkId } from '../../shared/domain/links.ts'
import type { Settings } from '../../shared/domain/settings.ts'
import type { EventName } from '../../shared/ipc/channels.ts'
import type { EventPayload } from '../../shared/ipc/contract.ts'

export interface Clock {
  /** Wall time, epoch ms. */
  readonly now: () => number
  /** Ms that only ever grow, unmoved by a set clock. */
  readonly monotonic: () => number
  /** Calls back once after `ms`; the returned function cancels. */
  readonly after: (ms: number, callback: () => void) => () => void
}

/** The operating system's secret store. Each call may stay pending behind a prompt; callers bring a deadline. */
export interface SecureStore {
  readonly isAvailable: () => Promise<boolean>
  readonly seal: (text: string) => Promise<Uint8Array>
  /** Rejects with `SecureStoreError`. */
  readonly open: (sealed: Uint8Array) => Promise<{ text: string; shouldReseal: boolean }>
  /** The store in words a person knows: "Keychain", "Windows DPAPI", "libsecret" ... */
  readonly backend: () => string
}

/** `temporary`: the store does not answer now, try later; `undecryptable`: it answered that it cannot open this. */
export class SecureStoreError extends Error {
  readonly reason: 'temporary' | 'undecryptable'
  constructor(reason: 'temporary' | 'undecryptable') {
    super(`the secure store is ${reason}`)
    this.name = 'SecureStoreError'
    this.reason = reason
  }
}

export interface Clipboard {
  /** Writes text with the marks that keep clipboard managers and cloud clipboards away. */
  readonly writeSecret: (text: string) => Promise<void>
  readonly writeText: (text: string) => Promise<void>
  readonly readText: () => Promise<string>
  readonly clear: () => void
}

export interface SettingsStore {
  readonly read: () => Settings
  readonly write: (settings: Settings) => void
}

/** One entry of a tray menu, as data. Labels are plain text; the adapter escapes what menus treat specially. */
export type TrayItem =
  | { readonly type: 'separator' }
  | { readonly type: 'note'; readonly label: string }
  | {
      readonly type: 'action'
      readonly label: string
      readonly run: () => void
      readonly isEnabled?: boolean
    }
  | { readonly type: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] }

export interface TrayView {
  /** False where the system refuses a tray; the window is then the only way in. */
  readonly isShown: () => boolean
  readonly show: (tooltip: string, items: readonly TrayItem[]) => void
}

export interface Question {
  readonly title: string
  readonly detail: string
  /** A verb: "Revoke key". */
  readonly confirmLabel: string
  readonly isDestructive: boolean
  /** It is about more than the account in use, so that one is not named. */
  readonly isAboutComputer?: true
}

export interface Dialogs {
  /** Asks in a native dialog whose safe button has the focus; true only for the confirming button. */
  readonly confirm: (question: Question) => Promise<boolean>
  readonly tell: (message: { readonly title: string; readonly detail: string }) => Promise<void>
  /** Closes whatever is open as if it had been cancelled. */
  readonly dismiss: () => void
}

/** Whether somebody is at the computer. Each `on…` may be called once; its callback is kept for good. */
export interface Presence {
  /** How long nobody has touched keyboard or mouse, ms; systems that cannot tell say 0 for ever. */
  readonly idleMs: () => number
  readonly onSuspend: (callback: () => void) => void
  readonly onResume: (callback: () => void) => void
  /** Never called on Linux, which does not tell. */
  readonly onScreenLocked: (callback: () => void) => void
}

export interface MainWindow {
  /** Creates or restores the window and brings it to the front. */
  readonly open: () => void
  readonly isFocused: () => boolean
  /** Sends an event to the page, where there is one; lost when the page is not listening. */
  readonly send: <E extends EventName>(event: E, payload: EventPayload<E>) => void
  /** Asks the system to keep the window out of captures while a value is shown (no effect on Linux). */
  readonly protectContent: (isProtected: boolean) => void
  /** Ends the page with all it has in memory, and where there was one begins a new one in its place (R26). */
  readonly recreate: () => void
}

/** One notification of the operating system. */
export interface Notification {
  /** At most 64 characters; a later one with the same id takes the place of the former. */
  readonly id: string
  readonly title: string
  readonly body: string
  /** Buttons, shown where the system has them. */
  readonly actions: readonly { readonly label: string; readonly run: () => void }[]
  /** Told for a click on the text itself. */
  readonly onClick: () => void
}

export interface Notifier {
  readonly isSupported: () => boolean
  readonly show: (notification: Notification) => void
  /** Takes every notification of ours away: names may not stay on a locked screen. */
  readonly clear: () => void
}

/** Asks where to save a text and writes it, readable by its user alone; rejects where it cannot be written. */
export type SaveFile = (file: {
  readonly title: string
  readonly fileName: string
  readonly text: string
}) => Promise<'saved' | 'cancelled'>

/** Starting with the session of the user. */
export interface LoginItem {
  readonly isSupported: () => boolean
  /** Rejects where the system does not take it. */
  readonly set: (start: { readonly isOn: boolean; readonly isInTray: boolean }) => Promise<void>
}

/** Shortcuts that work while another program has the focus. */
export interface GlobalShortcuts {
  /** `taken`: another program has it; `refused`: it is no accelerator. `registered` proves nothing on Wayland. */
  readonly register: (accelerator: string, onPressed: () => void) => 'registered' | 'taken' | 'refused'
  readonly unregister: (accelerator: string) => void
}

/** The small window that a global shortcut opens; its page exists from the first showing on. */
export interface QuickWindow {
  /** Shows it, or hides it where it is shown. */
  readonly toggle: () => void
  readonly hide: () => void
  /** Sends an event to its page, where there is one. */
  readonly send: MainWindow['send']
  /** Ends its page with all it has in memory (R26); the next showing begins a new one. */
  readonly end: () => void
  /** The id by which a message of its page is known; null while there is none. */
  readonly pageId: () => number | null
}

/** The proxy that the operating system names for an address, as a URL; null = none. */
export type ResolveProxy = (url: string) => Promise<string | null>

export interface Links {
  readonly open: (link: LinkId) => Promise<void>
}

export interface Theme {
  readonly apply: (theme: Settings['theme']) => void
}

/** A running local service to explore without an account. */
export interface RunningSandbox {
  readonly url: string
  readonly adminKey: string
  readonly close: () => Promise<void>
}
export type StartSandbox = (databasePath: string) => Promise<RunningSandbox>

/** One redacted line in the log: a fixed event name and fields that never hold a value. */
export type Log = (event: string, fields?: Readonly<Record<string, string | number | boolean | null>>) => void
