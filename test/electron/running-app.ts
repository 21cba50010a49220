// What a test asks for when it starts the app, and what it gets: the same on the stand-in and on real Electron.
import type { Page } from 'playwright'

export type Platform = 'linux-x11' | 'linux-wayland' | 'win32' | 'darwin'

/**
 * `ok` keeps a key; `pending` never answers until the mode is changed; `late` answers after 1.5 s; `refused` has the
 * user decline the keychain's question; `constant-key` says it is available and seals with a key that everybody
 * knows; `unavailable` says so.
 */
export type SafeStorageMode = 'ok' | 'pending' | 'refused' | 'late' | 'constant-key' | 'unavailable'
/** `refused`: the constructor throws; `invisible`: it works for the program and nobody sees it. */
export type TrayMode = 'ok' | 'refused' | 'invisible'

export interface LaunchOptions {
  /** Folder for the app's data; a new one that is removed at the end, where none is given. */
  readonly userData?: string
  readonly env?: Readonly<Record<string, string>>
  readonly platform?: Platform
  readonly isPackaged?: boolean
  /** Command-line arguments for the app. */
  readonly args?: readonly string[]
  /** The main bundle; `out/main/index.js` where none is given. */
  readonly entry?: string
  readonly safeStorage?: SafeStorageMode
  readonly tray?: TrayMode
  /** Complaints that the test means to provoke; every other one makes `close()` reject. */
  readonly expectComplaints?: readonly RegExp[]
  /** IANA name for both the app and the page. */
  readonly timezone?: string
  readonly headless?: boolean
  /** A fixed debugging port on 127.0.0.1; a free one where none is given. */
  readonly remoteDebuggingPort?: number
}

export interface MenuEntry {
  /** As the system shows it: mnemonic marks are gone. */
  readonly label: string
  readonly type: string
  readonly role: string | null
  readonly isEnabled: boolean
  readonly isChecked: boolean
  readonly accelerator: string | null
  readonly items: readonly MenuEntry[]
}

export interface DialogEntry {
  readonly id: number
  readonly kind: 'message' | 'open' | 'save' | 'error'
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
  readonly hasParent: boolean
  /** The label that was answered; null while the dialog is open. */
  readonly answer: string | null
}

export interface IpcMessage {
  readonly direction: 'to-main' | 'to-page'
  readonly kind: 'invoke' | 'answer' | 'send'
  readonly channel: string
  /** The arguments, or the one answered value. */
  readonly values: readonly unknown[]
  /** True when the page had no listener for it: the message is gone. */
  readonly isLost: boolean
}

/** What a forged call claims; what it leaves out is as the true page's. */
export interface ForgedSender {
  readonly origin?: string
  readonly isMainFrame?: boolean
  readonly isOwnWindow?: boolean
  /** The frame has navigated away or died: `senderFrame` is null. */
  readonly isGone?: boolean
}

export interface NotificationEntry {
  readonly title: string
  readonly body: string
}

export interface ClipboardWrite {
  /** Text by MIME type or raw type name; binary formats as base64 with the prefix `base64:`. */
  readonly formats: Readonly<Record<string, string>>
  /** False where the system dropped the write (Wayland without focus). */
  readonly reachedSystem: boolean
  /** What another program had copied and this write took away; absent for our own text. */
  readonly overwrote?: string
}

