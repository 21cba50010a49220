// Changes the user's settings: what the system has to agree to first, then written, then shown and applied.
import { type Settings, type SettingsChanges, settingsSchema } from '../../shared/domain/settings.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Log, SettingsStore } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import type { ActivityLog } from './activity-log.ts'
import type { SettingsEffects } from './settings-effects.ts'
import { settingsWords } from './settings-words.ts'

export interface SettingsService {
  /** Where an effect or the writing of it fails, every setting stays as it was. */
  readonly change: (changes: SettingsChanges) => Promise<Result<void>>
  /** The host is chosen with an admin key only, at connect. */
  readonly setKeysHost: (keysHost: Settings['keysHost']) => Result<void>
  readonly noteReleaseSequence: (releaseSequence: number) => Result<void>
  /** Everything that names something of an account. */
  readonly forgetViews: () => Result<void>
}

export function createSettings(deps: {
  readonly state: AppState
  readonly store: SettingsStore
  readonly effects: SettingsEffects
  readonly activity: Pick<ActivityLog, 'note'>
  readonly log: Log
}): SettingsService {
  const { state, store, effects, log } = deps
  const present = () => state.snapshot().settings

  const write = (changes: SettingsChanges | Partial<Settings>): Result<void> => {
    const previous = present()
    const parsed = settingsSchema.safeParse({ ...previous, ...changes })
    if (!parsed.success) return fail('invalidInput')
    const settings = parsed.data
    try {
      store.write(settings)
    } catch {
      log('settings.notWritten')
      return fail('storage', { isRetryable: true })
    }
    state.change({ settings })
    effects.apply(settings, previous)
    return ok(undefined)
  }

  return {
    change: async (changes) => {
      const previous = present()
      const wanted = settingsSchema.safeParse({ ...previous, ...changes })
      if (!wanted.success) return fail('invalidInput')
      const prepared = await effects.prepare(wanted.data, previous)
      if (!prepared.ok) return prepared
      // Merged anew: another change may have been made while the system was asked.
      const written = write(changes)
      if (!written.ok) await effects.prepare(previous, wanted.data)
      else noteChange(previous)
      return written
    },
    setKeysHost: (keysHost) => write({ keysHost }),
    noteReleaseSequence: (releaseSequence) => write({ releaseSequence }),
    forgetViews: () => write({ savedViews: [] }),
  }

  function noteChange(previous: Settings) {
    const changes = settingsWords(previous, present())
    if (changes.length > 0) deps.activity.note({ kind: 'settingsChanged', changes: [...changes] })
  }
}
