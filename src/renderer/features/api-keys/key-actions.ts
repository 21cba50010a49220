// What can be done with one key from the table: each does it, or says why not, and tells the outcome.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { exactTime, extendedExpiry } from '../../../shared/domain/expiry.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { serviceNow, useAppState } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { writeBlock } from '../../state/selectors.ts'
import { openDialog, tellProblem, tellRefusal, tellSuccess, useUiState } from '../../state/ui-state.ts'
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
  const seconds = Math.max(0, Math.round((copied.value.clearsAt - Date.now()) / 1000))
  tellSuccess(`Value of ${quotedName(key)} copied`, `The clipboard is cleared in ${seconds} seconds.`)
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
  const { selectedIds } = useUiState.getState()
  const { rows } = useAppState.getState()
  // A row outside of the selection is acted on alone: what is selected may not even be in view.
  const ids = key && !selectedIds.has(key.id) ? [key.id] : [...selectedIds]
  const keyIds = ids.filter((id) => rows.get(id)?.key.ending === null)
  if (keyIds.length > 0) openUnlessBlocked(() => openDialog({ kind: 'revokeKeys', keyIds }))
  else if (ids.length > 0) tellRefusal('Nothing to revoke', 'What is selected has ended already.')
}

/** Why nothing can be written now, told before a form opens. */
function openUnlessBlocked(open: () => void): void {
  const { snapshot } = useAppState.getState()
  const reason = snapshot ? writeBlock(snapshot) : null
  if (reason) tellRefusal(reason)
  else open()
}