export interface RunningApp {
  readonly backend: 'stand-in' | 'electron'
  /** Of the main process. */
  readonly pid: number
  /** Waits for a window and gives its page. */
  readonly page: () => Promise<Page>
  readonly tray: {
    /** The menu as the user sees it now; null without a visible tray. */
    readonly menu: () => Promise<readonly MenuEntry[] | null>
    readonly tooltip: () => Promise<string>
    /** Clicks the icon itself (no path), or the entry at the path of labels. */
    readonly click: (...path: readonly string[]) => Promise<void>
  }
  readonly menu: {
    readonly items: () => Promise<readonly MenuEntry[]>
    readonly click: (...path: readonly string[]) => Promise<void>
    /** Presses an accelerator such as `CommandOrControl+R`; false when the menu has no such entry. */
    readonly press: (accelerator: string) => Promise<boolean>
  }
  readonly dialogs: {
    readonly pending: () => Promise<readonly DialogEntry[]>
    /** Answers the oldest open dialog, waiting up to 5 s for one. */
    readonly answer: (label: string) => Promise<void>
    /** Answers the next dialog as soon as it opens. */
    readonly answerNext: (label: string) => Promise<void>
    /** Answers the open save dialog, or the next one, with the path of a file; null cancels it. */
    readonly saveTo: (path: string | null) => Promise<void>
    readonly history: () => readonly DialogEntry[]
  }
  readonly clipboard: {
    /** What another program would paste. */
    readonly text: () => Promise<string>
    readonly formats: () => Promise<Readonly<Record<string, string>>>
    /** Another program copies something. */
    readonly setForeign: (text: string) => Promise<void>
    /** The same, at the worst moment: right after the app has next read the clipboard. */
    readonly raceNext: (text: string) => Promise<void>
    readonly history: () => readonly ClipboardWrite[]
  }
  readonly safeStorage: {
    readonly setMode: (mode: SafeStorageMode) => Promise<void>
    /** Makes the next decryptions say `shouldReEncrypt`. */
    readonly rotateKey: () => Promise<void>
  }
  readonly window: {
    readonly close: () => Promise<void>
    readonly hide: () => Promise<void>
    readonly show: () => Promise<void>
    readonly focus: () => Promise<void>
    readonly blur: () => Promise<void>
    readonly minimize: () => Promise<void>
    readonly isOpen: () => Promise<boolean>
    readonly isVisible: () => Promise<boolean>
    readonly isFocused: () => Promise<boolean>
    readonly isContentProtected: () => Promise<boolean>
    readonly options: () => Promise<Readonly<Record<string, unknown>>>
    /** Ends the renderer process as a crash would. */
    readonly crashRenderer: () => Promise<void>
  }
  /** The system sleeps, wakes, locks or ends the session. */
  readonly system: {
    readonly emit: (
      event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen' | 'shutdown',
    ) => Promise<void>
    readonly endSession: () => Promise<void>
    readonly setIdleSeconds: (seconds: number) => Promise<void>
    readonly setDark: (isDark: boolean) => Promise<void>
    /** A server asks for a client certificate: what the app gives. */
    readonly askClientCertificate: () => Promise<'none' | 'one'>
    /** A server shows a certificate that Chromium does not trust: whether the app does. */
    readonly showBadCertificate: () => Promise<boolean>
    /** The terminal that the app was started from is closed. */
    readonly closeTerminal: () => Promise<void>
  }
  readonly ipc: {
    /** Invokes a handler as somebody else; resolves to its answer. */
    readonly forge: (channel: string, args: readonly unknown[], sender: ForgedSender) => Promise<unknown>
    /** The channels that `ipcMain.on` listens to. */
    readonly listeners: () => Promise<readonly string[]>
  }
  readonly notification: {
    /** Clicks the shown notification; false when the app let it go and it was collected. */
    readonly click: (title: string) => Promise<boolean>
    /** Pushes one of its buttons; false where the system shows none, and when the app let it go. */
    readonly press: (title: string, label: string) => Promise<boolean>
    /** The titles of those on screen, the oldest first. */
    readonly shown: () => Promise<readonly string[]>
  }
  readonly shortcuts: {
    /** Presses a global shortcut; false when nobody hears it. */
    readonly press: (accelerator: string) => Promise<boolean>
  }
  readonly openedLinks: () => readonly string[]
  readonly notifications: () => readonly NotificationEntry[]
  /** Everything Electron would have printed and swallowed. */
  readonly complaints: () => readonly string[]
  readonly ipcMessages: () => readonly IpcMessage[]
  /** What the app wrote to stdout and stderr. */
  readonly output: () => string
  /** Starts the app again on the same data; the exit code of the second process. */
  readonly secondInstance: (
    args?: readonly string[],
  ) => Promise<{ readonly exitCode: number; readonly output: string }>
  /** Ends everything at once, as a power cut would. */
  readonly kill: () => Promise<void>
  /** Quits as the user would. Rejects after 5 s, and when there are unexpected complaints. */
  readonly close: () => Promise<void>
  /** The exit code, once the app has ended by itself. */
  readonly exited: Promise<number>
  readonly userData: string
  /** The port at which Chromium can be driven. */
  readonly debuggingPort: () => Promise<number>
}
