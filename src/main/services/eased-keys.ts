// Notices keys that somebody has just given more time or more credits: nobody wants to be reminded of those at once.
import type { ApiKey } from '../../shared/domain/api-key.ts'
import type { Occasion } from './reminder-rules.ts'

export interface EasedKeys {
  /**
   * Compares the rows with those of the last call and gives what was eased since. A key that was never seen
   * before counts where `isJustMade` says so: its expiry was chosen a moment ago.
   */
  readonly compare: (
    keys: Iterable<ApiKey>,
    isJustMade: (key: ApiKey) => boolean,
  ) => (occasion: Occasion) => boolean
  readonly forget: () => void
}

type Seen = Pick<ApiKey, 'expiresAt' | 'creditLimit'>

export function createEasedKeys(): EasedKeys {
  const seen = new Map<string, Seen>()
  return {
    compare: (keys, isJustMade) => {
      const expiries = new Set<string>()
      const limits = new Set<string>()
      for (const key of keys) {
        const { id, expiresAt, creditLimit } = key
        const before = seen.get(id)
        if (before === undefined ? isJustMade(key) : hasGrown(before.expiresAt, expiresAt)) expiries.add(id)
        if (before !== undefined && hasGrown(before.creditLimit, creditLimit)) limits.add(id)
        seen.set(id, { expiresAt, creditLimit })
      }
      return ({ reminder: { kind, keyId } }) =>
        keyId !== null &&
        ((kind === 'expiry' && expiries.has(keyId)) || (kind === 'limit' && limits.has(keyId)))
    },
    forget: () => seen.clear(),
  }
}

function hasGrown(before: number | null, now: number | null): boolean {
  return before !== null && now !== null && now > before
}
