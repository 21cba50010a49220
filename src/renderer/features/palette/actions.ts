// Every action of the palette that concerns no single row, as data: its words, its keys, and when it cannot be had.
import {
  Bell,
  BookOpen,
  CalendarDays,
  CircleHelp,
  ClipboardX,
  Download,
  EyeOff,
  Keyboard,
  LockKeyhole,
  type LucideIcon,
  PanelTop,
  Plus,
  RotateCw,
  ScanSearch,
  Settings,
  Siren,
  Unplug,
  UserRound,
} from 'lucide-react'
import { accountName } from '../../../shared/domain/account-name.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import type { Result } from '../../../shared/errors.ts'
import { commands } from '../../state/commands.ts'
import { writeBlock } from '../../state/selectors.ts'
import { openDialog, type SettingsPage, showSection, tellProblem, tellSuccess } from '../../state/ui-state.ts'
import { chooseAccount } from '../accounts/use-accounts.ts'
import { createKey } from '../api-keys/key-actions.ts'
import { lockNow } from '../lock/lock-now.ts'
import { lockVerb } from '../lock/lock-words.ts'
import { openReminders } from '../reminders/reminder-panel.ts'
import { addSecret, askWhichSecret } from '../secrets/secret-actions.ts'
import { refreshList } from '../service-problem/service-problem.tsx'
import { sections } from '../shell/sections.ts'
import { clearClipboard } from '../shell/shell-actions.ts'

export interface PaletteAction {
  readonly id: string
  readonly title: string
  /** Other words under which somebody may look for it. */
  readonly words: string
  readonly icon: LucideIcon
  /** `Mod` is Ctrl, or ⌘ on a Mac. */
  readonly keys?: readonly string[]
  readonly reason?: string | null
  readonly run: () => void
}

/** Those that make sense now; without an account few do. */
export function paletteActions(snapshot: Snapshot): readonly PaletteAction[] {
  const { account, lock, clipboard } = snapshot
  return [
    ...(account ? [...creating(snapshot), ...goingTo, ...asking(snapshot)] : []),
    ...otherAccounts(snapshot),
    ...settingsPages,
    {
      ...{ id: 'lock', title: `${lockVerb(lock)} Latchkey`, words: 'lock hide away', keys: ['Mod', 'L'] },
      ...{ icon: lock.hasPassphrase ? LockKeyhole : EyeOff, run: lockNow },
    },
    {
      ...{ id: 'shortcuts', title: 'Keyboard shortcuts', words: 'keys help sheet', icon: Keyboard },
      ...{ keys: ['?'], run: () => openDialog({ kind: 'shortcuts' }) },
    },
    ...(clipboard
      ? [
          {
            ...{ id: 'clearClipboard', title: 'Clear the clipboard now', words: 'empty copied value' },
            ...{ icon: ClipboardX, run: clearClipboard },
          },
        ]
      : []),
    ...(account
      ? [
          {
            ...{ id: 'disconnect', title: 'Disconnect…', words: 'sign out log out account remove' },
            ...{ icon: Unplug, run: () => openDialog({ kind: 'disconnect' }) },
          },
        ]
      : []),
  ]
}

function creating(snapshot: Snapshot): readonly PaletteAction[] {
  const reason = writeBlock(snapshot)
  return [
    {
      ...{ id: 'createKey', title: 'Create an API key…', words: 'new add', icon: Plus, reason },
      ...{ keys: ['Mod', 'N'], run: createKey },
    },
    {
      ...{ id: 'addSecret', title: 'Add a secret…', words: 'new create credential', icon: Plus, reason },
      run: () => addSecret(),
    },
    {
      ...{ id: 'identify', title: 'Identify a pasted value…', icon: ScanSearch },
      words: 'whose which key leak leaked found log paste',
      run: () => openDialog({ kind: 'identify' }),
    },
    {
      ...{ id: 'refresh', title: 'Refresh', words: 'reload sync update list', icon: RotateCw },
      ...{ keys: ['F5'], run: () => void refreshList() },
    },
  ]
}

