// Ten thousand believable key rows for the benchmarks, the same in every run.

import type { ApiKey, CreditCycle } from '../../src/shared/domain/api-key.ts'
import { noNotes } from '../../src/shared/domain/key-notes.ts'

const day = 86_400_000
const words = [
  'billing',
  'search',
  'ingest',
  'support',
  'nightly',
  'staging',
  'eval',
  'notebook',
  'agent',
  'demo',
]
const cycles: readonly CreditCycle[] = ['8h', 'daily', 'weekly', 'monthly']

/** Makes `count` rows relative to `now` (epoch ms). */
export function makeUpKeys(count: number, now: number): ApiKey[] {
  return Array.from({ length: count }, (_, index) => {
    const limit = index % 5 === 0 ? null : 10 * (1 + (index % 50))
    return {
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      name: `${words[index % 10]}-${words[(index * 7) % 9]}-${index}`,
      display: `sandbox-v2-eyJh...${index.toString(36).padStart(4, '0')}`,
      createdAt: now - (index % 700) * day,
      expiresAt: index % 7 === 0 ? null : now + ((index * 13) % 360) * day,
      access: index % 3 === 0 ? { kind: 'only', models: ['made-up/one', 'made-up/two'] } : { kind: 'all' },
      creditLimit: limit,
      creditUsed: (limit ?? 40) * ((index % 11) / 10),
      creditCycle: cycles[index % 4] ?? 'daily',
      usedToday: index % 17,
      usedAllTime: index % 1009,
      lastUseSeenAt: null,
      notes: noNotes,
      frozen: null,
      hasSealedCopy: false,
      ending: null,
    }
  })
}
