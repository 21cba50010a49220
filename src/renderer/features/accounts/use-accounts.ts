// Changing to another account by keyboard, and the window's title, which names the one in use.
import { useEffect } from 'react'
import { accountName } from '../../../shared/domain/account-name.ts'
import type { Account } from '../../../shared/domain/snapshot.ts'
import { useAppState, useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { announce, tellProblem, useUiState } from '../../state/ui-state.ts'

/** Shows another account that is kept; its rows of last time are there at once. Whether it is the one shown now. */
export async function chooseAccount(accountId: string): Promise<boolean> {
  const { snapshot } = useAppState.getState()
  const account = snapshot?.accounts.find(({ id }) => id === accountId)
  if (!account || snapshot?.account?.id === accountId) return account !== undefined
  const answer = await commands.accounts.use({ accountId })
  if (answer.ok) announce(`${accountName(account)} is shown`)
  else tellProblem(answer.error)
  return answer.ok
}

/** What the account is called, where there are several to tell apart. */
export function useAccountOf(accountId: string): Account | null {
  return useSnapshot(({ accounts }) =>
    accounts.length < 2 ? null : (accounts.find(({ id }) => id === accountId) ?? null),
  )
}

/** Ctrl or Cmd with Shift and 1, 2 … in the order of the menu. */
export function useAccountShortcuts(): void {
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.altKey) return
      if (useUiState.getState().dialog || event.defaultPrevented) return
      // By place: with Shift a digit's key gives another character in many layouts.
      const digit = /^Digit([1-9])$/.exec(event.code)?.[1]
      const accounts = useAppState.getState().snapshot?.accounts ?? []
      const account = accounts[Number(digit) - 1]
      if (accounts.length < 2 || !account) return
      event.preventDefault()
      void chooseAccount(account.id)
    }
    document.addEventListener('keydown', handleKeyDown)
    return () => document.removeEventListener('keydown', handleKeyDown)
  }, [])
}

const ownTitle = 'Latchkey'

/** The title goes with the view: a locked window names nobody. */
export function useAccountTitle(): void {
  const name = useSnapshot(({ account }) => (account ? accountName(account) : null))
  useEffect(() => {
    document.title = name === null ? ownTitle : `${ownTitle} — ${name}`
    return () => {
      document.title = ownTitle
    }
  }, [name])
}
