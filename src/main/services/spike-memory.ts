// Keeps unusual spending in sight for a day: by the time somebody looks, the rate is often usual again.
import type { ApiKey } from '../../shared/domain/api-key.ts'
import { dayMs, type Occasion } from './reminder-rules.ts'

export interface SpikeMemory {
  /** The occasions with the spikes of the last day before them, as far as their keys can still spend. */
  readonly with: (
    occasions: readonly Occasion[],
    now: number,
    keyOf: (id: string) => ApiKey | undefined,
  ) => readonly Occasion[]
  readonly forget: () => void
}

export function createSpikeMemory(): SpikeMemory {
  const seen = new Map<string, { readonly occasion: Occasion; readonly at: number }>()
  return {
    with: (occasions, now, keyOf) => {
      const standing = occasions.filter(({ reminder }) => reminder.kind === 'spike')
      for (const occasion of standing) seen.set(occasion.subject, { occasion, at: now })
      for (const [subject, { occasion, at }] of seen) {
        const key = keyOf(occasion.reminder.keyId ?? '')
        if (now - at > dayMs || key === undefined || key.ending !== null || key.frozen !== null)
          seen.delete(subject)
      }
      const past = [...seen.values()].map(({ occasion }) => occasion)
      return [...past, ...occasions.filter(({ reminder }) => reminder.kind !== 'spike')]
    },
    forget: () => seen.clear(),
  }
}
