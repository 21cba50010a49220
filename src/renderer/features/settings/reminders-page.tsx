// Settings, Reminders: when Latchkey speaks up about keys that expire, and when it stays quiet.
import { defaultRemindDays } from '../../../shared/domain/reminder.ts'
import { durationWords, quietChoicesMs } from '../../../shared/domain/rotation.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Select } from '../../ui/select.tsx'
import { DayChips } from './day-chips.tsx'
import { QuietHours } from './quiet-hours.tsx'
import { SettingGroup } from './setting-group.tsx'
import { SettingRow } from './setting-row.tsx'
import type { SettingsPageProps } from './use-settings.ts'

export function RemindersPage({ settings, change }: SettingsPageProps) {
  const { remindDays, rotationQuietMs } = settings
  const offered = [...new Set([...quietChoicesMs, rotationQuietMs])].sort((a, b) => a - b)
  const isUsual = remindDays.join() === defaultRemindDays.join()
  return (
    <>
      <SettingGroup title="Before an API key expires">
        <DayChips days={remindDays} onChange={(days) => change({ remindDays: days })} />
        {!isUsual && (
          <Button
            size="small"
            variant="ghost"
            className="self-start"
            onClick={() => change({ remindDays: [...defaultRemindDays] })}
          >
            Back to {defaultRemindDays.join(', ')} days
          </Button>
        )}
        <p className="text-sm text-ink-muted">A single key can have its own first reminder, in its notes.</p>
      </SettingGroup>
      <SettingGroup title="Notifications">
        <Checkbox
          label="Also as notifications of the system"
          hint="Otherwise reminders are shown in Latchkey only. While it is locked they name no key."
          checked={settings.showsNotifications}
          onChange={({ target }) => change({ showsNotifications: target.checked })}
        />
        <QuietHours
          value={settings.quietHours}
          isDisabled={!settings.showsNotifications}
          onChange={(quietHours) => change({ quietHours })}
        />
      </SettingGroup>
      <SettingGroup title="Rotation">
        <SettingRow
          label="Offer to revoke the old key once it has been quiet for"
          labelFor="rotation-quiet"
          hint="The suggestion for new rotations; each can have its own."
        >
          <Select
            id="rotation-quiet"
            value={String(rotationQuietMs)}
            onChange={({ target }) => change({ rotationQuietMs: Number(target.value) })}
            options={offered.map((ms) => ({ value: String(ms), label: durationWords(ms) }))}
          />
        </SettingRow>
      </SettingGroup>
    </>
  )
}
