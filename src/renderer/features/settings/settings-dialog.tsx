// The settings: each takes effect at once.
import type { ReactNode } from 'react'
import { useSnapshot } from '../../state/app-state.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import { Select } from '../../ui/select.tsx'
import { SecuritySection } from '../lock/security-section.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { ConnectionSection } from './connection-section.tsx'
import { SettingRow } from './setting-row.tsx'
import { StoreSection } from './store-section.tsx'
import { useSettings } from './use-settings.ts'
import { VariableField } from './variable-field.tsx'

const themes = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const

export function SettingsDialog() {
  const version = useSnapshot((snapshot) => snapshot.version)
  const hasTray = useSnapshot((snapshot) => snapshot.hasTray)
  const { settings, change, problem } = useSettings()
  return (
    <Dialog
      title="Settings"
      onClose={closeDialog}
      footer={
        <>
          <span className="mr-auto text-sm text-ink-muted select-text">Latchkey {version}</span>
          <Button onClick={closeDialog}>Close</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {problem.error && <ProblemBanner error={problem.error} title="The setting was not changed" />}
        <Section title="Window">
          <SettingRow label="Theme">
            <SegmentedControl
              legend="Theme"
              isLegendHidden
              value={settings.theme}
              choices={themes}
              onChange={(theme) => change({ theme })}
            />
          </SettingRow>
          <Checkbox
            label="Keep running in the tray when the window is closed"
            hint={hasTray ? null : 'This desktop shows no tray icon, so closing the window quits Latchkey.'}
            checked={settings.closesToTray && hasTray}
            disabled={!hasTray}
            onChange={(event) => change({ closesToTray: event.target.checked })}
          />
        </Section>
        <Section title="Values">
          <ClearAfter
            value={settings.clipboardClearMs}
            onChange={(clipboardClearMs) => change({ clipboardClearMs })}
          />
          <StoreSection
            keepsSealedCopies={settings.keepSealedCopies}
            onChange={(keepSealedCopies) => change({ keepSealedCopies })}
          />
          <VariableField value={settings.keyVariable} onChange={(keyVariable) => change({ keyVariable })} />
        </Section>
        <Section title="Security">
          <SecuritySection settings={settings} onChange={change} />
        </Section>
        <Section title="Connection">
          <ConnectionSection />
        </Section>
      </div>
    </Dialog>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2.5 border-t border-line pt-3 first:border-t-0 first:pt-0">
      <h3 className="text-sm font-semibold text-ink-muted">{title}</h3>
      {children}
    </section>
  )
}

const clearAfterSeconds = [10, 20, 30, 45, 60, 90, 120]

function ClearAfter({
  value,
  onChange,
}: {
  readonly value: number
  readonly onChange: (ms: number) => void
}) {
  const present = value / 1000
  const seconds = [...new Set([...clearAfterSeconds, present])].sort((a, b) => a - b)
  return (
    <SettingRow label="Clear a copied value from the clipboard after" labelFor="clear-after">
      <Select
        id="clear-after"
        value={String(present)}
        onChange={(event) => onChange(Number(event.target.value) * 1000)}
        options={seconds.map((count) => ({ value: String(count), label: `${count} seconds` }))}
      />
    </SettingRow>
  )
}
