// Settings, Security: when Latchkey closes by itself, and the passphrase that makes it a lock.
import type { Settings, SettingsChanges } from '../../../shared/domain/settings.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Select } from '../../ui/select.tsx'
import { SettingRow } from '../settings/setting-row.tsx'
import { lockVerb } from './lock-words.ts'
import { PassphraseRow } from './passphrase-row.tsx'

interface SecuritySectionProps {
  readonly settings: Settings
  readonly onChange: (changes: SettingsChanges) => void
}

const minutes = [1, 2, 5, 10, 15, 30, 60, 240]
const never = 'never'

export function SecuritySection({ settings, onChange }: SecuritySectionProps) {
  const lock = useSnapshot((snapshot) => snapshot.lock)
  const platform = useSnapshot((snapshot) => snapshot.platform)
  const verb = lockVerb(lock)
  const present = settings.lockAfterMs === null ? null : settings.lockAfterMs / 60_000
  const offered = [...new Set([...minutes, ...(present === null ? [] : [present])])].sort((a, b) => a - b)
  return (
    <>
      <PassphraseRow />
      <SettingRow label={`${verb} when nobody has used the computer for`} labelFor="lock-after">
        <Select
          id="lock-after"
          value={present === null ? never : String(present)}
          onChange={({ target }) =>
            onChange({ lockAfterMs: target.value === never ? null : Number(target.value) * 60_000 })
          }
          options={[
            ...offered.map((count) => ({ value: String(count), label: minuteWords(count) })),
            { value: never, label: 'Never' },
          ]}
        />
      </SettingRow>
      <Checkbox
        label={`${verb} when the computer sleeps`}
        checked={settings.locksOnSuspend}
        onChange={({ target }) => onChange({ locksOnSuspend: target.checked })}
      />
      <Checkbox
        label={`${verb} when the screen is locked`}
        hint={platform === 'linux' ? 'Linux does not tell Latchkey when that happens.' : null}
        checked={settings.locksOnScreenLock && platform !== 'linux'}
        disabled={platform === 'linux'}
        onChange={({ target }) => onChange({ locksOnScreenLock: target.checked })}
      />
    </>
  )
}

function minuteWords(count: number): string {
  if (count % 60 === 0) return count === 60 ? '1 hour' : `${count / 60} hours`
  return count === 1 ? '1 minute' : `${count} minutes`
}
