// Which sparklines are asked for, and when: those on screen, together, once for each reading.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Sparkline } from '../../../shared/domain/usage.ts'
import { fail, ok } from '../../../shared/errors.ts'
import { createSparklineLoader, type SparklineLoader } from './sparkline-loader.ts'

let asked: string[][]
let kept: Sparkline[]
let answer: (() => void) | null
let isFailing: boolean
let loader: SparklineLoader

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  kept = []
  answer = null
  isFailing = false
  loader = createSparklineLoader({
    read: (keyIds) => {
      asked.push([...keyIds])
      const sparklines = keyIds.map((keyId) => ({ keyId, buckets: [], perHour: null }))
      return new Promise((resolve) => {
        answer = () => resolve(isFailing ? fail('storage') : ok({ sparklines }))
      })
    },
    keep: (sparklines) => kept.push(...sparklines),
    restMs: 100,
  })
  loader.refresh(1)
})
afterEach(() => vi.useRealTimers())

const rest = () => vi.advanceTimersByTimeAsync(100)
const answered = async () => {
  answer?.()
  await vi.advanceTimersByTimeAsync(0)
}

describe('sparklines', () => {
  it('are asked for together once the scrolling rests, and only those still on screen', async () => {
    const leave = ['a', 'b', 'c'].map((keyId) => loader.want(keyId))
    await vi.advanceTimersByTimeAsync(60)
    leave[0]?.()
    loader.want('d')
    await vi.advanceTimersByTimeAsync(60)
    expect(asked).toEqual([])
    await rest()
    expect(asked).toEqual([['b', 'c', 'd']])
  })

  it('are asked for at most 200 at once, one question after the other', async () => {
    for (let index = 0; index < 450; index += 1) loader.want(`key-${index}`)
    await rest()
    await rest()
    expect(asked.map(({ length }) => length)).toEqual([200])
    for (let turn = 0; turn < 3; turn += 1) {
      await answered()
      await rest()
    }
    expect(asked.map(({ length }) => length)).toEqual([200, 200, 50])
    expect(kept).toHaveLength(450)
  })

  it('are asked for anew after each reading, and not twice for the same', async () => {
    loader.want('a')
    await rest()
    await answered()
    loader.want('a')
    await rest()
    expect(asked).toHaveLength(1)
    loader.refresh(2)
    loader.refresh(2)
    await rest()
    expect(asked).toEqual([['a'], ['a']])
  })

  it('are not asked for again and again where it fails, nor before anything was read', async () => {
    isFailing = true
    loader.want('a')
    await rest()
    await answered()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(asked).toHaveLength(1)
    loader.refresh(null)
    loader.want('b')
    await rest()
    expect(asked).toHaveLength(1)
  })

  it('of another account are thrown away, and asked for anew', async () => {
    loader.want('a')
    await rest()
    loader.forget()
    await answered()
    expect(kept).toEqual([])
    await rest()
    expect(asked).toEqual([['a'], ['a']])
  })
})
