// Who is connected to which service, and the menu of what concerns the whole app.
import {
  ChevronDown,
  Command,
  FlaskConical,
  Hammer,
  Keyboard,
  type LucideIcon,
  Radio,
  RotateCw,
  ScanSearch,
  Settings,
  Siren,
  TriangleAlert,
  Unplug,
} from 'lucide-react'
import { accountName } from '../../../shared/domain/account-name.ts'
import { exactTime, expiryState, relativeTime } from '../../../shared/domain/expiry.ts'
import type { Account } from '../../../shared/domain/snapshot.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useNow, useSnapshot } from '../../state/app-state.ts'
import { isAccountMarked, modKey } from '../../state/selectors.ts'
import { openDialog } from '../../state/ui-state.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuItem, MenuNote, MenuSeparator } from '../../ui/menu.tsx'
import { AccountChoices } from '../accounts/account-choices.tsx'
import { AccountDot } from '../accounts/account-mark.tsx'
import { LockMenuItem } from '../lock/lock-menu-item.tsx'
import { refreshList } from '../service-problem/service-problem.tsx'

const kinds: Readonly<Record<Account['kind'], { word: string; tone: Tone; icon: LucideIcon }>> = {
  live: { word: 'Live', tone: 'good', icon: Radio },
  sandbox: { word: 'Sandbox', tone: 'accent', icon: FlaskConical },
  development: { word: 'Development', tone: 'warn', icon: Hammer },
}

export function ConnectionMenu() {
  const mod = useSnapshot(modKey)
  const account = useSnapshot((snapshot) => snapshot.account)
  return (
    <Menu trigger={account ? <ConnectionButton account={account} /> : <Button size="small">Menu</Button>}>
      {account && (
        <>
          <ConnectionNotes account={account} />
          <MenuSeparator />
          <AccountChoices />
          <MenuItem icon={RotateCw} aside="F5" onSelect={() => void refreshList()}>
            Refresh
          </MenuItem>
          <MenuItem icon={Command} aside={`${mod}K`} onSelect={() => openDialog({ kind: 'palette' })}>
            Find and do…
          </MenuItem>
          <MenuItem icon={ScanSearch} onSelect={() => openDialog({ kind: 'identify' })}>
            Identify a value…
          </MenuItem>
          <MenuItem icon={Siren} onSelect={() => openDialog({ kind: 'panic' })}>
            Emergency…
          </MenuItem>
        </>
      )}
      <MenuItem icon={Settings} aside={`${mod},`} onSelect={() => openDialog({ kind: 'settings' })}>
        Settings…
      </MenuItem>
      <MenuItem icon={Keyboard} aside="?" onSelect={() => openDialog({ kind: 'shortcuts' })}>
        Keyboard shortcuts
      </MenuItem>
      <LockMenuItem />
      {account && (
        <>
          <MenuSeparator />
          <MenuItem icon={Unplug} onSelect={() => openDialog({ kind: 'disconnect' })}>
            Disconnect…
          </MenuItem>
        </>
      )}
    </Menu>
  )
}

/** Beside the badge, which says the kind already. */
function nameWords(account: Account): string {
  return account.kind === 'sandbox' && account.look.label === '' ? 'Sample account' : accountName(account)
}

/** Takes what the menu's trigger passes on. */
function ConnectionButton({ account, ...rest }: { readonly account: Account }) {
  const now = useNow()
  const isMarked = useSnapshot(isAccountMarked)
  const { word, tone, icon } = kinds[account.kind]
  const state = expiryState(account.adminKeyExpiresAt, now)
  const isExpiring = state !== 'ok' && state !== 'never'
  return (
    <Button {...rest} size="small" variant="ghost" className="min-w-0 shrink">
      <span className="sr-only">Connection:</span>
      {isMarked && <AccountDot colour={account.look.colour} />}
      <Badge tone={tone} icon={icon}>
        {word}
      </Badge>
      <span className="max-w-48 min-w-8 truncate text-ink">{nameWords(account)}</span>
      {isExpiring && account.adminKeyExpiresAt !== null && (
        <Badge tone={state === 'soon' ? 'warn' : 'danger'} icon={TriangleAlert}>
          {state === 'expired'
            ? 'Admin key expired'
            : `Admin key expires ${relativeTime(account.adminKeyExpiresAt, now)}`}
        </Badge>
      )}
      <ChevronDown aria-hidden className="size-3.5" />
    </Button>
  )
}

function ConnectionNotes({ account }: { readonly account: Account }) {
  const { adminKeyDisplay, keysHost, adminKeyExpiresAt, isRemembered } = account
  const isLabelled = account.look.label !== ''
  return (
    <MenuNote>
      <span className="block font-medium text-ink">{nameWords(account)}</span>
      {isLabelled && account.owner && <span className="block">{visibleText(account.owner, 60)}</span>}
      <span className="block">{visibleText(keysHost, 100)}</span>
      <span className="block">
        Admin key <span className="font-mono">{visibleText(adminKeyDisplay, 60)}</span>
      </span>
      <span className="block">
        {adminKeyExpiresAt === null ? 'Its expiry is not known' : `Expires ${exactTime(adminKeyExpiresAt)}`}
      </span>
      {!isRemembered && <span className="block">Forgotten when Latchkey quits</span>}
    </MenuNote>
  )
}
