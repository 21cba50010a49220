// The order of equal rows does not depend on the order in which they came.
import { describe, expect, it } from 'vitest'
import { steadyOrder } from './steady-order.ts'

const row = (id: string, createdAt: number | null) => ({ id, createdAt })
const orderOf = (...rows: ReturnType<typeof row>[]) => steadyOrder(rows, (each) => each).map(({ id }) => id)

describe('steadyOrder', () => {
  it('the newest comes first, and what has no date last', () => {
    expect(orderOf(row('none', null), row('old', 1), row('new', 2))).toEqual(['new', 'old', 'none'])
  })

  it('what is equally old goes by id, however it came', () => {
    const rows = [row('c', 5), row('a', 5), row('b', 5), row('y', null), row('x', null)] as const
    expect(orderOf(...rows)).toEqual(['a', 'b', 'c', 'x', 'y'])
    expect(orderOf(...[...rows].reverse())).toEqual(['a', 'b', 'c', 'x', 'y'])
  })
})
