// The state: revisions without gaps, patches of bounded size, pages in order, and no long turns.
import { describe, expect, test } from 'vitest'
import { aKey, aSnapshot } from '../../../test/support/key-builders.ts'
import { watchTurns } from '../../../test/support/turns.ts'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import { maxRowsPerMessage, type Patch, patchSchema } from '../../shared/domain/snapshot.ts'
import { type AppState, createState, pagesOf } from './app-state.ts'

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

function allPages(state: AppState, limit = 500): ApiKey[] {
  const rows: ApiKey[] = []
  for (let afterId: string | null = null; ; ) {
    const page = state.readRows(afterId, limit)
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    rows.push(...page.rows)
    if (page.next === null) return rows
    afterId = page.next
  }
}

/** A page that knows nothing but what it is told. */
function follow(patches: readonly Patch[]) {
  const rows = new Map<string, ApiKey>()
  for (const [index, patch] of patches.entries()) {
    expect(patch.revision).toBe(index + 1)
    expect(patchSchema.safeParse(patch).success).toBe(true)
    if (patch.rows?.isReset) rows.clear()
    for (const row of patch.rows?.upserted ?? []) rows.set(row.id, row)
    for (const id of patch.rows?.removedIds ?? []) rows.delete(id)
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
    void state.upsertRows(rowsNamed(3))
    expect(patches).toHaveLength(1)
    await state.upsertRows(rowsNamed(maxRowsPerMessage * 2 + 1))
    expect(patches).toHaveLength(4)
    expect(patches.every((patch) => (patch.rows?.upserted.length ?? 0) <= maxRowsPerMessage)).toBe(true)
  })

  test('ends in a page that follows its patches as it stands here', async () => {
    const { state, patches } = createObserved()
    await state.resetRows(pagesOf(rowsNamed(1200)))
    await state.upsertRows(rowsNamed(700, 'renamed'))
    state.removeRows([...state.rows()].slice(0, 100).map((row) => row.id))
    state.removeRows(['nobody'])
    await state.upsertRows(rowsNamed(50, 'again'))
    expect([...follow(patches)].sort()).toEqual([...state.rows()].map((row) => [row.id, row]).sort())
  })

  test('empties the table when another account comes, also where the old one is still filling it', async () => {
    const { state, patches } = createObserved()
    const filling = state.resetRows(pagesOf(rowsNamed(5000, 'old')))
    await state.resetRows([[aKey({ id: 'key-new', name: 'new' })]])
    await filling
    expect([...state.rows()].map((row) => row.name)).toEqual(['new'])
    expect([...follow(patches).keys()]).toEqual(['key-new'])
  })

  test('an empty list empties the table too', async () => {
    const { state, patches } = createObserved()
    await state.resetRows(pagesOf(rowsNamed(5)))
    await state.resetRows([])
    expect([...follow(patches)]).toEqual([])
  })

  test('pages hold every row once, in the order of their ids, while rows come and go', async () => {
    const { state } = createObserved()
    await state.resetRows(pagesOf(rowsNamed(2300)))
    const ids = allPages(state).map((row) => row.id)
    expect(ids).toEqual([...new Set(ids)].sort())
    expect(ids).toHaveLength(2300)

    const first = state.readRows(null, 500)
    state.removeRows([first.next ?? ''])
    await state.upsertRows([aKey({ id: 'key-0' }), aKey({ id: 'zzz' })])
    const second = state.readRows(first.next, 500)
    expect(second.rows[0]?.id).toBe(ids[500])
    expect(allPages(state).at(-1)?.id).toBe('zzz')
  })

  test('R45 100,000 rows come in 500 a turn, and other work gets each turn between them', async () => {
    const { state } = createObserved()
    const watch = watchTurns()
    state.subscribe(({ rows }) => watch.note(rows?.upserted.length ?? 0))
    await state.upsertRows(rowsNamed(100_000))
    const { turns, most } = watch.stop()
    expect(most).toBe(maxRowsPerMessage)
    expect(turns).toBeGreaterThanOrEqual(100_000 / maxRowsPerMessage)
    expect(allPages(state)).toHaveLength(100_000)
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
    await state.resetRows(pages())
    expect(asked).toBe(10)
    expect(watch.stop().most).toBe(1)
    const filling = state.resetRows(pages())
    await state.resetRows([])
    await filling
    expect(asked).toBe(11)
  })
})
