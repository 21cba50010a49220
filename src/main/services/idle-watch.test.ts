// When Latchkey closes by itself: idleness, sleep, screen lock, and clocks that are set.
import { beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../../../test/support/fake-clock.ts'
import { createFakePresence, type FakePresence } from '../../../test/support/fake-ports.ts'
import { defaultSettings, type Settings } from '../../shared/domain/settings.ts'
import { createIdleWatch, type IdleWatch } from './idle-watch.ts'

const minuteMs = 60_000
let clock: FakeClock
let presence: FakePresence
let settings: Settings
let isOpen: boolean
let closings: string[]
let watch: IdleWatch

beforeEach(() => {
  clock = createFakeClock()
  presence = createFakePresence()
  settings = defaultSettings
  isOpen = true
  closings = []
  watch = createIdleWatch({
    ...{ clock, presence, log: () => {} },
    settings: () => settings,
    isOpen: () => isOpen,
    lock: (reason) => {
      if (isOpen) closings.push(reason)
      isOpen = false
    },
  })
})

/** Nobody touches anything while the time passes. */
const leave = (ms: number) => {
  for (let passed = 0; passed < ms; passed += 1000) {
    presence.idle += 1000
    clock.advance(1000)
  }
}
/** The computer sleeps: of its clocks only the one on the wall goes on. */
const sleep = (ms: number) => clock.setWall(clock.now() + ms)

describe('R48 after nobody was there', () => {
  it('for five minutes it closes, and not before', () => {
    leave(5 * minuteMs - 10_000)
    expect(closings).toEqual([])
    leave(20_000)
    expect(closings).toEqual(['idle'])
  })

  it('whoever works in another program keeps it open', () => {
    presence.idle = 3000
    clock.advance(60 * minuteMs)
    expect(closings).toEqual([])
  })

  it('for as long as the settings say, also when they change meanwhile', () => {
    settings = { ...defaultSettings, lockAfterMs: null }
    leave(60 * minuteMs)
    expect(closings).toEqual([])
    settings = { ...defaultSettings, lockAfterMs: minuteMs }
    leave(6000)
    expect(closings).toEqual(['idle'])
  })

  it('idleness of before it was opened does not count', () => {
    isOpen = false
    leave(30 * minuteMs)
    isOpen = true
    presence.idle = 1000
    watch.noteActivity()
    leave(4 * minuteMs)
    expect(closings).toEqual([])
    leave(2 * minuteMs)
    expect(closings).toEqual(['idle'])
  })

  it('a system that cannot tell counts what is done in Latchkey', () => {
    presence.idle = 0
    clock.advance(4 * minuteMs)
    watch.noteActivity()
    clock.advance(4 * minuteMs)
    expect(closings).toEqual([])
    clock.advance(2 * minuteMs)
    expect(closings).toEqual(['idle'])
  })

  it('the commands of a page keep nothing open where the system can tell', () => {
    for (let passed = 0; passed < 6; passed += 1) {
      leave(minuteMs)
      watch.noteActivity()
    }
    expect(closings).toEqual(['idle'])
  })

  it('whoever has just opened it is not shut out again by a system that counts wrongly', () => {
    isOpen = false
    presence.idle = 3_600_000
    clock.advance(minuteMs)
    watch.noteActivity()
    isOpen = true
    clock.advance(4 * minuteMs)
    expect(closings).toEqual([])
    clock.advance(minuteMs + 5000)
    expect(closings).toEqual(['idle'])
  })

  it('R60 a system that fails to tell is asked again, and does not keep it open', () => {
    leave(minuteMs)
    Object.assign(presence, {
      idleMs: () => {
        throw new Error('no answer')
      },
    })
    leave(5 * minuteMs)
    expect(closings).toEqual(['idle'])
  })

  it('a use that comes too late does not count as one', () => {
    watch.stop()
    clock.advance(5 * minuteMs)
    watch.noteActivity()
    expect(closings).toEqual(['idle'])
  })
})

describe('R48 R57 a clock that is set', () => {
  it.each([-10 * 365 * 1440, -1440, -1, 1, 1440, 10 * 365 * 1440])(
    'by %i minutes neither closes it nor keeps it open',
    (minutes) => {
      leave(2 * minuteMs)
      clock.setWall(clock.now() + minutes * minuteMs)
      leave(2 * minuteMs)
      expect(closings).toEqual([])
      leave(2 * minuteMs)
      expect(closings).toEqual(['idle'])
    },
  )
})

describe('R48 a computer that slept', () => {
  it('closes it before', () => {
    presence.suspend()
    expect(closings).toEqual(['suspend'])
  })

  it('closes it on waking, where nothing was said before', () => {
    sleep(8 * 60 * minuteMs)
    presence.resume()
    expect(closings).toEqual(['suspend'])
  })

  it('for eight hours has been idle for eight hours, also where sleeping itself is no reason', () => {
    settings = { ...defaultSettings, locksOnSuspend: false }
    presence.suspend()
    sleep(8 * 60 * minuteMs)
    expect(closings).toEqual([])
    // Whoever opens the lid has just touched something.
    presence.idle = 0
    presence.resume()
    expect(closings).toEqual(['idle'])
  })

  it('for a minute only is no reason by itself', () => {
    settings = { ...defaultSettings, locksOnSuspend: false }
    leave(2 * minuteMs)
    presence.suspend()
    sleep(minuteMs)
    presence.idle = 0
    presence.resume()
    leave(4 * minuteMs)
    expect(closings).toEqual([])
    leave(2 * minuteMs)
    expect(closings).toEqual(['idle'])
  })

  it('R57 whose clock was set back while it slept does not stay open for that', () => {
    settings = { ...defaultSettings, locksOnSuspend: false }
    leave(4 * minuteMs)
    presence.suspend()
    clock.setWall(clock.now() - 8 * 60 * minuteMs)
    presence.resume()
    leave(2 * minuteMs)
    expect(closings).toEqual(['idle'])
  })
})

describe('R48 a screen that is locked', () => {
  it('closes it, unless that is switched off', () => {
    settings = { ...defaultSettings, locksOnScreenLock: false }
    presence.lockScreen()
    expect(closings).toEqual([])
    settings = defaultSettings
    presence.lockScreen()
    expect(closings).toEqual(['screenLock'])
  })
})
