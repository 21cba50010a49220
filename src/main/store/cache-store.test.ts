// cache.db through the functions that the services use.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ApiKey, apiKeySchema, type Model } from '../../shared/domain/api-key.ts'
import { noNotes } from '../../shared/domain/key-notes.ts'
import type { CacheStore } from '../ports/store.ts'
import { createCacheStore } from './cache-store.ts'

let folder = ''
let path = ''
let store: CacheStore
let events: string[] = []

const open = (): CacheStore => createCacheStore(path, { log: (event) => events.push(event) })

/** All rows of an account at once. */
const all = (accountId: string) => store.readKeys(accountId, null, 1_000_000)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-cache-'))
  path = join(folder, 'cache.db')
  events = []
  store = open()
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const full: ApiKey = {
  id: 'key-0',
  name: 'ci “runner”',
  display: 'acme-v2-eyJh...c0eQ',
  createdAt: 1_790_000_000_123,
  expiresAt: 1_800_000_000_000,
  access: { kind: 'only', models: ['a/b', 'c"d'] },
  creditLimit: 10.25,
  creditUsed: 0.1,
  creditCycle: '8h',
  usedToday: 0,
  usedAllTime: 1e9,
  lastUseSeenAt: 1_790_000_000_000,
  hasSealedCopy: true,
  notes: noNotes,
  frozen: null,
  ending: { how: 'goneElsewhere', at: 5 },
}
const bare: ApiKey = {
  id: 'key-1',
  name: '',
  display: '',
  createdAt: null,
  expiresAt: null,
  access: { kind: 'all' },
  creditLimit: null,
  creditUsed: 0,
  creditCycle: null,
  usedToday: null,
  usedAllTime: null,
  lastUseSeenAt: null,
  hasSealedCopy: false,
  notes: noNotes,
  frozen: null,
  ending: null,
}
const model: Model = {
  name: 'a/b',
  developer: null,
  contextWindow: 1000,
  inputPrice: '0.10',
  outputPrice: null,
  isActive: true,
}

const many = (count: number): ApiKey[] =>
  Array.from({ length: count }, (_, index) => ({ ...full, id: `key-${String(index).padStart(6, '0')}` }))

describe('what the cache keeps over a restart', () => {
  it('rows as they were, in the order of their ids', async () => {
    await store.writeKeys('me', [bare, full])
    store.close()
    store = open()
    expect(all('me')).toEqual([full, bare])
    expect(all('me').every((key) => apiKeySchema.safeParse(key).success)).toBe(true)
  })

  it('the last state of each row, and not the removed ones', async () => {
    await store.writeKeys('me', [full, bare])
    await store.writeKeys('me', [{ ...bare, id: full.id, name: 'renamed' }])
    await store.removeKeys('me', [bare.id, 'unknown'])
    expect(all('me')).toEqual([{ ...bare, id: full.id, name: 'renamed' }])
  })

  it('models and instants by account', () => {
    expect(store.readModels('me')).toEqual([])
    expect(store.readAsOf('me', 'keys')).toBeNull()
    store.writeModels('me', [model])
    store.writeAsOf('me', 'keys', 7)
    store.writeAsOf('me', 'keys', 1_790_000_000_123)
    store.writeAsOf('other', 'usage', 8)
    store.close()
    store = open()
    expect(store.readModels('me')).toEqual([model])
    expect(store.readAsOf('me', 'keys')).toBe(1_790_000_000_123)
    expect(store.readAsOf('me', 'usage')).toBeNull()
  })

  it('nothing of an account that was forgotten, also not what was still being written', async () => {
    await store.writeKeys('other', [full])
    store.writeModels('me', [model])
    store.writeAsOf('me', 'models', 1)
    const writing = store.writeKeys('me', many(2000))
    store.forgetAccount('me')
    await writing
    expect(all('me')).toEqual([])
    expect(store.readModels('me')).toEqual([])
    expect(store.readAsOf('me', 'models')).toBeNull()
    expect(all('other')).toEqual([full])
  })

  it('closing while rows are being written is no error', async () => {
    const writing = store.writeKeys('me', many(2000))
    store.close()
    await writing
    store = open()
    expect(all('me').length).toBeLessThan(2000)
  })

  it('hostile text is data, never SQL', async () => {
    const name = `'); DROP TABLE keys; -- \u0000 \\ " %`
    await store.writeKeys(`me'; DELETE FROM keys; --`, [{ ...bare, name }])
    expect(all(`me'; DELETE FROM keys; --`)[0]?.name).toBe(name)
  })
})

describe('R45 ten thousand rows', () => {
  it('are written 250 a turn, and other work gets each turn between them', async () => {
    const keys = many(10_000)
    const reader = new Database(path, { readonly: true })
    const count = reader.prepare('SELECT count(*) FROM keys').pluck()
    const counts: number[] = []
    let isWritten = false
    const look = () => {
      if (isWritten) return
      counts.push(Number(count.get()))
      setImmediate(look)
    }
    setImmediate(look)
    await store.writeKeys('me', keys)
    isWritten = true
    reader.close()
    expect(counts).toEqual(Array.from({ length: 39 }, (_, index) => (index + 1) * 250))
    expect(all('me')).toEqual(keys)
  })

  it('are read in pages that hold each row once, in the order of the ids', async () => {
    const keys = many(10_000)
    await store.writeKeys('me', keys)
    await store.writeKeys('other', [{ ...bare, id: 'key-000499x' }])
    const pages: (readonly ApiKey[])[] = []
    for (let afterId: string | null = null; pages.at(-1)?.length !== 0; ) {
      const page: readonly ApiKey[] = store.readKeys('me', afterId, 700)
      pages.push(page)
      afterId = page.at(-1)?.id ?? null
    }
    expect(pages.map((page) => page.length)).toEqual([...Array.from({ length: 14 }, () => 700), 200, 0])
    expect(pages.flat()).toEqual(keys)
  })

  it('a page goes on behind a row that is gone by now', async () => {
    await store.writeKeys('me', many(5))
    await store.removeKeys('me', ['key-000001'])
    expect(store.readKeys('me', 'key-000001', 2).map(({ id }) => id)).toEqual(['key-000002', 'key-000003'])
  })
})

describe('a cache that is of no use', () => {
  const spoilers: Record<string, () => void> = {
    empty: () => writeFileSync(path, ''),
    noise: () => writeFileSync(path, 'noise'.repeat(5000)),
    'of a later version': () => {
      const database = new Database(path)
      database.pragma('user_version = 99')
      database.close()
    },
    'of another application': () => {
      const database = new Database(path)
      database.pragma('application_id = 7')
      database.close()
    },
  }

  it.each(Object.keys(spoilers))('is thrown away and made again (%s)', async (name) => {
    await store.writeKeys('me', [full])
    store.close()
    spoilers[name]?.()
    store = open()
    expect(events).toEqual(['cache.remade'])
    expect(all('me')).toEqual([])
    await store.writeKeys('me', [bare])
    expect(all('me')).toEqual([bare])
  })
})
