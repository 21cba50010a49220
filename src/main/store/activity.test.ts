// The history in vault.db: kept in order, found by words, and never more than its newest part.
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createVaultFolder, type VaultFolder } from '../../../test/support/vault-folder.ts'
import { type ActivityQuery, activitySchema } from '../../shared/domain/activity.ts'
import type { NewActivity, VaultStore } from '../ports/store.ts'

let vault: VaultFolder
let store: VaultStore

beforeEach(() => {
  vault = createVaultFolder()
  store = vault.open()
})
afterEach(() => {
  store.close()
  vault.remove()
})

const all: ActivityQuery = { text: '', kinds: null, subjectId: null, since: null }
const entry = (subject: string, changes: Partial<NewActivity> = {}): NewActivity => ({
  ...{ accountId: 'me', at: 100, kind: 'keyCreated', account: 'Zoë', subjectId: null, subject },
  ...{ outcome: 'done', error: null, changes: [], detail: null },
  ...changes,
})

/** The subjects of what is found, the newest first. */
function found(query: Partial<ActivityQuery>, accountId: string | null = 'me'): readonly string[] {
  const entries = store.readActivity(accountId, { ...all, ...query }, { beforeId: null, limit: 100 })
  return entries.map(({ subject }) => subject)
}

it('an entry comes back whole, with an id of its own', () => {
  const full = entry('ci “runner”', {
    ...{
      kind: 'keyEdited',
      subjectId: 'k',
      outcome: 'failed',
      error: 'offline',
      detail: 'Nothing was sent.',
    },
    changes: [{ field: 'Name', before: 'ci', after: `'); DROP TABLE activity; --` }],
  })
  store.addActivity([])
  store.addActivity([full, entry('next')])
  store.close()
  store = vault.open()
  const entries = store.readActivity('me', all, { beforeId: null, limit: 10 })
  const { accountId: _, ...shown } = full
  expect(entries[1]).toEqual({ ...shown, id: 1 })
  expect(entries.every((one) => activitySchema.safeParse(one).success)).toBe(true)
})

it('pages hold each entry once, the newest first', () => {
  store.addActivity(Array.from({ length: 25 }, (_, index) => entry(String(index))))
  const seen: string[] = []
  for (let beforeId: number | null = null; ; ) {
    const page = store.readActivity('me', all, { beforeId, limit: 10 })
    if (page.length === 0) break
    seen.push(...page.map(({ subject }) => subject))
    beforeId = page.at(-1)?.id ?? null
  }
  expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => String(24 - index)))
  expect(store.readActivity('me', all, { beforeId: null, limit: 0 })).toEqual([])
})

describe('finding', () => {
  it('by account: its own and those of none; without one, all', () => {
    store.addActivity([
      entry('mine'),
      entry('theirs', { accountId: 'other' }),
      entry('free', { accountId: null }),
    ])
    expect(found({})).toEqual(['free', 'mine'])
    expect(found({}, null)).toEqual(['free', 'theirs', 'mine'])
  })

  it('by kind, subject and time', () => {
    store.addActivity([
      entry('a', { kind: 'keyRevoked', subjectId: 'k', at: 1 }),
      entry('b', { subjectId: 'k', at: 2 }),
      entry('c', { at: 3 }),
    ])
    expect(found({ kinds: ['keyRevoked', 'locked'] })).toEqual(['a'])
    expect(found({ kinds: [] })).toEqual([])
    expect(found({ subjectId: 'k' })).toEqual(['b', 'a'])
    expect(found({ since: 2 })).toEqual(['c', 'b'])
    expect(found({ subjectId: 'k', since: 2, kinds: ['keyCreated'], text: 'B' })).toEqual(['b'])
  })

  it('by words, all of them, in any letters, in whatever is told of it', () => {
    store.addActivity([
      entry('Größe ÄÖ'),
      entry('plain', { detail: 'The answer was lost.' }),
      entry('renamed', { changes: [{ field: 'Name', before: 'Staging Box', after: 'prod' }] }),
    ])
    expect(found({ text: 'grÖßE äö' })).toEqual(['Größe ÄÖ'])
    expect(found({ text: ' lost  answer ' })).toEqual(['plain'])
    expect(found({ text: 'staging' })).toEqual(['renamed'])
    expect(found({ text: 'staging answer' })).toEqual([])
    expect(found({ text: 'zoë' })).toHaveLength(3)
  })

  it.each(['%', '_', '\\', '100%', "'", '"', '\\%', 'a_b', '[', '*'])(
    'takes %s for what it is, not for a pattern',
    (text) => {
      store.addActivity([entry('100 aXb'), entry(`<${text}>`)])
      expect(found({ text })).toEqual([`<${text}>`])
    },
  )
})

it('an entry that cannot be read is left out, and the page is full without it', () => {
  store.addActivity(Array.from({ length: 6 }, (_, index) => entry(String(index))))
  const spoiler = new Database(vault.path)
  spoiler.exec(`
    UPDATE activity SET details = '{' WHERE id = 6;
    UPDATE activity SET kind = 'danced' WHERE id = 5;
    UPDATE activity SET details = '{"outcome":"maybe"}' WHERE id = 3;
  `)
  spoiler.close()
  const page = store.readActivity('me', all, { beforeId: null, limit: 3 })
  expect(page.map(({ id }) => id)).toEqual([4, 2, 1])
})

it('the newest 20,000 stay, and no id is ever used again', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => entry(String(index)))
  store.addActivity(many)
  store.addActivity([entry('a'), entry('b', { accountId: 'other' })])
  expect(store.readActivity('me', all, { beforeId: 5, limit: 9 }).map(({ id }) => id)).toEqual([4, 3])
  store.removeAccount('other')
  store.addActivity([entry('c')])
  expect(store.readActivity('me', all, { beforeId: null, limit: 2 })).toMatchObject([
    { id: 20_003 },
    { id: 20_001 },
  ])
  const reader = new Database(vault.path, { readonly: true })
  expect(reader.prepare('SELECT count(*) FROM activity').pluck().get()).toBe(20_000)
  reader.close()
})

it('entries of one call are there together or not at all', () => {
  const broken = { ...entry('b'), subject: null } as unknown as NewActivity
  expect(() => store.addActivity([entry('a'), broken])).toThrow()
  expect(found({})).toEqual([])
})
