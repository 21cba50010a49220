// Stopping many keys at once: which keys an emergency action is about, and what is said before it is done.
import type { ApiKey } from './api-key.ts'
import { formatCredits } from './credit-cycle.ts'
import { hasTag } from './search.ts'

/** `freezeAll`, `thawAll`, or one of the two with a tag. */
export type EmergencyAction =
  | { readonly action: 'freezeAll' | 'thawAll' }
  | { readonly action: 'freezeTag' | 'revokeTag'; readonly tag: string }

/** Said wherever something is frozen: what the service does with a limit of 0. */
export const freezeCaution =
  'The service blocks a key when its use exceeds the limit and settles about every minute: a request or two may still pass.'

/** Whether freezing would change anything; a key without credits is stopped already. */
export function canFreeze(key: ApiKey): boolean {
  return key.ending === null && key.frozen === null && key.creditLimit !== 0
}

export function canThaw(key: ApiKey): boolean {
  return key.ending === null && key.frozen !== null
}

/** The keys that the action is about, those that spent most today first: they are named, and stopped, first. */
export function keysOfEmergency(rows: Iterable<ApiKey>, action: EmergencyAction): ApiKey[] {
  const isMeant = meantBy(action)
  const keys: ApiKey[] = []
  for (const key of rows) if (isMeant(key)) keys.push(key)
  return keys.sort(byUrgency)
}

function byUrgency(a: ApiKey, b: ApiKey): number {
  return (b.usedToday ?? 0) - (a.usedToday ?? 0) || (a.name < b.name ? -1 : 1)
}

function meantBy(action: EmergencyAction): (key: ApiKey) => boolean {
  switch (action.action) {
    case 'freezeAll':
      return canFreeze
    case 'thawAll':
      return canThaw
    case 'freezeTag':
      return (key) => canFreeze(key) && hasTag(key, action.tag)
    case 'revokeTag':
      return (key) => key.ending === null && hasTag(key, action.tag)
  }
}

/** Credits of the keys since 00:00 UTC; null where no use was read. */
export function spentToday(keys: readonly ApiKey[]): number | null {
  let sum: number | null = null
  for (const { usedToday } of keys) if (usedToday !== null) sum = (sum ?? 0) + usedToday
  return sum
}

/** "Together they spent 12.4 credits today (since 00:00 UTC)." */
export function spentWords(keys: readonly ApiKey[]): string {
  const spent = spentToday(keys)
  if (spent === null) return 'What they spent today is not known.'
  const who = keys.length === 1 ? 'It' : 'Together they'
  return `${who} spent ${formatCredits(spent)} credits today (since 00:00 UTC).`
}

/** "1 key", "12 keys". */
export function countKeys(count: number): string {
  return `${count} ${count === 1 ? 'key' : 'keys'}`
}
