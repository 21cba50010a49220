// Asks to freeze or thaw keys from the table, or tells why there is nothing to ask.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { canFreeze, canThaw } from '../../../shared/domain/emergency.ts'
import { useAppState } from '../../state/app-state.ts'
import { openDialog, tellRefusal } from '../../state/ui-state.ts'
import { idsToActOn, openUnlessBlocked } from '../table-view/row-actions.ts'
import type { Change } from './freeze-words.ts'

/** Of the given keys those that can be frozen, or thawed. */
export function keysToChange(ids: readonly string[], change: Change): readonly string[] {
  const { keys } = useAppState.getState()
  const canChange = change === 'freeze' ? canFreeze : canThaw
  return ids.filter((id) => {
    const key = keys.get(id)?.key
    return key !== undefined && canChange(key)
  })
}

/** About the given key, together with all selected ones where it is one of them; without one, the selection. */
export function askToFreeze(key: ApiKey | undefined, change: Change): void {
  const ids = idsToActOn('keys', key?.id)
  const keyIds = keysToChange(ids, change)
  if (keyIds.length > 0) openUnlessBlocked(() => openDialog({ kind: 'freezeKeys', keyIds, change }))
  else if (ids.length > 0) tellRefusal(nothingTo[change].title, nothingTo[change].why)
}

const nothingTo = {
  freeze: {
    title: 'Nothing to freeze',
    why: 'What is selected has ended, is frozen, or has a limit of 0 already.',
  },
  thaw: { title: 'Nothing to thaw', why: 'Nothing of what is selected is frozen.' },
} as const

/** Why a key cannot be frozen; null where it can. */
export function freezeBlock(key: ApiKey): string | null {
  if (key.ending) return 'The key has ended.'
  return key.creditLimit === 0 && !key.frozen ? 'Its limit is 0 already.' : null
}
