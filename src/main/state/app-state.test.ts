// The state: revisions without gaps, patches of bounded size, pages in order, and no long turns.
import { describe, expect, test } from 'vitest'
import { aKey, aSnapshot } from '../../../test/support/key-builders.ts'
import { aSecret, manySecrets } from '../../../test/support/secret-builders.ts'
import { watchTurns } from '../../../test/support/turns.ts'
import { maxRowsPerMessage, type Patch, patchSchema } from '../../shared/domain/snapshot.ts'
import { createState } from './app-state.ts'
import { pagesOf, type RowSet } from './row-set.ts'

const rowsNamed = (count: number, name = 'key') =>
  // An odd multiplier spreads the ids, so that they do not come in their order.
  Array.from({ length: count }, (_, index) =>
    aKey({ id: `key-${(index * 7919) % 1_000_003}`, name: `${name}-${index}` }),
  )

function createObserved() {
  const { revision: _, ...parts } = aSnapshot()
  const state = createState(parts)
  const patches: Patch[] = []
  state.subscribe((patch) => patches.push(patch))
  return { state, patches }
}

function allPages<Row>(table: RowSet<Row>, limit = 500): Row[] {
  const rows: Row[] = []
  for (let afterId: string | null = null; ; ) {
    const page = table.read(afterId, limit)
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    rows.push(...page.rows)
    if (page.next === null) return rows
    afterId = page.next
  }
}

/** A page that knows nothing but what it is told. */
function follow(patches: readonly Patch[]) {
  for (const [index, patch] of patches.entries()) {
    expect(patch.revision).toBe(index + 1)
    expect(patchSchema.safeParse(patch).success).toBe(true)
  }
  return {
    keys: followTable(patches.map((patch) => patch.keys)),
    secrets: followTable(patches.map((patch) => patch.secrets)),
  }
}

function followTable<Row extends { id: string }>(
  changes: readonly ({ isReset: boolean; upserted: Row[]; removedIds: string[] } | undefined)[],
) {
  const rows = new Map<string, Row>()
  for (const change of changes) {
    if (change?.isReset) rows.clear()
    for (const row of change?.upserted ?? []) rows.set(row.id, row)
    for (const id of change?.removedIds ?? []) rows.delete(id)
  }
  return rows
}

describe('the state', () => {
  test('tells each change in one patch and one revision', () => {
    const { state, patches } = createObserved()
    state.change({ hasTray: false })
    state.change({ models: [] })
    expect(patches).toEqual([
      { revision: 1, parts: { hasTray: false } },
      { revision: 2, parts: { models: [] } },
    ])
    expect(state.snapshot()).toMatchObject({ revision: 2, hasTray: false })
  })

  test('tells long lists in patches of bounded size, and short ones at once', async () => {
    const { state, patches } = createObserved()
    void state.keys.upsert(rowsNamed(3))
    expect(patches).toHaveLength(1)
    await state.keys.upsert(rowsNamed(maxRowsPerMessage * 2 + 1))
    expect(patches).toHaveLength(4)
    expect(patches.every((patch) => (patch.keys?.upserted.length ?? 0) <= maxRowsPerMessage)).toBe(true)
  })

  test('ends in a page that follows its patches as it stands here', async () => {
    const { state, patches } = createObserved()
    await state.keys.reset(pagesOf(rowsNamed(1200)))
    await state.keys.upsert(rowsNamed(700, 'renamed'))
    state.keys.remove([...state.keys.values()].slice(0, 100).map((row) => row.id))
    state.keys.remove(['nobody'])
    await state.keys.upsert(rowsNamed(50, 'again'))
    expect([...follow(patches).keys].sort()).toEqual(
      [...state.keys.values()].map((row) => [row.id, row]).sort(),
    )
  })

  test('empties the table when another account comes, also where the old one is still filling it', async () => {
    const { state, patches } = createObserved()
    const filling = state.keys.reset(pagesOf(rowsNamed(5000, 'old')))
    await state.keys.reset([[aKey({ id: 'key-new', name: 'new' })]])
    await filling
    expect([...state.keys.values()].map((row) => row.name)).toEqual(['new'])
    expect([...follow(patches).keys.keys()]).toEqual(['key-new'])
  })

  test('an empty list empties the table too', async () => {
    const { state, patches } = createObserved()
    await state.keys.reset(pagesOf(rowsNamed(5)))
    await state.keys.reset([])
    expect([...follow(patches).keys]).toEqual([])
  })

  test('pages hold every row once, in the order of their ids, while rows come and go', async () => {
    const { state } = createObserved()
    await state.keys.reset(pagesOf(rowsNamed(2300)))
    const ids = allPages(state.keys).map((row) => row.id)
    expect(ids).toEqual([...new Set(ids)].sort())
    expect(ids).toHaveLength(2300)

    const first = state.keys.read(null, 500)
    state.keys.remove([first.next ?? ''])
    await state.keys.upsert([aKey({ id: 'key-0' }), aKey({ id: 'zzz' })])
    const second = state.keys.read(first.next, 500)
    expect(second.rows[0]?.id).toBe(ids[500])
    expect(allPages(state.keys).at(-1)?.id).toBe('zzz')
  })

  test('R45 100,000 rows come in 500 a turn, and other work gets each turn between them', async () => {
    const { state } = createObserved()
    const watch = watchTurns()
    state.subscribe(({ keys }) => watch.note(keys?.upserted.length ?? 0))
    await state.keys.upsert(rowsNamed(100_000))
    const { turns, most } = watch.stop()
    expect(most).toBe(maxRowsPerMessage)
    expect(turns).toBeGreaterThanOrEqual(100_000 / maxRowsPerMessage)
    expect(allPages(state.keys)).toHaveLength(100_000)
  })

  test('R45 a page of a reset is not asked for before its turn, nor after another reset', async () => {
    const { state } = createObserved()
    const watch = watchTurns()
    let asked = 0
    function* pages() {
      for (const page of pagesOf(rowsNamed(5000))) {
        asked += 1
        watch.note(1)
        yield page
      }
    }
    await state.keys.reset(pages())
    expect(asked).toBe(10)
    expect(watch.stop().most).toBe(1)
    const filling = state.keys.reset(pages())
    await state.keys.reset([])
    await filling
    expect(asked).toBe(11)
  })
})

