// Opens the built app in an installed Chromium, for people whose network cannot download Electron.
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type HostProcess, startHost } from './host-process.ts'
import { removeLeftovers } from './stand-in/chromium.ts'
import type { HostOptions } from './stand-in/desktop.ts'

export interface PreviewOptions {
  readonly headless: boolean
  /** Folder for the app's data; the system's place for a preview's data where none is given. */
  readonly profile?: string
  /** A port on 127.0.0.1 at which Chromium can be driven. */
  readonly debuggingPort?: number
  /** The path of the Chromium to use. */
  readonly chromium: string
  /** Told each line that the app prints. */
  readonly onLine: (line: string) => void
}

/**
 * Runs the preview until its window is closed or this process is interrupted. Rejects when the app ends before it was
 * ready. There is no keychain behind it, only a file, so it reaches nothing but the sandbox on this computer.
 */
export async function startPreview(options: PreviewOptions): Promise<void> {
  const hostOptions = toHostOptions(options)
  const host = startHost(hostOptions, {}, options.onLine)
  const quit = () => void endInOrder(host)
  process.once('SIGINT', quit)
  process.once('SIGTERM', quit)
  try {
    await host.ready
    if (options.headless) options.onLine(`The page can be driven at ${await pageAddress(host)}`)
    await host.exited
  } finally {
    process.off('SIGINT', quit)
    process.off('SIGTERM', quit)
    await host.kill()
    removeLeftovers(hostOptions.userData)
  }
}

async function endInOrder(host: HostProcess): Promise<void> {
  host.pull('app.quit').catch(() => {})
  if (!(await host.endsWithin(5000))) await host.kill()
}

async function pageAddress(host: HostProcess): Promise<string> {
  return `http://127.0.0.1:${await host.pull<number>('debuggingPort')}`
}

function toHostOptions({ headless, profile, debuggingPort, chromium }: PreviewOptions): HostOptions {
  const root = join(import.meta.dirname, '../..')
  const userData = profile ?? join(dataFolder(), 'Latchkey Preview')
  const { platform } = process
  return {
    entry: join(root, 'out/main/index.js'),
    appFolder: root,
    userData,
    platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux-x11',
    isPackaged: false,
    args: [],
    safeStorage: 'ok',
    keyring: `${userData}.keyring`,
    // A tray of its own would be invisible, so closing the window must end the app.
    tray: 'refused',
    chromium,
    isHeadless: headless,
    isPreview: true,
    debuggingPort: debuggingPort ?? 0,
  }
}

function dataFolder(): string {
  const { env, platform } = process
  if (platform === 'darwin') return join(homedir(), 'Library/Application Support')
  if (platform === 'win32') return env.APPDATA ?? join(homedir(), 'AppData/Roaming')
  return env.XDG_CONFIG_HOME || join(homedir(), '.config')
}
