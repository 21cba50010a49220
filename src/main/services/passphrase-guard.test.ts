// How long one has to wait after wrong passphrases, whatever is done to the app and the clock.
import { expect, it } from 'vitest'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { createPassphraseGuard } from './passphrase-guard.ts'

function createCounter() {
  let failures = 0
  return {
    isBroken: false,
    readPassphrase: () => ({ isSet: true, failures }),
    writePassphraseFailures(next: number) {
      if (this.isBroken) throw new Error('disk full')
      failures = next
    },
  }
}

const log = () => {}

it('R49 wrong passphrases cost 0, 0, 0, 2, 5, 15, 60 and then 300 seconds each', () => {
  const clock = createFakeClock()
  const guard = createPassphraseGuard({ store: createCounter(), clock, log })
  const waits: number[] = []
  for (let attempt = 0; attempt < 10; attempt += 1) {
    expect(guard.begin().ok).toBe(true)
    expect(guard.refuse()).toMatchObject({ error: { code: 'passphraseWrong', effect: 'none' } })
    waits.push(guard.waitMs() / 1000)
    clock.advance(guard.waitMs())
  }
  expect(waits).toEqual([0, 0, 0, 2, 5, 15, 60, 300, 300, 300])
  guard.forgive()
  expect(guard.begin().ok).toBe(true)
  guard.refuse()
  expect(guard.waitMs()).toBe(0)
})

it('R49 before the time is over nothing is tried, and asking costs nothing more', () => {
  const clock = createFakeClock()
  const guard = createPassphraseGuard({ store: createCounter(), clock, log })
  for (let attempt = 0; attempt < 4; attempt += 1) {
    guard.begin()
    guard.refuse()
  }
  clock.advance(1999)
  for (let attempt = 0; attempt < 100; attempt += 1) {
    expect(guard.begin()).toMatchObject({ error: { code: 'tooMany', retryAfterMs: 1 } })
  }
  clock.advance(1)
  expect(guard.begin().ok).toBe(true)
})

it('R49 R57 neither a restart nor a set clock shortens the wait, also where it came in the middle of an attempt', () => {
  const store = createCounter()
  const clock = createFakeClock()
  const first = createPassphraseGuard({ store, clock, log })
  for (let attempt = 0; attempt < 7; attempt += 1) {
    clock.advance(first.waitMs())
    first.begin()
    first.refuse()
  }
  clock.advance(first.waitMs())
  // Killed after the count and before the answer.
  first.begin()
  for (const wall of [-10, 0, 10]) {
    clock.setWall(clock.now() + wall * 365 * 86_400_000)
    const next = createPassphraseGuard({ store, clock, log })
    expect(next.waitMs()).toBe(300_000)
    clock.setWall(clock.now() + 3_600_000)
    expect(next.waitMs()).toBe(300_000)
    expect(next.begin()).toMatchObject({ error: { code: 'tooMany' } })
  }
})

it('R49 a disk that does not take the count does not stop it', () => {
  const store = createCounter()
  store.isBroken = true
  const clock = createFakeClock()
  const guard = createPassphraseGuard({ store, clock, log })
  for (let attempt = 0; attempt < 5; attempt += 1) {
    clock.advance(guard.waitMs())
    expect(guard.begin().ok).toBe(true)
    guard.refuse()
  }
  expect(guard.waitMs()).toBe(5000)
})
