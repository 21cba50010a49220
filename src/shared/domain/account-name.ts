// What an account is called wherever it is named: its user's own label first, then what is known of its owner.
import type { Account, AccountLook } from './snapshot.ts'
import { visibleText } from './visible-text.ts'

type Named = Pick<Account, 'kind' | 'owner' | 'adminKeyDisplay' | 'look'>

const kindNames: Readonly<Record<Account['kind'], string>> = {
  live: 'Live',
  sandbox: 'Sandbox',
  development: 'Development',
}

/** A short name, safe to show: "Work", "mira@example.com", "Sandbox". */
export function accountName(account: Named): string {
  const label = visibleText(account.look.label, 60)
  if (label !== '') return label
  if (account.kind === 'sandbox') return kindNames.sandbox
  return visibleText(account.owner ?? account.adminKeyDisplay, 60) || kindNames[account.kind]
}

/** The name with what tells it from others of the same name: "Work (mira@example.com)", "Sandbox". */
export function accountTitle(account: Named): string {
  const name = accountName(account)
  const owner = visibleText(account.owner ?? account.adminKeyDisplay, 60)
  const kind = account.kind === 'live' ? [] : [kindNames[account.kind]]
  const more = [...(account.kind === 'sandbox' ? [] : [owner]), ...kind].filter(
    (part) => part !== '' && part !== name,
  )
  return more.length === 0 ? name : `${name} (${more.join(', ')})`
}

/** Each colour in a word, for those who cannot tell it by sight. */
export const colourNames: Readonly<Record<AccountLook['colour'], string>> = {
  blue: 'Blue',
  green: 'Green',
  orange: 'Orange',
  purple: 'Purple',
  pink: 'Pink',
  teal: 'Teal',
}
