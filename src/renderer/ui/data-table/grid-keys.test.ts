// Which key does what in the data table.
import { describe, expect, it } from 'vitest'
import { type GridAction, gridAction } from './grid-keys.ts'

const press = (key: string, held: readonly ('shift' | 'ctrl' | 'meta' | 'alt')[] = []) => ({
  key,
  shiftKey: held.includes('shift'),
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  altKey: held.includes('alt'),
})
const middle = { active: 50, count: 100, page: 10 }
const move = (to: number, isExtending = false): GridAction => ({ kind: 'move', to, isExtending })

describe('moving', () => {
  it.each([
    ['ArrowDown', 51],
    ['ArrowUp', 49],
    ['Home', 0],
    ['End', 99],
    ['PageDown', 60],
    ['PageUp', 40],
  ])('%s', (key, to) => {
    expect(gridAction(press(key), middle)).toEqual(move(to))
    expect(gridAction(press(key, ['shift']), middle)).toEqual(move(to, true))
  })

  it('stops at both ends', () => {
    expect(gridAction(press('ArrowDown'), { ...middle, active: 99 })).toEqual(move(99))
    expect(gridAction(press('PageDown'), { ...middle, active: 95 })).toEqual(move(99))
    expect(gridAction(press('PageUp'), { ...middle, active: 3 })).toEqual(move(0))
  })

  it('arrow up on the first row leaves the rows', () => {
    expect(gridAction(press('ArrowUp'), { ...middle, active: 0 })).toEqual({ kind: 'leave' })
  })

  it('without a highlight, arrow down takes the first row', () => {
    expect(gridAction(press('ArrowDown'), { ...middle, active: -1 })).toEqual(move(0))
  })
})

describe('acting', () => {
  it.each([
    ['Enter', [], 'open'],
    [' ', [], 'toggle'],
    ['Delete', [], 'remove'],
    ['Escape', [], 'clearSelection'],
    ['ContextMenu', [], 'menu'],
    ['F10', ['shift'], 'menu'],
    ['c', ['ctrl'], 'copy'],
    ['C', ['meta'], 'copy'],
    ['a', ['ctrl'], 'selectAll'],
  ] as const)('%s with %j', (key, held, kind) => {
    expect(gridAction(press(key, held), middle)).toEqual({ kind })
  })

  it.each([
    ['F10', []],
    ['x', []],
    ['Enter', ['ctrl']],
    ['Delete', ['alt']],
    ['Tab', []],
  ] as const)('%s with %j is left to others', (key, held) => {
    expect(gridAction(press(key, held), middle)).toBeNull()
  })
})
