// The settings, page by page: each takes effect at once.
import {
  Bell,
  Copy,
  HardDrive,
  type LucideIcon,
  Network,
  ShieldCheck,
  SlidersHorizontal,
  UserRound,
} from 'lucide-react'
import { useState } from 'react'
import type { AppError } from '../../../shared/errors.ts'
import { assertNever } from '../../../shared/errors.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { closeDialog, type SettingsPage } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SideTabs } from '../../ui/side-tabs.tsx'
import { AccountsPage } from '../accounts/accounts-page.tsx'
import { SecuritySection } from '../lock/security-section.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { DataPage } from './data-page.tsx'
import { GeneralPage } from './general-page.tsx'
import { NetworkPage } from './network-page.tsx'
import { RemindersPage } from './reminders-page.tsx'
import { SettingGroup } from './setting-group.tsx'
import { type SettingsPageProps, useSettings } from './use-settings.ts'
import { ValuesPage } from './values-page.tsx'

const pages: readonly { readonly value: SettingsPage; readonly label: string; readonly icon: LucideIcon }[] =
  [
    { value: 'general', label: 'General', icon: SlidersHorizontal },
    { value: 'values', label: 'Values', icon: Copy },
    { value: 'security', label: 'Security', icon: ShieldCheck },
    { value: 'reminders', label: 'Reminders', icon: Bell },
    { value: 'accounts', label: 'Accounts', icon: UserRound },
    { value: 'network', label: 'Network', icon: Network },
    { value: 'data', label: 'Data', icon: HardDrive },
  ]

export function SettingsDialog({ page: firstPage = 'general' }: { readonly page?: SettingsPage }) {
  const version = useSnapshot((snapshot) => snapshot.version)
  const [page, setPage] = useState(firstPage)
  const { settings, change, problem } = useSettings()
  return (
    <Dialog
      title="Settings"
      width="large"
      onClose={closeDialog}
      footer={
        <>
          <span className="mr-auto text-sm text-ink-muted select-text">Latchkey {version}</span>
          <Button onClick={closeDialog}>Close</Button>
        </>
      }
    >
      <SideTabs
        label="Pages of the settings"
        tabs={pages}
        value={page}
        onChange={(chosen) => {
          problem.clear()
          setPage(chosen)
        }}
      >
        {problem.error && <ChangeProblem error={problem.error} />}
        <Page page={page} settings={settings} change={change} />
      </SideTabs>
    </Dialog>
  )
}

/** Where the system refused one setting it says why in its own words. */
function ChangeProblem({ error }: { readonly error: AppError }) {
  const { fields, ...rest } = error
  const reason = fields?.[0]?.message
  return (
    <ProblemBanner error={rest} title="The setting was not changed" {...(reason ? { advice: reason } : {})} />
  )
}

function Page({ page, ...props }: SettingsPageProps & { readonly page: SettingsPage }) {
  switch (page) {
    case 'general':
      return <GeneralPage {...props} />
    case 'values':
      return <ValuesPage {...props} />
    case 'security':
      return (
        <SettingGroup title="Security">
          <SecuritySection settings={props.settings} onChange={props.change} />
        </SettingGroup>
      )
    case 'reminders':
      return <RemindersPage {...props} />
    case 'accounts':
      return <AccountsPage />
    case 'network':
      return <NetworkPage {...props} />
    case 'data':
      return <DataPage />
    default:
      return assertNever(page)
  }
}
