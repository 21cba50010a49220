// The settings file; anything unreadable in it falls back to the default of that one setting.
import { ipcMain } from 'electron/main'
import ElectronStore from 'electron-store'
import { defaultSettings, type Settings, settingsSchema } from '../../shared/domain/settings.ts'
import type { SettingsStore } from '../ports/system.ts'

/** Opens `settings.json` in `folder`. */
export function createSettingsStore(folder: string): SettingsStore {
  const store = new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name: 'settings',
    clearInvalidConfig: true,
    configFileMode: 0o600,
  })
  // Its constructor answers any page that asks for the user-data path; ours must not.
  ipcMain.removeAllListeners('electron-store-get-data')
  return {
    read: () => readSettings(store.store),
    write: (settings) => {
      store.store = settings
    },
  }
}

/** Keeps every setting of `stored` that is valid. */
function readSettings(stored: Readonly<Record<string, unknown>>): Settings {
  const entries = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(stored[name])
    return parsed.success ? [[name, parsed.data]] : []
  })
  return { ...defaultSettings, ...Object.fromEntries(entries) }
}
