// What the actions on rows of every table share: told why nothing can be written, and what was copied.
import { useAppState } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { type Section, tellRefusal, tellSuccess, useUiState } from '../../state/ui-state.ts'

/** Opens a form, or tells why nothing can be written now before one is filled in for nothing. */
export function openUnlessBlocked(open: () => void): void {
  const { snapshot } = useAppState.getState()
  const reason = snapshot ? writeBlock(snapshot) : null
  if (reason) tellRefusal(reason)
  else open()
}

/**
 * The rows that an action on `id` is about: it together with all selected ones where it is one of them, and
 * the selection where no row is given. A row outside of the selection is acted on alone: what is selected may
 * not even be in view.
 */
export function idsToActOn(section: Section, id: string | undefined): readonly string[] {
  const { selectedIds } = useUiState.getState().tables[section]
  return id !== undefined && !selectedIds.has(id) ? [id] : [...selectedIds]
}

/** `clearsAt` is epoch ms by this computer's clock. */
export function tellValueCopied(quotedName: string, clearsAt: number): void {
  const seconds = Math.max(0, Math.round((clearsAt - Date.now()) / 1000))
  tellSuccess(`Value of ${quotedName} copied`, `The clipboard is cleared in ${seconds} seconds.`)
}
