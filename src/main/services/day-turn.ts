// "Today" of the service begins at 00:00 UTC: what was read before is not of today any more.
import { nextReset, utcDayOf } from '../../shared/domain/credit-cycle.ts'
import type { Clock, Log } from '../ports/system.ts'
import type { KeyTable } from './key-table.ts'
import type { Sync } from './sync.ts'

/** A timer stands still while the computer sleeps, so none waits for the whole day. */
const lookEveryMs = 15 * 60_000

export interface DayTurn {
  readonly stop: () => void
}

/** Takes yesterday's figures off the screen when the day turns by the service's clock, and asks for today's. */
export function createDayTurn(deps: {
  readonly table: Pick<KeyTable, 'forgetToday'>
  readonly sync: Pick<Sync, 'serverNow' | 'refresh'>
  readonly clock: Clock
  readonly log: Log
}): DayTurn {
  const { table, sync, clock, log } = deps
  let day = utcDayOf(sync.serverNow())
  let cancel = () => {}

  const turn = async () => {
    await table.forgetToday()
    await sync.refresh()
  }

  const wait = () => {
    const untilTurnMs = nextReset('daily', sync.serverNow()) - sync.serverNow()
    cancel = clock.after(Math.min(untilTurnMs, lookEveryMs), () => {
      wait()
      const present = utcDayOf(sync.serverNow())
      if (present === day) return
      day = present
      turn().catch(() => log('day.notTurned'))
    })
  }

  wait()
  return { stop: () => cancel() }
}
