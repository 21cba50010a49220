// Settings, Values: how long a copied value lasts, what is kept sealed, and what samples call the key.
import { Select } from '../../ui/select.tsx'
import { SettingGroup } from './setting-group.tsx'
import { SettingRow } from './setting-row.tsx'
import { StoreSection } from './store-section.tsx'
import type { SettingsPageProps } from './use-settings.ts'
import { VariableField } from './variable-field.tsx'

const clearAfterSeconds = [10, 20, 30, 45, 60, 90, 120]

export function ValuesPage({ settings, change }: SettingsPageProps) {
  const present = settings.clipboardClearMs / 1000
  const seconds = [...new Set([...clearAfterSeconds, present])].sort((a, b) => a - b)
  return (
    <>
      <SettingGroup title="Copies">
        <SettingRow label="Clear a copied value from the clipboard after" labelFor="clear-after">
          <Select
            id="clear-after"
            value={String(present)}
            onChange={({ target }) => change({ clipboardClearMs: Number(target.value) * 1000 })}
            options={seconds.map((count) => ({ value: String(count), label: `${count} seconds` }))}
          />
        </SettingRow>
        <VariableField value={settings.keyVariable} onChange={(keyVariable) => change({ keyVariable })} />
      </SettingGroup>
      <SettingGroup title="Sealed on this computer">
        <StoreSection
          keepsSealedCopies={settings.keepSealedCopies}
          onChange={(keepSealedCopies) => change({ keepSealedCopies })}
        />
      </SettingGroup>
    </>
  )
}
