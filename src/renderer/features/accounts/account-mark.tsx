// How an account is marked wherever it is named: its colour beside its name, never the colour alone.
import { accountTitle } from '../../../shared/domain/account-name.ts'
import type { AccountLook } from '../../../shared/domain/snapshot.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { isAccountMarked } from '../../state/selectors.ts'
import { classNames } from '../../ui/class-names.ts'

/** Says nothing by itself: a name stands beside it. */
export function AccountDot({
  colour,
  size = 'small',
}: {
  readonly colour: AccountLook['colour']
  readonly size?: 'small' | 'medium'
}) {
  return (
    <span
      aria-hidden
      data-account-colour={colour}
      className={classNames('account-dot shrink-0 rounded-full', size === 'small' ? 'size-2.5' : 'size-3')}
    />
  )
}

/** The account that a question is about; nothing where there is only one it could be. */
export function AccountLine() {
  const account = useSnapshot((snapshot) => snapshot.account)
  const isOneOfSeveral = useSnapshot(({ accounts }) => accounts.length > 1)
  if (!account || !isOneOfSeveral) return null
  return (
    <p className="flex items-center gap-1.5 text-sm">
      <AccountDot colour={account.look.colour} />
      <span className="min-w-0">
        Account: <span className="font-medium text-ink">{accountTitle(account)}</span>
      </span>
    </p>
  )
}

/** A stripe of the account's colour along the window's upper edge; the title and the top bar name it. */
export function AccountBar() {
  const account = useSnapshot((snapshot) => (isAccountMarked(snapshot) ? snapshot.account : null))
  if (!account) return null
  return <div aria-hidden data-account-colour={account.look.colour} className="account-bar h-0.75 shrink-0" />
}
