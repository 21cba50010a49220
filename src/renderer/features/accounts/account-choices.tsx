// The kept accounts in the menu of the connection: one has the tick, and another one may be added.
import { UserRoundPlus } from 'lucide-react'
import { accountTitle } from '../../../shared/domain/account-name.ts'
import { expiryState } from '../../../shared/domain/expiry.ts'
import type { Account } from '../../../shared/domain/snapshot.ts'
import { useNow, useSnapshot } from '../../state/app-state.ts'
import { modKey } from '../../state/selectors.ts'
import { addAccount } from '../../state/ui-state.ts'
import { MenuChoices, MenuItem, MenuNote, MenuSeparator } from '../../ui/menu.tsx'
import { AccountDot } from './account-mark.tsx'
import { chooseAccount } from './use-accounts.ts'
import { useReadingProblem } from './use-reading.ts'

/** Shortcuts reach so many. */
const maxShortcuts = 9

export function AccountChoices() {
  const account = useSnapshot((snapshot) => snapshot.account)
  const accounts = useSnapshot((snapshot) => snapshot.accounts)
  const mod = useSnapshot(modKey)
  if (!account) return null
  const shift = mod === '⌘' ? '⇧' : 'Shift '
  return (
    <>
      {accounts.length > 1 && (
        <>
          <MenuNote>Accounts</MenuNote>
          <MenuChoices
            label="Accounts"
            value={account.id}
            onChoose={(accountId) => void chooseAccount(accountId)}
            choices={accounts.map((each, index) => ({
              value: each.id,
              label: <ChoiceLabel account={each} />,
              aside: index < maxShortcuts ? `${mod}${shift}${index + 1}` : null,
            }))}
          />
        </>
      )}
      <MenuItem icon={UserRoundPlus} onSelect={addAccount}>
        Connect another account…
      </MenuItem>
      <MenuSeparator />
    </>
  )
}

function ChoiceLabel({ account }: { readonly account: Account }) {
  const now = useNow()
  const isExpired = expiryState(account.adminKeyExpiresAt, now) === 'expired'
  const problem = useReadingProblem(account.id)
  return (
    <span className="flex min-w-0 items-center gap-2">
      <AccountDot colour={account.look.colour} />
      <span className="min-w-0 wrap-anywhere">
        {accountTitle(account)}
        {isExpired ? (
          <span className="block text-sm text-danger">Admin key expired</span>
        ) : (
          problem && <span className="block text-sm text-warn">{problem}</span>
        )}
      </span>
    </span>
  )
}
