// Starting with the user's session, by the ways of each system.
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron/main'
import type { LoginItem } from '../ports/system.ts'
import { setAutostart } from './autostart-file.ts'

/** Started so, Latchkey shows no window where there is a tray. */
export const hiddenSwitch = '--hidden'

/** What a session can start again after the next update or mount; null where there is none, as while developing. */
function stableExecutable(): string | null {
  if (process.platform === 'linux' && process.env.APPIMAGE) return process.env.APPIMAGE
  return app.isPackaged ? process.execPath : null
}

export function createLoginItem(appId: string): LoginItem {
  const argumentsOf = (isInTray: boolean) => (isInTray ? [hiddenSwitch] : [])

  return {
    isSupported: () => stableExecutable() !== null,
    set: async ({ isOn, isInTray }) => {
      const executable = stableExecutable()
      if (executable === null) throw new Error('there is no executable that stays')
      const args = argumentsOf(isInTray)
      if (process.platform === 'linux') {
        const configFolder = process.env.XDG_CONFIG_HOME || join(homedir(), '.config')
        return setAutostart({ configFolder, id: appId, name: app.name, command: [executable, ...args] }, isOn)
      }
      app.setLoginItemSettings({ openAtLogin: isOn, args })
      // A system that wants its user to agree first, or an administrator who forbids it, takes it without a word.
      if (app.getLoginItemSettings({ args }).openAtLogin !== isOn) {
        throw new Error('the system did not take the login item')
      }
    },
  }
}

/**
 * Whether this start is one of the session that should show no window. macOS passes no arguments to login items
 * and says by itself that it was one.
 */
export function startsHidden(settings: { readonly startsInTray: boolean }): boolean {
  if (process.argv.includes(hiddenSwitch)) return true
  return process.platform === 'darwin' && settings.startsInTray && app.getLoginItemSettings().wasOpenedAtLogin
}
