// Secrets and agents in cache.db, and a cache of the version that knew none of them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aKey } from '../../../test/support/key-builders.ts'
import { anAgent, aSecret, manySecrets, someAgents } from '../../../test/support/secret-builders.ts'
import { noSecretNotes } from '../../shared/domain/notes.ts'
import { type Secret, secretSchema } from '../../shared/domain/secret.ts'
import type { CacheStore } from '../ports/store.ts'
import { cacheKind } from './cache-schema.ts'
import { createCacheStore } from './cache-store.ts'
import { openDatabase } from './open-database.ts'

let folder = ''
let path = ''
let store: CacheStore

const open = (): CacheStore => createCacheStore(path, { log: (event) => expect.fail(event) })
const all = (accountId: string) => store.readSecrets(accountId, null, 1_000_000)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-cached-secrets-'))
  path = join(folder, 'cache.db')
  store = open()
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

function reopen(): void {
  store.close()
  store = open()
}

/** Each field differs from every other and from its value in `bare`. */
const full: Secret = {
  id: 'secret-0',
  name: 'Linear “token”',
  display: 'lin_****9xQ2',
  toolName: 'agno__linear__*',
  toolArg: 'api_token',
  isDefault: true,
  createdAt: 1_790_000_000_123,
  updatedAt: 1_790_000_000_456,
  valueSetFrom: -8.64e15,
  valueSetUntil: 8.64e15,
  hasSealedCopy: true,
  fingerprint: 'stale',
  sharedGroup: 'group-1',
  notes: noSecretNotes,
}
const bare: Secret = {
  id: 'secret-1',
  name: '',
  display: '',
  toolName: null,
  toolArg: null,
  isDefault: false,
  createdAt: null,
  updatedAt: null,
  valueSetFrom: null,
  valueSetUntil: null,
  hasSealedCopy: false,
  fingerprint: 'none',
  sharedGroup: null,
  notes: noSecretNotes,
}

describe('what the cache keeps of secrets over a restart', () => {
  it('rows as they were, in the order of their ids', async () => {
    await store.writeSecrets('me', [bare, full])
    reopen()
    expect(all('me')).toEqual([full, bare])
    expect(all('me').every((secret) => secretSchema.safeParse(secret).success)).toBe(true)
  })

  it.each(['none', 'current', 'stale'] as const)('whether a fingerprint is %s', async (fingerprint) => {
    await store.writeSecrets('me', [{ ...full, fingerprint }])
    expect(all('me')).toEqual([{ ...full, fingerprint }])
  })

  it('the last state of each row, and not the removed ones', async () => {
    await store.writeSecrets('me', [full, bare])
    await store.writeSecrets('me', [{ ...bare, id: full.id, name: 'renamed' }])
    await store.removeSecrets('me', [bare.id, 'unknown'])
    expect(all('me')).toEqual([{ ...bare, id: full.id, name: 'renamed' }])
  })

  it('accounts apart, and secrets apart from keys of the same id', async () => {
    await store.writeSecrets('me', [full])
    await store.writeSecrets('other', [{ ...full, name: 'of the other' }])
    const key = aKey({ id: full.id })
    await store.writeKeys('me', [key])
    await store.removeSecrets('me', [full.id])
    expect(all('me')).toEqual([])
    expect(all('other')).toEqual([{ ...full, name: 'of the other' }])
    expect(store.readKeys('me', null, 10)).toEqual([key])
  })

  it('hostile text is data, never SQL', async () => {
    const hostile = `'); DROP TABLE secrets; -- \u0000 \\ " % \u202e 🗝`
    const secret = { ...full, id: hostile, name: hostile, display: hostile, sharedGroup: hostile }
    const row = { ...secret, toolName: hostile, toolArg: hostile }
    await store.writeSecrets(`me'; DELETE FROM secrets; --`, [row])
    expect(all(`me'; DELETE FROM secrets; --`)).toEqual([row])
    expect(all('me')).toEqual([])
  })

  it('agents by account, as a whole, and when secrets and agents were confirmed', () => {
    expect(store.readAgents('me')).toEqual([])
    store.writeAgents('me', someAgents())
    const agents = [anAgent({ id: 'a', name: `'"; DROP TABLE agents`, tags: ['Tools', '\u0000'] })]
    store.writeAgents('me', agents)
    store.writeAgents('other', someAgents())
    store.writeAsOf('me', 'secrets', 7)
    store.writeAsOf('me', 'agents', 8)
    reopen()
    expect(store.readAgents('me')).toEqual(agents)
    expect(store.readAgents('other')).toEqual(someAgents())
    expect(['secrets', 'agents', 'models'].map((name) => store.readAsOf('me', name as 'agents'))).toEqual([
      7,
      8,
      null,
    ])
  })
})

