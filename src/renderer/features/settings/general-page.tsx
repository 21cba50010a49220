// Settings, General: how the window looks, and when Latchkey runs.
import { useSnapshot } from '../../state/app-state.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import { ShortcutSetting } from '../quick/shortcut-setting.tsx'
import { SettingGroup } from './setting-group.tsx'
import { SettingRow } from './setting-row.tsx'
import type { SettingsPageProps } from './use-settings.ts'

const themes = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const

const densities = [
  { value: 'compact', label: 'Compact' },
  { value: 'comfortable', label: 'Comfortable' },
] as const

export function GeneralPage({ settings, change }: SettingsPageProps) {
  return (
    <>
      <SettingGroup title="Look">
        <SettingRow label="Theme">
          <SegmentedControl
            legend="Theme"
            isLegendHidden
            value={settings.theme}
            choices={themes}
            onChange={(theme) => change({ theme })}
          />
        </SettingRow>
        <SettingRow label="Density" hint="How much room each row of a table takes.">
          <SegmentedControl
            legend="Density"
            isLegendHidden
            value={settings.density}
            choices={densities}
            onChange={(density) => change({ density })}
          />
        </SettingRow>
      </SettingGroup>
      <SettingGroup title="When Latchkey runs">
        <RunningSettings settings={settings} change={change} />
      </SettingGroup>
      <SettingGroup title="Quick window">
        <ShortcutSetting onChange={change} />
      </SettingGroup>
    </>
  )
}

function RunningSettings({ settings, change }: SettingsPageProps) {
  const hasTray = useSnapshot((snapshot) => snapshot.hasTray)
  const hasLoginItem = useSnapshot((snapshot) => snapshot.hasLoginItem)
  const startsAtLogin = settings.startsAtLogin && hasLoginItem
  return (
    <>
      <Checkbox
        label="Keep running in the tray when the window is closed"
        hint={hasTray ? null : 'This desktop shows no tray icon, so closing the window quits Latchkey.'}
        checked={settings.closesToTray && hasTray}
        disabled={!hasTray}
        onChange={({ target }) => change({ closesToTray: target.checked })}
      />
      <Checkbox
        label="Start when I log in"
        hint={hasLoginItem ? null : 'Not possible here: this Latchkey is not installed.'}
        checked={startsAtLogin}
        disabled={!hasLoginItem}
        onChange={({ target }) => change({ startsAtLogin: target.checked })}
      />
      <Checkbox
        className="ml-6"
        label="Without a window, in the tray only"
        hint={startsAtLogin && !hasTray ? 'This desktop shows no tray icon, so the window opens.' : null}
        checked={settings.startsInTray && startsAtLogin && hasTray}
        disabled={!startsAtLogin || !hasTray}
        onChange={({ target }) => change({ startsInTray: target.checked })}
      />
    </>
  )
}
