// What of `app` depends on the system alone: its standard folders, and the members that only one system has.
import { homedir, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { strict } from './strict.ts'

/** Members that are undefined where the system lacks them. */
export const offPlatform = [
  'dock',
  'hide',
  'show',
  'isHidden',
  'setActivationPolicy',
  'setSecureKeyboardEntryEnabled',
  'setUserTasks',
  'setJumpList',
]

/** What only one system has; elsewhere it is undefined, as in Electron (B15). */
export function platformMembers(os: string): Partial<Electron.App> {
  if (os === 'win32') return { setUserTasks: () => true, setJumpList: () => 'ok' as never }
  if (os !== 'darwin') return {}
  const dock = {
    hide: () => {},
    show: async () => {},
    setMenu: () => {},
    setBadge: () => {},
  } satisfies Partial<Electron.Dock>
  return {
    dock: strict('app.dock', dock) as unknown as Electron.Dock,
    hide: () => {},
    show: () => {},
    isHidden: () => false,
    setActivationPolicy: () => {},
    setSecureKeyboardEntryEnabled: () => {},
  }
}

/** Null for a name that Electron does not know. */
export function defaultPath(key: string, userData: string): string | null {
  const home = homedir()
  switch (key) {
    case 'home':
      return home
    case 'userData':
    case 'sessionData':
      return userData
    case 'appData':
      return join(userData, '..')
    case 'logs':
      return join(userData, 'logs')
    case 'crashDumps':
      return join(userData, 'Crashpad')
    case 'temp':
      return tmpdir()
    case 'exe':
      return process.execPath
    case 'downloads':
    case 'documents':
    case 'desktop':
    case 'music':
    case 'pictures':
    case 'videos':
      return join(
        home,
        basename(key).replace(/^./, (letter) => letter.toUpperCase()),
      )
    default:
      return null
  }
}
