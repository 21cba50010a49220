// Use that grows by itself: only where it is wanted, within every limit, and as much as time has passed.
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ControlKey } from './routes/control.ts'
import { startTestSandbox } from './test-client.ts'

const minute = 60_000
const day = 86_400_000

async function start(hasTraffic = true) {
  const test = await startTestSandbox({ seed: { keys: 40, secrets: 0 }, hasTraffic })
  onTestFinished(test.sandbox.close)
  /** Credits of all time by key, as the service tells them. */
  const allTime = async (): Promise<Map<string, number>> => {
    const { json } = await test.call('GET', '/v1/api-keys/sub-keys/usage')
    const { data } = json as {
      data: { keys: { api_key_id: string; all_time: { total_credit_cost: number } }[] }
    }
    return new Map(data.keys.map((key) => [key.api_key_id, key.all_time.total_credit_cost]))
  }
  const named = async (name: string): Promise<ControlKey> => {
    const key = (await test.control.keys()).find(({ description }) => description === name)
    if (key === undefined) throw new Error(`no key is called ${name}`)
    return key
  }
  const grown = async (name: string, ms: number) => {
    const { id } = await named(name)
    const before = (await allTime()).get(id) ?? 0
    test.advance(ms)
    return ((await allTime()).get(id) ?? 0) - before
  }
  return { ...test, allTime, named, grown }
}

describe('traffic', () => {
  it('is not there unless it is wanted', async () => {
    const { grown } = await start(false)
    expect(await grown('Production API', day)).toBe(0)
  })

  it('grows with the time that passes, and is made up for once', async () => {
    const { grown } = await start()
    expect(await grown('Production API', minute / 2)).toBe(0)
    const inTenMinutes = await grown('Production API', 10 * minute)
    expect(inTenMinutes).toBeGreaterThan(0)
    const inADay = await grown('Production API', day)
    // It spends 12.5 a day.
    expect(inADay).toBeGreaterThan(4)
    expect(inADay).toBeLessThan(22)
    expect(await grown('Production API', 0)).toBe(0)
  })

  it('keeps to limits, and spares keys that sleep, are frozen or have ended', async () => {
    const { grown, named, control, allTime, advance } = await start()
    const ended = await named('Internal chat')
    await control.revokeKey(ended.id)
    expect(await grown('Frozen: leaked in a screenshot', day)).toBe(0)
    expect(await grown('Old staging cluster', day)).toBe(0)
    for (let passed = 0; passed < 12; passed += 1) {
      advance(2 * 3_600_000)
      await allTime()
      const { creditUsed, creditLimit } = await named('Customer support copilot')
      expect(creditUsed).toBeLessThanOrEqual(creditLimit ?? 0)
    }
    const before = (await control.keys()).find(({ id }) => id === ended.id)?.creditUsed
    expect(before).toBe(ended.creditUsed)
  })
})
