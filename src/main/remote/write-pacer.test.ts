// How fast writes may follow each other, by a clock that a test moves.
import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { createConnectApi } from './connect-api.ts'
import { connectTo, sendJson, startServer } from './test-support.ts'
import { createWritePacer } from './write-pacer.ts'

const pace = { maxWrites: 2, windowMs: 1100 }

/** Lets everything that waits for nothing but promises happen. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

function set() {
  const clock = createFakeClock()
  const closing = new AbortController()
  const pacer = createWritePacer(clock, pace, closing.signal)
  const left: { name: string; at: number }[] = []
  const refused: string[] = []
  /** A write that leaves the moment it may. */
  const write = async (name: string): Promise<void> => {
    const leave = await pacer.take()
    if (leave === null) return void refused.push(name)
    left.push({ name, at: clock.monotonic() })
    leave()
  }
  return { clock, closing, pacer, left, refused, write }
}

describe('a pacer of writes', () => {
  it('lets two leave at once and the others in pairs, in the order they came', async () => {
    const { clock, left, write } = set()
    const writes = ['a', 'b', 'c', 'd', 'e'].map(write)
    await settle()
    expect(left.map(({ name }) => name)).toEqual(['a', 'b'])
    clock.advance(1099)
    await settle()
    expect(left).toHaveLength(2)
    clock.advance(1)
    await settle()
    expect(left.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd'])
    clock.advance(1100)
    await Promise.all(writes)
    expect(left.map(({ at }) => at)).toEqual([0, 0, 1100, 1100, 2200])
  })

  it('never lets more than two leave in any stretch of its window, whenever they come', async () => {
    const { clock, left, write } = set()
    const gaps = [0, 300, 900, 50, 50, 2000, 1, 1, 1, 700, 0, 0, 5000, 0]
    for (const gap of gaps) {
      clock.advance(gap)
      void write('x')
      await settle()
    }
    for (let step = 0; step < 200; step += 1) {
      clock.advance(100)
      await settle()
    }
    expect(left).toHaveLength(gaps.length)
    left.forEach(({ at }, index) => {
      const third = left[index + 2]
      if (third !== undefined) expect(third.at - at).toBeGreaterThanOrEqual(pace.windowMs)
    })
  })

  it('counts from when a write left, not from when it was allowed to', async () => {
    const { clock, pacer, left, write } = set()
    const slow = await pacer.take()
    void write('b')
    void write('c')
    clock.advance(5000)
    await settle()
    expect(left).toEqual([])
    slow?.()
    slow?.()
    await settle()
    expect(left).toEqual([{ name: 'b', at: 5000 }])
    clock.advance(1100)
    await settle()
    expect(left[1]).toEqual({ name: 'c', at: 6100 })
  })

  it('closing ends every wait, also of those who come later', async () => {
    const { clock, closing, left, refused, write } = set()
    const writes = ['a', 'b', 'c', 'd'].map(write)
    await settle()
    closing.abort()
    await Promise.all([...writes, write('e')])
    expect(left.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(refused).toEqual(['c', 'd', 'e'])
    clock.advance(10_000)
  })
})

describe('the writes of secrets', () => {
  const secret = { name: 'n', value: 'made-up-value', toolName: null, toolArg: null, isDefault: false }
  const known = { ...secret, id: 'id1', display: '', createdAt: null, updatedAt: null }

  it('share one pace over storing, changing, deleting and repeating, and reads have none', async () => {
    const clock = createFakeClock()
    let writes = 0
    const server = await startServer((request, response) => {
      if (request.method === 'GET') return sendJson(response, 200, { data: [] })
      writes += 1
      if (writes === 1) return sendJson(response, 429, { detail: 'slow down' })
      sendJson(response, 200, { secret_id: 'id1', secret_name: 'n' })
    })
    const connect = createConnectApi({ clock, log: () => {}, random: () => 0, authorities: undefined })
    const origins = { keys: server.url, intelligence: server.url, kind: 'development' } as const
    const api = connect(origins, 'made-up-admin-key')
    const changes = Promise.all([
      api.createSecret(secret),
      api.updateSecret(known, { name: 'new' }),
      api.deleteSecret('id1'),
      api.createSecret(secret),
    ])
    // Four writes, one of them twice.
    for (const arrived of [2, 4, 5]) {
      await expect.poll(() => writes).toBe(arrived)
      expect((await api.listSecrets()).ok).toBe(true)
      // The pause before the repetition is over at once, and it still has to wait for its turn.
      clock.advance(1)
      await settle()
      clock.advance(998)
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(writes).toBe(arrived)
      clock.advance(101)
    }
    const results = await changes
    expect(results.filter((result) => !result.ok)).toEqual([])
    await api.close()
    await server.close()
  })

  it('that wait are given up when the connection closes, and nothing of them was sent', async () => {
    const server = await startServer((_request, response) => sendJson(response, 200, null))
    const api = connectTo(server.url, { secretPace: { maxWrites: 1, windowMs: 60_000 } })
    expect((await api.deleteSecret('id1')).ok).toBe(true)
    const waiting = [
      api.deleteSecret('id2'),
      api.createSecret(secret),
      api.updateSecret(known, { name: 'x' }),
    ]
    await settle()
    await api.close()
    for (const result of await Promise.all(waiting)) {
      expect(result).toMatchObject({ ok: false, error: { code: 'notConnected', effect: 'none' } })
    }
    expect(server.seen).toHaveLength(1)
    await server.close()
  })

  it('that wait long for their turn are not cut off for it', async () => {
    const server = await startServer((_request, response) => sendJson(response, 200, null))
    const api = connectTo(server.url, { secretPace: { maxWrites: 1, windowMs: 150 }, totalMs: 250 })
    const results = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => api.deleteSecret(id)))
    expect(results.map((result) => result.ok)).toEqual(results.map(() => true))
    await api.close()
    await server.close()
  })
})