describe('the tables of keys and secrets', () => {
  test('are told each in its own place of a patch, with one row of revisions', async () => {
    const { state, patches } = createObserved()
    const [key, secret] = [aKey({ id: 'same-id' }), aSecret({ id: 'same-id' })]
    await state.keys.upsert([key])
    await state.secrets.upsert([secret])
    state.secrets.remove(['same-id', 'nobody'])
    expect(patches).toEqual([
      { revision: 1, keys: { isReset: false, upserted: [key], removedIds: [] } },
      { revision: 2, secrets: { isReset: false, upserted: [secret], removedIds: [] } },
      { revision: 3, secrets: { isReset: false, upserted: [], removedIds: ['same-id'] } },
    ])
    expect(state.keys.get('same-id')).toEqual(key)
    expect(state.secrets.get('same-id')).toBeUndefined()
  })

  test('secrets are read page by page, every row once, in the order of their ids', async () => {
    const { state } = createObserved()
    const secrets = manySecrets(1201)
    await state.secrets.reset(pagesOf(secrets.toReversed()))
    expect(allPages(state.secrets)).toEqual(secrets)
    expect(allPages(state.secrets, 7)).toEqual(secrets)
    expect(allPages(state.keys)).toEqual([])
  })

  test('are filled at the same time, and a page that follows ends as they stand here', async () => {
    const { state, patches } = createObserved()
    await Promise.all([
      state.keys.reset(pagesOf(rowsNamed(1700))),
      state.secrets.reset(pagesOf(manySecrets(1300))),
      state.secrets.upsert([aSecret({ id: 'secret-00000', name: 'renamed' })]),
    ])
    const followed = follow(patches)
    expect([...followed.keys].sort()).toEqual([...state.keys.values()].map((row) => [row.id, row]).sort())
    expect([...followed.secrets].sort()).toEqual(
      [...state.secrets.values()].map((row) => [row.id, row]).sort(),
    )
    expect(followed.secrets.size).toBe(1300)
  })

  test('are emptied one without the other, also while the other is being filled', async () => {
    const { state, patches } = createObserved()
    await state.keys.upsert(rowsNamed(3))
    const filling = state.secrets.reset(pagesOf(manySecrets(2000)))
    await state.keys.reset([])
    await filling
    expect(allPages(state.keys)).toEqual([])
    expect(allPages(state.secrets)).toHaveLength(2000)

    const again = state.keys.reset(pagesOf(rowsNamed(2000)))
    await state.secrets.reset([[aSecret({ id: 'secret-new' })]])
    await again
    expect(allPages(state.keys)).toHaveLength(2000)
    expect(allPages(state.secrets).map(({ id }) => id)).toEqual(['secret-new'])
    expect(follow(patches).keys.size).toBe(2000)
    expect([...follow(patches).secrets.keys()]).toEqual(['secret-new'])
  })

  test('a later reset of the secrets ends a running one', async () => {
    const { state, patches } = createObserved()
    const filling = state.secrets.reset(pagesOf(manySecrets(5000)))
    await state.secrets.reset([])
    await filling
    expect(allPages(state.secrets)).toEqual([])
    expect(follow(patches).secrets.size).toBe(0)
  })

  test('R45 5,000 secrets come in 500 a turn', async () => {
    const { state } = createObserved()
    const watch = watchTurns()
    state.subscribe(({ secrets }) => watch.note(secrets?.upserted.length ?? 0))
    await state.secrets.reset(pagesOf(manySecrets(5000)))
    const { turns, most } = watch.stop()
    expect(most).toBe(maxRowsPerMessage)
    expect(turns).toBeGreaterThanOrEqual(5000 / maxRowsPerMessage)
  })
})
