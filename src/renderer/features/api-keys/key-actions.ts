// What can be done with one key from the table: each does it, or says why not, and tells the outcome.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { exactTime, extendedExpiry } from '../../../shared/domain/expiry.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { serviceNow, useAppState } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { openDialog, tellProblem, tellRefusal, tellSuccess } from '../../state/ui-state.ts'
import { idsToActOn, openUnlessBlocked, tellValueCopied } from '../table-view/row-actions.ts'
import { quotedName } from './key-status.ts'

export async function copyIdentifier(key: ApiKey): Promise<void> {
  const copied = await commands.keys.copyIdentifier({ keyId: key.id })
  if (copied.ok) tellSuccess('Identifier copied', visibleText(key.display, 60))
  else tellProblem(copied.error)
}

/** The value goes from main straight to the clipboard; the page never has it. */
export async function copyValue(key: ApiKey): Promise<void> {
  const copied = await commands.values.copy({ keyId: key.id })
  if (!copied.ok) return tellProblem(copied.error)
  tellValueCopied(quotedName(key), copied.value.clearsAt)
}

/** Moves the expiry by whole days and tells the exact date that the service answered. */
export async function extendExpiry(key: ApiKey, days: number): Promise<void> {
  const expiresAt = extendedExpiry(key.expiresAt, days, serviceNow())
  const updated = await commands.keys.update({ keyId: key.id, changes: { expiresAt } })
  if (!updated.ok) return tellProblem(updated.error)
  const now = updated.value.key.expiresAt
  const words = now === null ? 'never expires' : `expires ${exactTime(now)}`
  if (updated.value.notTaken.includes('expiresAt')) {
    tellRefusal('The service did not take over the new date', `${quotedName(key)} still ${words}.`)
  } else tellSuccess('Expiry extended', `${quotedName(key)} now ${words}.`)
}

export function createKey(): void {
  openUnlessBlocked(() => openDialog({ kind: 'createKey' }))
}

export function editKey(key: ApiKey): void {
  if (key.ending) tellRefusal(`${quotedName(key)} has ended`, 'A key that has ended cannot be changed.')
  else openUnlessBlocked(() => openDialog({ kind: 'editKey', keyId: key.id }))
}

/**
 * Asks about the given key, together with all selected ones where it is one of them; without a key about
 * the selection. Keys that have ended are left out.
 */
export function askToRevoke(key: ApiKey | undefined): void {
  const { keys: rows } = useAppState.getState()
  const ids = idsToActOn('keys', key?.id)
  const keyIds = ids.filter((id) => rows.get(id)?.key.ending === null)
  if (keyIds.length > 0) openUnlessBlocked(() => openDialog({ kind: 'revokeKeys', keyIds }))
  else if (ids.length > 0) tellRefusal('Nothing to revoke', 'What is selected has ended already.')
}
