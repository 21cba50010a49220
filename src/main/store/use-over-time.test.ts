// Use over time in cache.db: what is kept of readings, what is thinned out, and that nobody waits for it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ModelUse } from '../../shared/domain/usage.ts'
import type { KeyUsage } from '../ports/remote.ts'
import type { CacheStore } from '../ports/store.ts'
import { cacheKind } from './cache-schema.ts'
import { createCacheStore } from './cache-store.ts'
import { openDatabase } from './open-database.ts'

let folder = ''
let path = ''
let store: CacheStore

const open = (): CacheStore => createCacheStore(path, { log: () => {} })
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-use-'))
  path = join(folder, 'cache.db')
  store = open()
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const use = (keyId: string, allTime: number, models: readonly ModelUse[] = []): KeyUsage => {
  return { keyId, today: 0, allTime, models }
}
const model = (name: string, allTime: number, tokens = 0): ModelUse => {
  return { model: name, today: 1, allTime, inputTokens: tokens, outputTokens: 2 * tokens }
}
const points = (keyId: string, sinceAt = 0) =>
  store.readUsePoints('me', keyId, sinceAt).map(({ at, credits }) => [at, credits])
const totals = (sinceAt = 0) => store.readTotalPoints('me', sinceAt).map(({ at, credits }) => [at, credits])
const hour = 3_600_000
const day = 24 * hour

describe('readings', () => {
  it('leave a point where a figure moved, and their time where it did not', async () => {
    await store.writeUse('me', 10, [use('a', 1), use('b', 0.1)])
    await store.writeUse('me', 20, [use('a', 1), use('b', 0.1)])
    await store.writeUse('me', 30, [use('a', 1), use('b', 0.3)])
    await store.writeUse('other', 30, [use('a', 9)])
    store.close()
    store = open()
    expect(points('a')).toEqual([[10, 1]])
    expect(points('b')).toEqual([
      [10, 0.1],
      [30, 0.3],
    ])
    expect(totals()).toEqual([
      [10, 1.1],
      [30, 1.3],
    ])
    expect(store.readUseTimes('me', 0)).toEqual([10, 20, 30])
    expect(store.readUseTimes('me', 20)).toEqual([20, 30])
  })

  it('are read from a time on, with the last point before it', async () => {
    for (const [at, allTime] of [
      [10, 1],
      [20, 2],
      [30, 3],
    ] as const)
      await store.writeUse('me', at, [use('a', allTime)])
    expect(points('a', 25)).toEqual([
      [20, 2],
      [30, 3],
    ])
    expect(points('a', 20)).toEqual([
      [10, 1],
      [20, 2],
      [30, 3],
    ])
    expect(points('a', 99)).toEqual([[30, 3]])
    expect(points('unknown', 0)).toEqual([])
    expect(totals(25)).toEqual([
      [20, 2],
      [30, 3],
    ])
  })

  it('a key that is gone takes nothing back of what was spent', async () => {
    await store.writeUse('me', 10, [use('a', 5), use('b', 2)])
    await store.writeUse('me', 20, [use('b', 3)])
    await store.removeKeys('me', ['a'])
    await store.writeUse('me', 30, [use('b', 3), use('c', 0.5)])
    expect(totals()).toEqual([
      [10, 7],
      [20, 8],
      [30, 8.5],
    ])
    expect(points('a')).toEqual([[10, 5]])
  })

  it('R57 of a clock that was wrong for a while do not spoil those after them', async () => {
    await store.writeUse('me', 100, [use('a', 1)])
    await store.writeUse('me', 900_000, [use('a', 2)])
    await store.writeUse('me', 200, [use('a', 3)])
    await store.writeUse('me', 300, [use('a', 3)])
    await store.writeUse('me', 5, [use('a', 3)])
    await store.writeUse('me', 400, [use('a', 4)])
    expect(points('a').filter(([at = 0]) => at < 1000)).toEqual([
      [5, 3],
      [100, 1],
      [200, 3],
      [400, 4],
    ])
    expect(totals().filter(([at = 0]) => at < 1000)).toEqual(points('a').filter(([at = 0]) => at < 1000))
  })

  it('an account without keys was read, too', async () => {
    await store.writeUse('me', 10, [])
    expect(store.readUseTimes('me', 0)).toEqual([10])
    expect(totals()).toEqual([[10, 0]])
  })
})

