// What a changed setting does outside of the settings file.
import type { Settings } from '../../shared/domain/settings.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Log, LoginItem, Theme } from '../ports/system.ts'
import { attempt } from './attempt.ts'

export interface SettingsEffects {
  /** What the system may refuse; done before the setting is written, and undone the same way. */
  readonly prepare: (next: Settings, previous: Settings) => Promise<Result<void>>
  /** What always works, or has states of its own; never fails. */
  readonly apply: (next: Settings, previous: Settings) => void
  /** Calls back when requests are to leave in another way. */
  readonly onProxyChanged: (callback: () => void) => void
}

export function createSettingsEffects(deps: {
  readonly loginItem: LoginItem
  readonly theme: Theme
  readonly log: Log
}): SettingsEffects {
  const { loginItem, theme, log } = deps
  let proxyChanged = () => {}

  const setLoginItem = async ({ startsAtLogin, startsInTray }: Settings): Promise<Result<void>> => {
    try {
      if (loginItem.isSupported()) await loginItem.set({ isOn: startsAtLogin, isInTray: startsInTray })
      else if (startsAtLogin) return refuseLogin('Not possible on this system.')
      return ok(undefined)
    } catch {
      log('loginItem.notSet')
      return refuseLogin('The system did not take it. Its own settings may not allow it.')
    }
  }

  return {
    prepare: async (next, previous) => {
      const isSame =
        next.startsAtLogin === previous.startsAtLogin && next.startsInTray === previous.startsInTray
      // How it starts matters only once it starts by itself.
      const isIdle = !next.startsAtLogin && !previous.startsAtLogin
      return isSame || isIdle ? ok(undefined) : setLoginItem(next)
    },
    apply: (next, previous) => {
      if (next.theme !== previous.theme) attempt(log, 'theme.notApplied', () => theme.apply(next.theme))
      if (JSON.stringify(next.proxy) !== JSON.stringify(previous.proxy)) proxyChanged()
    },
    onProxyChanged: (callback) => {
      proxyChanged = callback
    },
  }
}

function refuseLogin(message: string): Result<never> {
  return fail('refused', { fields: [{ field: 'startsAtLogin', message }] })
}
