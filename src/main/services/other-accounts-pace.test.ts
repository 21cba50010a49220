// The pace at which accounts that are not in use are asked, and what keeps them from being asked.
import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { createFakePresence } from '../../../test/support/fake-ports.ts'
import { aLock, anAccount, aSnapshot, aSync } from '../../../test/support/key-builders.ts'
import { type AppError, fail, ok, type Result } from '../../shared/errors.ts'
import type { IoApi } from '../ports/remote.ts'
import { createState } from '../state/app-state.ts'
import { createOtherAccounts } from './other-accounts.ts'

const minute = 60_000
const origins = { keys: 'https://keys.example', intelligence: 'https://models.example' } as const
const tick = () => new Promise((resolve) => setImmediate(resolve))

/** The account "live-0" is in use; of the others each answer is what `answers` says, else a good one. */
function begin(otherCount: number, answers: Record<string, Result<{ clockSkewMs: number }>> = {}) {
  const clock = createFakeClock()
  const presence = createFakePresence()
  const accounts = Array.from({ length: otherCount + 1 }, (_, index) =>
    anAccount({ id: `live-${index}`, kind: 'live', adminKeyExpiresAt: null }),
  )
  const stored = accounts.map((account) => ({ ...account, origins, sealedAdminKey: null }))
  const [current = expect.fail('no account')] = stored
  const state = createState(aSnapshot({ account: current, accounts }))
  const asked: { readonly id: string; readonly at: number }[] = []
  const opened: string[] = []
  const closed: string[] = []
  const asOf = new Map<string, number>()
  let unreadable: AppError | null = null
  let held: Promise<void> = Promise.resolve()
  const others = createOtherAccounts({
    ...{ state, clock, presence, log: () => {} },
    keeper: {
      current: () => current,
      list: () => stored,
      openKept: (id) => {
        if (unreadable !== null) return { ok: false, error: unreadable }
        opened.push(id)
        return ok({ origins, adminKey: `sandbox-v2-${id}` })
      },
    },
    connectApi: (_, adminKey) => ({ close: async () => void closed.push(adminKey) }) as unknown as IoApi,
    cache: { readAsOf: (id) => asOf.get(id) ?? null },
    reader: {
      read: async ({ id }, _, isCurrent) => {
        asked.push({ id, at: clock.monotonic() })
        await held
        if (!isCurrent()) return fail('notConnected')
        asOf.set(id, clock.now())
        return answers[id] ?? ok({ clockSkewMs: 0 })
      },
    },
  })
  return {
    ...{ state, clock, presence, others, asked, opened, closed, asOf },
    /** Moves time in steps in which whatever was asked is answered. */
    pass: async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 10_000) {
        clock.advance(10_000)
        await tick()
      }
    },
    refuseToOpen: (error: AppError | null) => {
      unreadable = error
    },
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      return resolve
    },
  }
}
const errorOf = (code: AppError['code'], more: Partial<AppError> = {}): AppError => ({
  ...{ code, effect: 'none', isRetryable: false },
  ...more,
})

describe('the pace', () => {
  it('is one account a minute at most, each every 20 minutes, the key opened and closed each time', async () => {
    const { others, asked, opened, closed, pass } = begin(3)
    others.start()
    await pass(50 * minute)
    for (const id of ['live-1', 'live-2', 'live-3']) {
      const times = asked.filter((each) => each.id === id).map(({ at }) => at)
      expect(times).toHaveLength(3)
      for (const [index, at] of times.slice(1).entries())
        expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(20 * minute)
    }
    const all = asked.map(({ at }) => at)
    for (const [index, at] of all.slice(1).entries())
      expect(at - (all[index] ?? 0)).toBeGreaterThanOrEqual(minute - 10_000)
    expect(asked.some(({ id }) => id === 'live-0')).toBe(false)
    expect(closed).toHaveLength(opened.length)
  })

  it('waits where what is known is fresh, and as long as the service asks for', async () => {
    const busy = errorOf('rateLimited', { retryAfterMs: 90 * minute, isRetryable: true })
    const { others, asked, asOf, clock, pass } = begin(1, { 'live-1': { ok: false, error: busy } })
    asOf.set('live-1', clock.now() - 5 * minute)
    others.start()
    expect(others.isExpected('live-1')).toBe(false)
    await pass(14 * minute)
    expect(asked).toEqual([])
    await pass(80 * minute)
    expect(asked).toHaveLength(1)
  })
})

describe('nothing is asked', () => {
  it('while the service cannot be reached, or before the computer is awake for a while', async () => {
    const { others, asked, state, presence, pass } = begin(1)
    state.change({ sync: aSync({ listProblem: errorOf('offline') }) })
    others.start()
    await pass(30 * minute)
    expect(asked).toEqual([])
    expect(others.isExpected('live-1')).toBe(false)
    state.change({ sync: aSync({ listProblem: null }) })
    await pass(2 * minute)
    expect(asked).toHaveLength(1)
    presence.suspend()
    presence.resume()
    await pass(50_000)
    expect(asked).toHaveLength(1)
  })

  it('of an account whose admin key has expired or cannot be opened; the reason is told of it alone', async () => {
    const { others, asked, state, refuseToOpen, pass } = begin(1)
    refuseToOpen(errorOf('vaultWaiting'))
    others.start()
    await pass(3 * minute)
    expect(state.snapshot().accountReadings).toMatchObject([{ accountId: 'live-1', problem: null }])
    expect(others.isExpected('live-1')).toBe(false)
    refuseToOpen(errorOf('adminKeyUnreadable'))
    await pass(3 * minute)
    expect(state.snapshot().accountReadings).toMatchObject([{ problem: { code: 'adminKeyUnreadable' } }])
    expect(asked).toEqual([])
    refuseToOpen(null)
    await pass(21 * minute)
    expect(state.snapshot().accountReadings).toMatchObject([{ problem: null }])
    expect(asked).toHaveLength(1)
  })

  it.each(['unauthorized', 'forbidden', 'isSubKey'] as const)('again after the answer %s', async (code) => {
    const { others, asked, pass } = begin(1, { 'live-1': { ok: false, error: errorOf(code) } })
    others.start()
    await pass(120 * minute)
    expect(asked).toHaveLength(1)
  })

  it.each(['lock', 'sleep', 'quit', 'change'] as const)(
    'further by a reading that a %s ends',
    async (how) => {
      const { others, asked, closed, state, presence, asOf, hold, pass } = begin(1)
      const release = hold()
      others.start()
      await pass(minute)
      expect(asked).toHaveLength(1)
      const isDone = { now: false }
      const ending = {
        lock: async () => state.change({ lock: aLock({ state: 'locked', hasPassphrase: true }) }),
        sleep: async () => presence.suspend(),
        quit: () => others.stop(),
        change: () =>
          others.heldDuring(async () => {
            isDone.now = true
          }),
      }[how]()
      await tick()
      expect(closed).toHaveLength(1)
      expect(isDone.now).toBe(false)
      release()
      await ending
      await tick()
      expect(asOf.size).toBe(0)
      expect(isDone.now).toBe(how === 'change')
      await pass(50_000)
      expect(asked).toHaveLength(1)
    },
  )
})
