// Which rates are asked for, and when: of every key, in pages, once for each reading, and only while a table wants them.
import { beforeEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../shared/errors.ts'
import { createRatesLoader, type RatesLoader } from './rates-loader.ts'

let keyIds: string[]
let asked: string[][]
let kept: string[][]
let told: boolean[]
let waiting: (() => void)[]
let failing: boolean
let loader: RatesLoader

beforeEach(() => {
  keyIds = ['a', 'b', 'c']
  asked = []
  kept = []
  told = []
  waiting = []
  failing = false
  loader = createRatesLoader({
    read: (ids) => {
      asked.push([...ids])
      const rates = ids.map((keyId) => ({ keyId, week: 1, perHour: null }))
      return new Promise((resolve) => {
        waiting.push(() => resolve(failing ? fail('storage') : ok({ rates })))
      })
    },
    keyIds: () => keyIds,
    keep: (rates) => kept.push(rates.map(({ keyId }) => keyId)),
    tellReading: (isReading) => told.push(isReading),
  })
})

const settled = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}
const answered = async () => {
  waiting.shift()?.()
  await settled()
}

describe('rates', () => {
  it('are asked for while they are wanted and after use was read, and then once', async () => {
    loader.refresh(1)
    expect(asked).toEqual([])
    const release = loader.want()
    expect(asked).toEqual([['a', 'b', 'c']])
    await answered()
    expect(kept).toEqual([['a', 'b', 'c']])
    loader.want()
    loader.refresh(1)
    expect(asked).toHaveLength(1)
    loader.refresh(2)
    await answered()
    expect(asked).toHaveLength(2)
    expect(told).toEqual([true, false, true, false])
    release()
  })

  it('are not read any more once no table wants them, nor before use was read', async () => {
    loader.want()()
    loader.refresh(1)
    loader.refresh(null)
    loader.want()
    expect(asked).toEqual([])
  })

  it('of many keys come in pages and are kept together', async () => {
    keyIds = Array.from({ length: 1200 }, (_, index) => `k${index}`)
    loader.refresh(1)
    loader.want()
    await answered()
    await answered()
    expect(kept).toEqual([])
    await answered()
    expect(asked.map((page) => page.length)).toEqual([500, 500, 200])
    expect(kept.map((ids) => ids.length)).toEqual([1200])
  })

  it('of keys that came later are read alone', async () => {
    loader.refresh(1)
    loader.want()
    keyIds = [...keyIds, 'd']
    loader.look()
    await answered()
    await answered()
    expect(asked).toEqual([['a', 'b', 'c'], ['d']])
    loader.look()
    expect(asked).toHaveLength(2)
  })

  it('are read again where use was read meanwhile, and nothing is lost where one page fails', async () => {
    loader.refresh(1)
    loader.want()
    loader.refresh(2)
    await answered()
    failing = true
    await answered()
    expect(asked).toHaveLength(2)
    expect(kept).toEqual([['a', 'b', 'c']])
    loader.look()
    expect(asked).toHaveLength(2)
  })

  it('of the account before are thrown away', async () => {
    loader.refresh(1)
    loader.want()
    loader.forget()
    keyIds = ['z']
    await answered()
    expect(kept).toEqual([])
    await answered()
    expect(kept).toEqual([['z']])
    expect(told).toEqual([true, false])
  })
})