describe('use by model', () => {
  it('is that of the last reading, by key and in all, the most spent first', async () => {
    await store.writeUse('me', 10, [
      use('a', 9, [model('gone', 5), model('x', 1, 10)]),
      use('b', 1, [model('y', 7)]),
    ])
    await store.writeUse('me', 20, [
      use('a', 9, [model('x', 2, 20), model('y', 4)]),
      use('b', 1, [model('y', 7)]),
    ])
    expect(store.readModelUse('me', 'a')).toEqual([model('y', 4), model('x', 2, 20)])
    expect(store.readModelUse('me', null)).toEqual([{ ...model('y', 11), today: 2 }, model('x', 2, 20)])
    expect(store.readModelUse('other', null)).toEqual([])
    await store.removeKeys('me', ['b'])
    expect(store.readModelUse('me', null)).toEqual([model('y', 4), model('x', 2, 20)])
  })

  it('knows which models a key was seen to use, and not those it may only', async () => {
    const models = [model('spent', 1), model('free of charge', 0, 3), model('never', 0)]
    await store.writeUse('me', 10, [use('a', 1, models), use('b', 0, [model('never', 0)])])
    expect(store.readUsedModels('me')).toEqual(new Map([['a', ['free of charge', 'spent']]]))
  })
})

describe('R45 ten thousand keys', () => {
  it('are written in turns, and a reading that was cut short is made whole by the next', async () => {
    const keys = (allTime: number) =>
      Array.from({ length: 10_000 }, (_, index) => use(`k${index}`, allTime, [model('m', allTime)]))
    const writing = store.writeUse('me', 10, keys(1))
    let turns = 0
    const count = () => {
      turns += 1
      if (turns === 3) store.close()
      else setImmediate(count)
    }
    setImmediate(count)
    await writing
    store = open()
    const [[, partly = 0] = []] = totals()
    expect(partly).toBeGreaterThan(0)
    expect(partly).toBeLessThan(1000)
    expect(store.readUseTimes('me', 0)).toEqual([])
    await store.writeUse('me', 20, keys(2))
    expect(totals(20).at(-1)).toEqual([20, 20_000])
    expect(store.readUsedModels('me').size).toBe(10_000)
  })

  it('nothing of an account comes back that is forgotten meanwhile', async () => {
    const writing = store.writeUse(
      'me',
      10,
      Array.from({ length: 2000 }, (_, index) => use(`k${index}`, 1)),
    )
    store.forgetAccount('me')
    await writing
    expect([totals(), points('k0'), store.readUseTimes('me', 0), store.readModelUse('me', null)]).toEqual([
      [],
      [],
      [],
      [],
    ])
  })
})

describe('thinning out', () => {
  it('leaves all of 7 days, the last of each hour for 90 days, and the last of each day after that', async () => {
    const now = 1000 * day + 30 * 60_000
    const times = [
      ...[300, 300.3, 300.9, 301.1].map((days) => days * day),
      ...[950 * day, 950 * day + 0.2 * hour, 950 * day + 0.9 * hour, 950 * day + 1.5 * hour],
      ...[now - 7 * day + hour, now - 7 * day + 1.1 * hour, now],
    ].map(Math.round)
    for (const [index, at] of times.entries())
      await store.writeUse('me', at, [use('a', index), use('b', 2 * index)])
    await store.writeUse('other', 300 * day, [use('a', 1)])
    await store.thinUse('me', now)
    const kept = [2, 3, 6, 7, 8, 9, 10]
    expect(points('a')).toEqual(kept.map((index) => [times[index], index]))
    expect(points('b')).toEqual(kept.map((index) => [times[index], 2 * index]))
    expect(totals()).toEqual(kept.map((index) => [times[index], 3 * index]))
    expect(store.readUseTimes('me', 0)).toEqual(kept.map((index) => times[index]))
    expect(store.readUsePoints('other', 'a', 0)).toHaveLength(1)
  })

  it('R57 with a clock that is far too early takes nothing', async () => {
    for (const at of [10, 20, 30]) await store.writeUse('me', at, [use('a', at)])
    await store.thinUse('me', -5 * day)
    await store.thinUse('me', 0)
    expect(points('a')).toHaveLength(3)
  })
})

describe('a cache of version 2', () => {
  it('R44 keeps its rows when use over time comes to it', async () => {
    store.close()
    rmSync(path)
    const old = openDatabase(path, { ...cacheKind, migrations: cacheKind.migrations.slice(0, 2) })
    old.exec(`
      INSERT INTO keys VALUES ('me', 'k', 'ci', 'd', 1, 2, NULL, NULL, 0, NULL, NULL, NULL, NULL, 0, NULL);
      INSERT INTO confirmations VALUES ('me', 'usage', 7);
    `)
    old.close()
    store = open()
    expect(store.readKeys('me', null, 9)).toMatchObject([{ id: 'k', frozen: null, notes: { tags: [] } }])
    expect(store.readAsOf('me', 'usage')).toBe(7)
    await store.writeUse('me', 10, [use('k', 1)])
    expect(points('k')).toEqual([[10, 1]])
    const reader = new Database(path, { readonly: true })
    expect(reader.pragma('user_version', { simple: true })).toBe(3)
    reader.close()
  })
})
