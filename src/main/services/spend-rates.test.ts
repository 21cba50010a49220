// Unit tests of spending: which keys' rates are asked for and when, and how long unusual spending stays in sight.
import { expect, it } from 'vitest'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { aKey, aSnapshot, aSync } from '../../../test/support/key-builders.ts'
import { until } from '../../../test/support/test-app.ts'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import { createState } from '../state/app-state.ts'
import { dayMs, findOccasions } from './reminder-rules.ts'
import { createSpendRates } from './spend-rates.ts'
import { createSpikeMemory } from './spike-memory.ts'

const clock = createFakeClock()
const inUse = (changes: Partial<ApiKey> & Pick<ApiKey, 'id'>) =>
  aKey({ expiresAt: null, usedToday: 5, lastUseSeenAt: clock.now() - 60_000, ...changes })

async function createRates(keys: readonly ApiKey[]) {
  const state = createState(aSnapshot({ sync: aSync({ usageAsOf: 1 }) }))
  await state.keys.upsert(keys)
  const asked: string[] = []
  let reads = 0
  const rates = createSpendRates({
    ...{ state, clock, log: () => {} },
    rateOf: (id) => {
      asked.push(id)
      if (id === 'broken') throw new Error('the cache is gone')
      return { perHour: 9, usualPerHour: 1 }
    },
    onRead: () => {
      reads += 1
    },
  })
  return { state, rates, asked, reads: () => reads }
}

it('rates are asked for once after each reading, of the keys in use alone', async () => {
  const { state, rates, asked, reads } = await createRates([
    inUse({ id: 'a' }),
    inUse({ id: 'idle', lastUseSeenAt: clock.now() - dayMs }),
    inUse({ id: 'never', lastUseSeenAt: null }),
    inUse({ id: 'little', usedToday: 0.5 }),
    inUse({ id: 'gone', ending: { how: 'expired', at: 1 } }),
  ])
  expect(rates.of('a').perHour).toBeNull()
  rates.readIfNew()
  rates.readIfNew()
  await until(() => reads() === 1)
  expect([asked, rates.of('a').perHour, rates.of('idle').perHour]).toEqual([['a'], 9, null])
  state.change({ sync: aSync({ usageAsOf: 2 }) })
  rates.readIfNew()
  await until(() => reads() === 2)
  expect(asked).toEqual(['a', 'a'])
})

it('R60 a rate that cannot be read leaves those of before', async () => {
  const { state, rates, reads } = await createRates([inUse({ id: 'a' })])
  rates.readIfNew()
  await until(() => reads() === 1)
  await state.keys.upsert([inUse({ id: 'broken' })])
  state.change({ sync: aSync({ usageAsOf: 2 }) })
  rates.readIfNew()
  await new Promise((resolve) => setImmediate(resolve))
  expect([reads(), rates.of('a').perHour]).toEqual([1, 9])
})

it('unusual spending stays in sight for a day after it is usual again, as long as the key can spend', () => {
  const now = clock.now()
  const at = (keys: readonly ApiKey[], perHour: number, time: number) =>
    findOccasions({
      ...{ account: null, keys, rotations: [], remindDays: [], now: time, readAt: time },
      rateOf: () => ({ perHour, usualPerHour: 1 }),
    }).occasions
  const memory = createSpikeMemory()
  const key = inUse({ id: 'a' })
  const see = (row: ApiKey, perHour: number, time: number) =>
    memory.with(at([row], perHour, time), time, () => row).map(({ reminder }) => reminder.perHour)
  expect(see(key, 9, now)).toEqual([9])
  expect(see(key, 1, now + dayMs)).toEqual([9])
  expect(see(key, 1, now + dayMs + 1)).toEqual([])
  expect(see(key, 9, now)).toEqual([9])
  expect(see({ ...key, frozen: { limit: 5, at: now } }, 1, now)).toEqual([])
})
