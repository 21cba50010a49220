// Use over time with the real cache.db: what sparklines, series and rates make of readings, resets, gaps and clocks.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '../../../test/support/fake-clock.ts'
import { aKey, anAccount, aSnapshot, aSync, manyKeys } from '../../../test/support/key-builders.ts'
import { watchTurns } from '../../../test/support/turns.ts'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import type { ModelUse } from '../../shared/domain/usage.ts'
import type { CacheStore } from '../ports/store.ts'
import { type AppState, createState } from '../state/app-state.ts'
import { createCacheStore } from '../store/cache-store.ts'
import { createUsageSeries, type UsageSeries } from './usage-series.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const isCurrent = () => true

let folder: string
let cache: CacheStore
let clock: FakeClock
let state: AppState
let series: UsageSeries
let logged: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-series-'))
  cache = createCacheStore(join(folder, 'cache.db'), { log: () => {} })
  clock = createFakeClock()
  state = createState(aSnapshot({ account: anAccount({ id: 'me' }) }))
  logged = []
  series = createUsageSeries({ state, cache, clock, log: (event) => logged.push(event) })
})
afterEach(() => {
  cache.close()
  rmSync(folder, { recursive: true, force: true })
})

const model = (name: string, allTime: number): ModelUse => ({
  ...{ model: name, today: 0, allTime, inputTokens: 10, outputTokens: 5 },
})
/** A reading in which the key k has spent so much since it was made. */
const read = (allTime: number, models: readonly ModelUse[] = []) =>
  series.note('me', [{ keyId: 'k', today: 0, allTime, models }], { isCurrent })
/** Read every five minutes for so long, while so much is spent an hour. */
async function run(ms: number, perHour: number, from = 0): Promise<number> {
  let spent = from
  for (let passed = 0; passed < ms; passed += 5 * minute) {
    clock.advance(5 * minute)
    spent += (perHour * 5) / 60
    await read(Number(spent.toFixed(6)))
  }
  return spent
}
const unwrap = <T>(result: { ok: true; value: T } | { ok: false }): T => {
  if (!result.ok) throw new Error('it failed')
  return result.value
}
const sparkline = () => {
  const [line] = unwrap(series.readSparklines(['k'])).sparklines
  if (line === undefined) throw new Error('no sparkline')
  return line
}
const show = (changes: Partial<ApiKey>) => state.keys.upsert([aKey({ id: 'k', ...changes })])

describe('a sparkline', () => {
  test('of a key that was never read is unknown throughout', () => {
    expect(sparkline()).toEqual({ keyId: 'k', buckets: Array(28).fill(null), perHour: null })
  })

  test('shows what was spent in six hours each, the newest last', async () => {
    await read(100)
    await run(12 * hour, 0, 100)
    await run(6 * hour, 2, 100)
    const { buckets, perHour } = sparkline()
    expect(buckets).toHaveLength(28)
    expect(buckets.slice(0, 25)).toEqual(Array(25).fill(null))
    expect(buckets.slice(25)).toEqual([0, 0, expect.closeTo(12)])
    expect(perHour).toBeCloseTo(2)
  })

  test('does not take what was spent before the first reading for new', async () => {
    await read(812)
    await run(hour, 0, 812)
    expect(sparkline().buckets.at(-1)).toBe(0)
  })

  test('leaves out a week in which the app did not run, and does not show it as one spike', async () => {
    await read(0)
    await run(hour, 1)
    clock.advance(5 * day)
    await read(1001)
    const { buckets } = sparkline()
    expect(buckets.slice(9, 27)).toEqual(Array(18).fill(null))
    expect(Math.max(...buckets.map((bucket) => bucket ?? 0))).toBeLessThan(60)
  })

  test('of a key made while the app ran begins with it', async () => {
    await series.note('me', [], { isCurrent })
    clock.advance(minute)
    await show({ createdAt: clock.now() })
    clock.advance(5 * minute)
    await read(3)
    expect(sparkline().buckets.at(-1)).toBeCloseTo(3)
  })

  test('survives a counter that begins anew', async () => {
    await read(500)
    await run(hour, 1, 500)
    await run(hour, 1, 0)
    expect(sparkline().buckets.at(-1)).toBeCloseTo(2, 0)
  })

  test('survives a clock that was set, forward and back', async () => {
    await read(0)
    const spent = await run(hour, 6)
    const wall = clock.now()
    clock.setWall(wall + 400 * day)
    await read(spent)
    clock.setWall(wall - 30 * minute)
    await run(2 * hour, 6, spent)
    const { buckets, perHour } = sparkline()
    expect(buckets.at(-1)).toBeGreaterThan(10)
    expect(buckets.at(-1)).toBeLessThan(25)
    expect(perHour).toBeLessThan(12)
    const { points } = unwrap(series.readSeries('k', 0))
    expect(points.every(({ at }) => at <= clock.now())).toBe(true)
  })

  test('R57 goes by the service’s clock', async () => {
    state.change({ sync: aSync({ clockSkewMs: -3 * hour }) })
    await read(1)
    expect(unwrap(series.readSeries('k', 0)).points).toEqual([{ at: clock.now() - 3 * hour, credits: 1 }])
  })
})

