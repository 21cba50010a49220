// What the kept accounts are called and how they are marked, as their user wants it.
import type { AccountLook } from '../../shared/domain/snapshot.ts'
import type { Result } from '../../shared/errors.ts'
import type { AppState } from '../state/app-state.ts'
import type { AccountKeeper } from './account-keeper.ts'
import { shownAccount, shownAccounts } from './accounts.ts'

export interface AccountLooks {
  /** Written first, then shown; `notFound` where the account is not kept, `storage` where it was not written. */
  readonly change: (accountId: string, look: AccountLook) => Result<void>
}

export function createAccountLooks(deps: {
  readonly state: AppState
  readonly keeper: Pick<AccountKeeper, 'changeLook' | 'current' | 'list'>
}): AccountLooks {
  const { state, keeper } = deps
  return {
    change: (accountId, look) => {
      const changed = keeper.changeLook(accountId, look)
      if (!changed.ok) return changed
      const current = keeper.current()
      state.change({
        accounts: shownAccounts(keeper.list()),
        account: current === null ? null : shownAccount(current),
      })
      return changed
    },
  }
}
