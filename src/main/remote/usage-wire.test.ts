// The use of a key as the service may tell it: by model, in two periods, and with everything wrong that can be.
import { describe, expect, it } from 'vitest'
import { maxModelUses, modelUseSchema } from '../../shared/domain/usage.ts'
import type { KeyUsage } from '../ports/remote.ts'
import { readUsageRows } from './wire.ts'

const id = 'key-1'

function read(row: object): KeyUsage | undefined {
  const reader = readUsageRows()
  reader.add({ api_key_id: id, ...row })
  return reader.rows()[0]
}
const use = (model_name: unknown, credit_cost: unknown, tokens: unknown = 1) => ({
  ...{ model_name, credit_cost, input_tokens: tokens, output_tokens: tokens },
})

describe('R39 use by model', () => {
  it('joins today and all time by the name of the model', () => {
    const today = { total_credit_cost: 3, models: [use('a', 1, 7), use('new', 2)] }
    const all_time = { total_credit_cost: 9, models: [use('b', 5, 2), use('a', 4, 9)] }
    expect(read({ today, all_time })).toEqual({
      ...{ keyId: id, today: 3, allTime: 9 },
      models: [
        { model: 'b', today: 0, allTime: 5, inputTokens: 2, outputTokens: 2 },
        { model: 'a', today: 1, allTime: 4, inputTokens: 9, outputTokens: 9 },
        { model: 'new', today: 2, allTime: 0, inputTokens: 0, outputTokens: 0 },
      ],
    })
  })

  it('takes a model that is named twice for one, and numbers as text for numbers', () => {
    const all_time = { models: [use('a', '1.5', '2'), use('a', 2, 3), use('a', null, null)] }
    expect(read({ all_time })?.models).toEqual([
      { model: 'a', today: 0, allTime: 3.5, inputTokens: 5, outputTokens: 5 },
    ])
  })

  it('leaves out models that cannot be read, and keeps the key with its sum', () => {
    const bad = [null, 7, 'a', [], {}, use('', 1), use(' ', 1), use(7, 1), use('x', 'much'), use('x', 1, {})]
    const all_time = { total_credit_cost: 9, models: [...bad, use('good', 1), use('x', '1e999')] }
    const row = read({ today: { total_credit_cost: 1, models: 'none' }, all_time })
    expect(row).toMatchObject({ today: 1, allTime: 9 })
    expect(row?.models.map(({ model }) => model)).toEqual(['good'])
  })

  it('counts its models where a period has no sum, and is nothing where there is none of it', () => {
    expect(read({ all_time: { models: [use('a', 1.5), use('b', 2)] } })).toMatchObject({
      ...{ today: 0, allTime: 3.5 },
    })
    expect(read({ today: null, all_time: {} })).toEqual({ keyId: id, today: 0, allTime: 0, models: [] })
  })

  it('keeps the most expensive of too many models', () => {
    const models = Array.from({ length: maxModelUses + 100 }, (_, index) => use(`m${index}`, index))
    const kept = read({ all_time: { models } })?.models ?? []
    expect(kept).toHaveLength(maxModelUses)
    expect(Math.min(...kept.map(({ allTime }) => allTime))).toBe(100)
  })

  it('stays within what the window can be told, whatever the names and numbers', () => {
    const names = [
      '__proto__',
      'constructor',
      '<b>x</b>',
      'a\u202Eb',
      '\uD83D',
      'n'.repeat(5000),
      'n'.repeat(301),
    ]
    const models = [...names.map((name) => use(name, 1e308, 1e308)), use('__proto__', 1e308, 1e308)]
    const kept = read({ today: { models }, all_time: { models } })
    expect(kept?.models).toHaveLength(6)
    expect(kept?.models.every((model) => modelUseSchema.safeParse(model).success)).toBe(true)
    expect(Number.isFinite(kept?.allTime)).toBe(true)
    expect(Reflect.get({}, 'today')).toBeUndefined()
  })
})
