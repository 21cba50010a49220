// Changes the user's settings: written first, then shown and applied.
import { type Settings, type SettingsChanges, settingsSchema } from '../../shared/domain/settings.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Log, SettingsStore, Theme } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'

export interface SettingsService {
  readonly change: (changes: SettingsChanges) => Result<void>
  /** The host is chosen with an admin key only, at connect. */
  readonly setKeysHost: (keysHost: Settings['keysHost']) => Result<void>
}

export function createSettings(deps: {
  readonly state: AppState
  readonly store: SettingsStore
  readonly theme: Theme
  readonly log: Log
}): SettingsService {
  const { state, store, theme, log } = deps

  const write = (changes: SettingsChanges & { keysHost?: Settings['keysHost'] }): Result<void> => {
    const parsed = settingsSchema.safeParse({ ...state.snapshot().settings, ...changes })
    if (!parsed.success) return fail('invalidInput')
    const settings = parsed.data
    try {
      store.write(settings)
    } catch {
      log('settings.notWritten')
      return fail('storage', { isRetryable: true })
    }
    state.change({ settings })
    if (changes.theme !== undefined) theme.apply(settings.theme)
    return ok(undefined)
  }

  return { change: write, setKeysHost: (keysHost) => write({ keysHost }) }
}