const goingTo: readonly PaletteAction[] = sections.map(({ id, label }, index) => ({
  id: `go-${id}`,
  title: `Go to ${label}`,
  words: 'section show view',
  icon: PanelTop,
  keys: ['Mod', String(index + 1)],
  run: () => showSection(id),
}))

function asking(snapshot: Snapshot): readonly PaletteAction[] {
  return [
    {
      ...{ id: 'reminders', title: 'Show reminders', words: 'bell due expiry alerts', icon: Bell },
      run: openReminders,
    },
    {
      ...{
        id: 'panic',
        title: 'Emergency: stop keys…',
        words: 'panic freeze revoke all tag leak',
        icon: Siren,
      },
      ...{ reason: writeBlock(snapshot), run: () => openDialog({ kind: 'panic' }) },
    },
    {
      ...{
        id: 'whichSecret',
        title: 'Which secret is used?',
        words: 'tool argument resolve',
        icon: CircleHelp,
      },
      run: () => askWhichSecret(),
    },
    {
      ...{
        id: 'exportHistory',
        title: 'Export the history…',
        words: 'save file csv log audit',
        icon: Download,
      },
      run: () =>
        void exportTo(
          () => commands.history.export({ query: everything, format: 'csv' }),
          'History exported',
        ),
    },
    {
      ...{
        id: 'exportTimeline',
        title: `Export the calendar of ${exportedDays} days…`,
        words: 'save file ics expiry timeline',
        icon: CalendarDays,
      },
      run: () => void exportTo(() => commands.timeline.export({ days: exportedDays }), 'Calendar exported'),
    },
    {
      ...{ id: 'webConsole', title: 'Open the web console', words: 'browser io.net website', icon: BookOpen },
      run: () => void tellFailure(commands.links.open({ link: 'webConsole' })),
    },
  ]
}

const exportedDays = 90
const everything = { text: '', kinds: null, subjectId: null, since: null }

/** Each by the keys of its place in the menu. */
function otherAccounts({ account, accounts }: Snapshot): readonly PaletteAction[] {
  return accounts.flatMap((other, index): PaletteAction[] => {
    if (other.id === account?.id) return []
    return [
      {
        ...{ id: `account-${other.id}`, title: `Show the account ${accountName(other)}`, icon: UserRound },
        words: 'switch change use',
        ...(index < 9 ? { keys: ['Mod', 'Shift', String(index + 1)] } : {}),
        run: () => void chooseAccount(other.id),
      },
    ]
  })
}

const pageWords: Readonly<Record<SettingsPage, readonly [title: string, words: string]>> = {
  general: ['General', 'theme dark light density tray start login shortcut window'],
  values: ['Values', 'clipboard clear sealed copies variable'],
  security: ['Security', 'passphrase lock idle hide'],
  reminders: ['Reminders', 'notifications expiry quiet hours'],
  accounts: ['Accounts', 'connection admin key switch'],
  network: ['Network', 'proxy server host'],
  data: ['Data', 'export backup erase files'],
}

const settingsPages: readonly PaletteAction[] = Object.entries(pageWords).map(([page, [title, words]]) => ({
  id: `settings-${page}`,
  title: `Settings: ${title}`,
  words: `preferences options ${words}`,
  icon: Settings,
  ...(page === 'general' ? { keys: ['Mod', ','] } : {}),
  run: () => openDialog({ kind: 'settings', page: page as SettingsPage }),
}))

/** No file chosen is no failure. */
async function exportTo(
  write: () => Promise<Result<{ readonly count: number }>>,
  title: string,
): Promise<void> {
  const written = await write()
  if (written.ok)
    tellSuccess(title, `${written.value.count} ${written.value.count === 1 ? 'entry' : 'entries'}.`)
  else if (written.error.code !== 'notConfirmed') tellProblem(written.error)
}

async function tellFailure(pending: Promise<Result<unknown>>): Promise<void> {
  const answer = await pending
  if (!answer.ok) tellProblem(answer.error)
}
