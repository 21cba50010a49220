// The rows of the model picker: order, search and what is said of a model.
import { describe, expect, it } from 'vitest'
import type { Model } from '../../../shared/domain/api-key.ts'
import { findModels, modelFacts, modelRows } from './model-rows.ts'

const model = (name: string, changes: Partial<Model> = {}): Model => ({
  name,
  developer: null,
  contextWindow: null,
  inputPrice: null,
  outputPrice: null,
  isActive: true,
  ...changes,
})
const listed = [model('b/two', { developer: 'Beta Labs' }), model('a/one'), model('c/three')]

describe('the models to choose from', () => {
  it('begin with those chosen at first, also ones the service does not list', () => {
    const rows = modelRows(listed, ['c/three', 'acme/private'])
    expect(rows.map(({ name }) => name)).toEqual(['acme/private', 'c/three', 'a/one', 'b/two'])
    expect(rows[0]?.model).toBeNull()
  })

  it('are found by words of name and developer, in any order and case', () => {
    const rows = modelRows(listed, [])
    expect(findModels(rows, 'LABS two').map(({ name }) => name)).toEqual(['b/two'])
    expect(findModels(rows, '  ')).toHaveLength(3)
    expect(findModels(rows, 'nothing')).toEqual([])
  })

  it('say what is known and nothing else', () => {
    expect(modelFacts(model('x'))).toBe('')
    expect(modelFacts(null)).toBe('Not in the service’s list')
    expect(
      modelFacts(
        model('x', { contextWindow: 128_000, inputPrice: '0.1', outputPrice: '0.32', isActive: false }),
      ),
    ).toBe('Inactive · 128K context · $0.1 in · $0.32 out')
  })

  it('R15 show hidden characters of a price', () => {
    expect(modelFacts(model('x', { inputPrice: '1\u202E' }))).toBe('$1‹U+202E› in')
  })
})