describe('forgetting an account', () => {
  it('forgets its secrets and agents, also those still being written, and no other account’s', async () => {
    const keys = manySecrets(2000).map(({ id }) => aKey({ id }))
    store.writeAgents('me', someAgents())
    store.writeAgents('other', someAgents())
    store.writeAsOf('me', 'secrets', 1)
    const writing = [
      store.writeSecrets('me', manySecrets(2000)),
      store.writeKeys('me', keys),
      store.writeSecrets('other', manySecrets(2000)),
    ]
    store.forgetAccount('me')
    await Promise.all(writing)
    expect(all('me')).toEqual([])
    expect(store.readKeys('me', null, 10)).toEqual([])
    expect(store.readAgents('me')).toEqual([])
    expect(store.readAsOf('me', 'secrets')).toBeNull()
    expect(all('other')).toHaveLength(2000)
    expect(store.readAgents('other')).toEqual(someAgents())
    await store.writeSecrets('me', [full])
    expect(all('me')).toEqual([full])
  })

  it('closing while secrets are being written is no error', async () => {
    const writing = store.writeSecrets('me', manySecrets(2000))
    store.close()
    await writing
    store = open()
    expect(all('me').length).toBeLessThan(2000)
  })
})

describe('R45 five thousand secrets', () => {
  /** How many rows are there each time that other work gets its turn, until the work is done. */
  async function countsBetween(work: () => Promise<void>): Promise<number[]> {
    const reader = new Database(path, { readonly: true })
    const count = reader.prepare('SELECT count(*) FROM secrets').pluck()
    const counts: number[] = []
    let isDone = false
    const look = () => {
      if (isDone) return
      counts.push(Number(count.get()))
      setImmediate(look)
    }
    setImmediate(look)
    await work()
    isDone = true
    reader.close()
    return counts
  }

  it('are written and removed 250 a turn, and other work gets each turn between them', async () => {
    const secrets = manySecrets(5000)
    const ids = secrets.map(({ id }) => id)
    const steps = Array.from({ length: 19 }, (_, index) => (index + 1) * 250)
    expect(await countsBetween(() => store.writeSecrets('me', secrets))).toEqual(steps)
    expect(all('me')).toEqual(secrets)
    expect(await countsBetween(() => store.removeSecrets('me', ids))).toEqual(steps.toReversed())
    expect(all('me')).toEqual([])
  })

  it('are read in pages that hold each row once, in the order of the ids', async () => {
    const secrets = manySecrets(5000)
    await store.writeSecrets('me', secrets)
    await store.writeSecrets('other', [{ ...bare, id: 'secret-00499x' }])
    const pages: (readonly Secret[])[] = []
    for (let afterId: string | null = null; pages.at(-1)?.length !== 0; ) {
      const page: readonly Secret[] = store.readSecrets('me', afterId, 700)
      pages.push(page)
      afterId = page.at(-1)?.id ?? null
    }
    expect(pages.map((page) => page.length)).toEqual([...Array.from({ length: 7 }, () => 700), 100, 0])
    expect(pages.flat()).toEqual(secrets)
  })

  it('a page goes on behind a row that is gone by now', async () => {
    const ids = ['a', 'b', 'c', 'd']
    await store.writeSecrets(
      'me',
      ids.map((id) => aSecret({ id })),
    )
    await store.removeSecrets('me', ['b'])
    expect(store.readSecrets('me', 'b', 1).map(({ id }) => id)).toEqual(['c'])
  })
})

describe('a cache of another version', () => {
  it('R44 of the version without secrets is brought up to date, with all it holds', async () => {
    store.close()
    rmSync(path)
    const before = openDatabase(path, { ...cacheKind, migrations: cacheKind.migrations.slice(0, 1) })
    before.exec(`
      INSERT INTO keys (account_id, id, name, display, credit_used, has_sealed_copy)
        VALUES ('me', 'key-1', 'ci', 'io-v2-…', 0, 0);
      INSERT INTO models VALUES ('me', '[]');
      INSERT INTO confirmations VALUES ('me', 'keys', 9);
    `)
    before.close()
    store = open()
    expect(store.readKeys('me', null, 10).map(({ name }) => name)).toEqual(['ci'])
    expect(store.readAsOf('me', 'keys')).toBe(9)
    await store.writeSecrets('me', [full])
    reopen()
    expect(all('me')).toEqual([full])
  })
})
