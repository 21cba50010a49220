// Notices that nobody is at the computer any more, or that it slept (R48).
import type { Settings } from '../../shared/domain/settings.ts'
import type { CommandName } from '../../shared/ipc/channels.ts'
import type { Clock, Log, Presence } from '../ports/system.ts'
import { attempt } from './attempt.ts'

export type LockReason = 'asked' | 'idle' | 'suspend' | 'screenLock'

export interface IdleWatch {
  /** Somebody uses Latchkey just now; whether that is too late is judged first. */
  readonly noteActivity: () => void
  readonly stop: () => void
}

export interface IdleWatchDeps {
  readonly presence: Presence
  readonly clock: Clock
  readonly settings: () => Settings
  readonly isOpen: () => boolean
  readonly lock: (reason: LockReason) => void
  readonly log: Log
}

/** What the page asks by itself when it loads. */
const notUse: readonly CommandName[] = ['app.readSnapshot', 'keys.readRows', 'secrets.readRows']

/** Whether a person is behind the command. */
export function isUse(command: CommandName): boolean {
  return !notUse.includes(command)
}

const lookEveryMs = 5000

/** Looks every few seconds until it is stopped. */
export function createIdleWatch({ presence, clock, settings, isOpen, lock, log }: IdleWatchDeps): IdleWatch {
  let openedMs = clock.monotonic()
  let ownUseMs = clock.monotonic()
  let lastLookMs = clock.monotonic()
  let lastLookAt = clock.now()
  let canTellIdle = false
  let cancel = (): void => {}

  /**
   * When somebody was here last. Where the system can tell, the page's commands do not count: a page that somebody
   * else has got hold of could keep itself open with them.
   */
  const lastUseMs = (nowMs: number) => {
    const idleMs = attempt(log, 'presence.notTold', presence.idleMs)
    // A system that has only ever said 0 cannot tell; then what is done in Latchkey itself is all there is.
    canTellIdle ||= idleMs !== null && idleMs > 0
    // Whoever opened it was here, even if the system's count has missed that.
    return Math.max(openedMs, canTellIdle && idleMs !== null ? nowMs - idleMs : ownUseMs)
  }

  /** `sleptMs`: how long the computer slept since the last look, as far as that is known. */
  const check = (sleptMs = 0) => {
    const nowMs = clock.monotonic()
    const sinceLookMs = nowMs - lastLookMs + sleptMs
    lastLookMs = nowMs
    lastLookAt = clock.now()
    openedMs -= sleptMs
    ownUseMs -= sleptMs
    if (!isOpen()) {
      openedMs = nowMs
      return
    }
    const { lockAfterMs } = settings()
    if (lockAfterMs === null) return
    // Nobody looked for so long: whoever is here now has not been here before.
    if (sinceLookMs >= lockAfterMs) return lock('idle')
    if (nowMs - lastUseMs(nowMs) >= lockAfterMs) lock('idle')
  }

  /**
   * The monotonic clock of most systems stands still while they sleep. The wall clock does not, and is asked on
   * waking alone, so that setting it locks nothing and keeps nothing open (R57).
   */
  const checkAfterSleep = () => {
    const missedMs = clock.now() - lastLookAt - (clock.monotonic() - lastLookMs)
    check(Math.max(0, missedMs))
  }

  const wait = () => {
    cancel = clock.after(lookEveryMs, () => {
      // Whatever comes of this look, there will be a next one.
      wait()
      check()
    })
  }

  presence.onSuspend(() => {
    if (settings().locksOnSuspend) lock('suspend')
  })
  presence.onResume(() => {
    // Not every system says before it sleeps.
    if (settings().locksOnSuspend) lock('suspend')
    else checkAfterSleep()
  })
  presence.onScreenLocked(() => {
    if (settings().locksOnScreenLock) lock('screenLock')
  })
  wait()
  return {
    noteActivity: () => {
      check()
      ownUseMs = clock.monotonic()
    },
    stop: () => cancel(),
  }
}
