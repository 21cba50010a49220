// What a key's state is called, and what everything said about it in the table is made of.
import type { ApiKey, Ending } from '../../../shared/domain/api-key.ts'
import { usedShare } from '../../../shared/domain/credit-cycle.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'

export type KeyStatus = 'active' | 'frozen' | 'atLimit' | 'overLimit' | 'expired' | Ending['how']

/** An ending outranks all; an expired key outranks a frozen one, and that one over its limit. `now` in epoch ms. */
export function keyStatus(key: ApiKey, now: number): KeyStatus {
  if (key.ending) return key.ending.how
  if (key.expiresAt !== null && key.expiresAt <= now) return 'expired'
  return key.frozen ? 'frozen' : limitStatus(key)
}

/** Only what the credit limit says; a frozen key's own limit is not the one in force. */
export function limitStatus(key: ApiKey): 'active' | 'atLimit' | 'overLimit' {
  if (key.frozen) return 'active'
  const share = usedShare(key)
  if (share === null || share < 1) return 'active'
  return share > 1 ? 'overLimit' : 'atLimit'
}

export const statusWords: Readonly<Record<KeyStatus, string>> = {
  active: 'Active',
  frozen: 'Frozen',
  atLimit: 'Limit reached',
  overLimit: 'Over limit',
  expired: 'Expired',
  revokedHere: 'Revoked here',
  goneElsewhere: 'Gone elsewhere',
}

/** The order of the status column: what needs attention first. */
export const statusRank: Readonly<Record<KeyStatus, number>> = {
  expired: 0,
  overLimit: 1,
  atLimit: 2,
  frozen: 3,
  active: 4,
  revokedHere: 5,
  goneElsewhere: 6,
}

/** A key's name as shown everywhere: safe to look at, and never empty. */
export function shownName(key: Pick<ApiKey, 'name'>): string {
  return visibleText(key.name).trim() || 'Unnamed key'
}

/** A name as quoted in a sentence, shortened so that the sentence stays one. */
export function quotedName(key: Pick<ApiKey, 'name'>): string {
  return `“${visibleText(shownName(key), 60)}”`
}