describe('a series', () => {
  test('is flat through a quiet night, and rises only between two readings', async () => {
    await read(1)
    const began = clock.now()
    await run(10 * hour, 0, 1)
    const quietUntil = clock.now()
    clock.advance(5 * minute)
    await read(9)
    expect(unwrap(series.readSeries('k', 0)).points).toEqual([
      { at: began, credits: 1 },
      { at: quietUntil, credits: 1 },
      { at: clock.now(), credits: 9 },
    ])
  })

  test('of all keys is their sum, from the moment asked for', async () => {
    await series.note(
      'me',
      ['a', 'b'].map((keyId) => ({ keyId, today: 0, allTime: 5, models: [] })),
      {
        isCurrent,
      },
    )
    clock.advance(hour)
    await series.note('me', [{ keyId: 'a', today: 0, allTime: 6, models: [] }], { isCurrent })
    const { points } = unwrap(series.readSeries(null, clock.now() - minute))
    expect(points.map(({ credits }) => credits)).toEqual([10, 11])
  })

  test('has at most a thousand points and keeps its ends', async () => {
    await read(0)
    const began = clock.now()
    const spent = await run(5 * day, 1)
    const { points } = unwrap(series.readSeries('k', 0))
    expect(points.length).toBeLessThanOrEqual(1000)
    expect(points.length).toBeGreaterThan(500)
    expect(points[0]).toEqual({ at: began, credits: 0 })
    expect(points.at(-1)).toEqual({ at: clock.now(), credits: expect.closeTo(spent, 4) })
  })
})

describe('by model', () => {
  test('is the last reading, of one key or of all, with those that each key uses', async () => {
    await series.note(
      'me',
      [
        { keyId: 'a', today: 0, allTime: 5, models: [model('big', 4), model('small', 1)] },
        { keyId: 'b', today: 0, allTime: 2, models: [model('small', 2)] },
        { keyId: 'c', today: 0, allTime: 0, models: [] },
      ],
      { isCurrent },
    )
    expect(unwrap(series.readByModel(null)).models.map((use) => [use.model, use.allTime])).toEqual([
      ['big', 4],
      ['small', 3],
    ])
    expect(unwrap(series.readByModel('b')).models).toEqual([model('small', 2)])
    expect(unwrap(series.readUsedModels(['c', 'a', 'unknown'])).keys).toEqual([
      { keyId: 'a', models: ['big', 'small'] },
    ])
  })
})

describe('rates', () => {
  test('tell what is spent now from what is usual', async () => {
    await read(0)
    const spent = await run(4 * day, 1)
    await run(3 * hour, 50, spent)
    const { perHour, usualPerHour } = series.rateOf('k')
    expect(perHour).toBeCloseTo(50, 0)
    expect(usualPerHour).toBeCloseTo(1, 1)
    expect(series.rateOf('unknown')).toEqual({ perHour: null, usualPerHour: null })
  })
})

describe('what cannot be done', () => {
  test('without an account there is nothing to read', () => {
    state.change({ account: null })
    expect(series.readSeries('k', 0)).toMatchObject({ ok: false, error: { code: 'notConnected' } })
    expect(series.rateOf('k')).toEqual({ perHour: null, usualPerHour: null })
  })

  test('a reading that is over is not noted, and one account does not see the other', async () => {
    await series.note('me', [{ keyId: 'k', today: 0, allTime: 1, models: [] }], { isCurrent: () => false })
    await series.note('other', [{ keyId: 'k', today: 0, allTime: 1, models: [] }], { isCurrent })
    expect(unwrap(series.readSeries('k', 0)).points).toEqual([])
  })

  test('a database that fails costs the history, not the reading', async () => {
    cache.close()
    await expect(read(1)).resolves.toBeUndefined()
    expect(series.readByModel(null)).toMatchObject({ ok: false, error: { code: 'storage' } })
    expect(series.rateOf('k')).toEqual({ perHour: null, usualPerHour: null })
    expect(logged).toContain('cache.notRead')
  })
})

describe('the rates that a table is sorted by', () => {
  const rates = async (...keyIds: string[]) => unwrap(await series.readRates(keyIds)).rates

  test('are what the sparkline says, and null where it says nothing', async () => {
    await show({})
    await state.keys.upsert([aKey({ id: 'never-read' })])
    await read(100)
    await run(12 * hour, 0, 100)
    await run(6 * hour, 2, 100)
    const { buckets, perHour } = sparkline()
    const week = buckets.reduce<number>((sum, credits) => sum + (credits ?? 0), 0)
    expect(week).toBeCloseTo(12)
    expect(await rates('gone', 'k', 'never-read')).toEqual([
      { keyId: 'k', week, perHour },
      { keyId: 'never-read', week: null, perHour: null },
    ])
  })

  test('of ten thousand keys leave other work its turn, however many ask', async () => {
    const all = manyKeys(10_000)
    await state.keys.upsert(all)
    const use = all.map(({ id }, index) => ({ keyId: id, today: 0, allTime: index, models: [] }))
    await series.note('me', use, { isCurrent })
    clock.advance(hour)
    await series.note('me', use, { isCurrent })
    const turns = watchTurns()
    const { readUsePoints } = cache
    const watched = createUsageSeries({
      ...{ state, clock, log: () => {} },
      cache: {
        ...cache,
        readUsePoints: (...question) => {
          turns.note(1)
          return readUsePoints(...question)
        },
      },
    })
    const pages = [all.slice(0, 5000), all.slice(5000)].map((page) =>
      watched.readRates(page.map(({ id }) => id)),
    )
    const found = (await Promise.all(pages)).flatMap((page) => unwrap(page).rates)
    expect(found).toHaveLength(10_000)
    expect(found.every(({ week, perHour }) => week === 0 && perHour === 0)).toBe(true)
    expect(turns.stop().most).toBeLessThanOrEqual(10)
  })

  test('are of one account alone: another that came into use meanwhile ends the reading', async () => {
    await state.keys.upsert(manyKeys(100))
    const answer = series.readRates(manyKeys(100).map(({ id }) => id))
    state.change({ account: anAccount({ id: 'other' }) })
    expect(await answer).toMatchObject({ error: { code: 'notConnected' } })
  })
})
