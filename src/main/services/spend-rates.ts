// The spending rates of the keys in use, asked for once after each reading of use and in turns: each costs a query.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import type { Clock, Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { type Rate, spikeFloor } from './reminder-rules.ts'

export interface SpendRates {
  /** As of the last reading; nulls where the key was not in use then. */
  readonly of: (keyId: string) => Rate
  /** Asks anew where use was read since the last time; `onRead` is called when all are known. */
  readonly readIfNew: () => void
  readonly forget: () => void
}

export interface SpendRatesDeps {
  readonly state: AppState
  readonly rateOf: (keyId: string) => Rate
  readonly onRead: () => void
  readonly clock: Clock
  readonly log: Log
}

const unknown: Rate = { perHour: null, usualPerHour: null }
const perTurn = 20
/** Who was not seen in use for so long spends nothing now. */
const inUseMs = 3_600_000

export function createSpendRates({ state, rateOf, onRead, clock, log }: SpendRatesDeps): SpendRates {
  let rates: ReadonlyMap<string, Rate> = new Map()
  let readAsOf: number | null = null

  const read = async (asOf: number) => {
    const next = new Map<string, Rate>()
    const ids = [...state.keys.values()].filter((key) => isSpending(key, clock.now())).map(({ id }) => id)
    for (const [index, id] of ids.entries()) {
      if (index > 0 && index % perTurn === 0) await nextTurn()
      if (readAsOf !== asOf) return
      next.set(id, rateOf(id))
    }
    rates = next
    if (ids.length > 0) onRead()
  }

  return {
    of: (keyId) => rates.get(keyId) ?? unknown,
    readIfNew: () => {
      const { usageAsOf } = state.snapshot().sync
      if (usageAsOf === null || usageAsOf === readAsOf) return
      readAsOf = usageAsOf
      read(usageAsOf).catch(() => log('reminders.ratesNotRead'))
    },
    forget: () => {
      rates = new Map()
      readAsOf = null
    },
  }
}

/** Whether its rate is worth a query. `now` by this computer's clock, epoch ms. */
export function isSpending({ ending, lastUseSeenAt, usedToday }: ApiKey, now: number): boolean {
  return (
    ending === null &&
    (usedToday ?? 0) >= spikeFloor &&
    lastUseSeenAt !== null &&
    now - lastUseSeenAt < inUseMs
  )
}
