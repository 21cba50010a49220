// The order of the palette's lines, and that ten thousand rows make no more lines than are shown.
import { describe, expect, test } from 'vitest'
import { foldText } from '../../../shared/domain/search.ts'
import { rank, type Source } from './ranking.ts'

interface Row {
  readonly name: string
  readonly rest?: string
  readonly isFavourite?: boolean
  readonly isOver?: boolean
}

let made = 0
const sourceOf = (rows: readonly Row[]): Source<string> => ({
  rows,
  find: ({ name, rest = '', ...marks }: Row) => ({
    text: foldText(`${name}\n${rest}`),
    nameLength: name.length,
    ...marks,
    make: () => {
      made += 1
      return name
    },
  }),
})
const order = (query: string, ...rows: readonly Row[]) => rank([sourceOf(rows)], query, 50).hits

describe('the order', () => {
  test('a name that begins so, a word of a name, within a word, elsewhere, what has ended', () => {
    const rows: Row[] = [
      { name: 'nightly', rest: 'io-v2-bill...c0eQ' },
      { name: 'handbill-bot' },
      { name: 'old billing', isOver: true },
      { name: 'the billing bot' },
      { name: 'Billing bot' },
      { name: 'unrelated' },
    ]
    expect(order('bill', ...rows)).toEqual([
      'Billing bot',
      'the billing bot',
      'handbill-bot',
      'nightly',
      'old billing',
    ])
  })

  test('favourites come first among those that were hit as well', () => {
    expect(
      order('b', { name: 'b 1' }, { name: 'a b', isFavourite: true }, { name: 'b 2', isFavourite: true }),
    ).toEqual(['b 2', 'b 1', 'a b'])
  })

  test('all words must be found, in whatever order and case', () => {
    expect(order('BOT bill', { name: 'billing bot' }, { name: 'billing' }, { name: 'bot' })).toEqual([
      'billing bot',
    ])
  })

  test('earlier sources come first among equals', () => {
    const { hits } = rank([sourceOf([{ name: 'set a' }]), sourceOf([{ name: 'set b' }])], 'set', 50)
    expect(hits).toEqual(['set a', 'set b'])
  })
})

test('of ten thousand rows only those that are shown become lines, and the best are among them', () => {
  const rows = Array.from({ length: 10_000 }, (_, index): Row => ({ name: `key ${index}` }))
  made = 0
  const found = rank([sourceOf([...rows, { name: '7 of all' }])], '7', 50)
  expect([found.hits.length, found.hits[0], made]).toEqual([50, '7 of all', 50])
  expect(found.count).toBe(rows.filter(({ name }) => name.includes('7')).length + 1)
})
