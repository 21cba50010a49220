// When a key's credit cycle began: the instants at which its used credits go back to zero.

export const creditCycles = ['8h', 'daily', 'weekly', 'monthly'] as const
export type CreditCycle = (typeof creditCycles)[number]

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** 1970-01-05, the first Monday of the epoch: weeks are counted from it. */
const firstMondayAt = 4 * dayMs

/** The last multiple of `lengthMs` after `originAt` that is not later than `at`; `at` may lie before 1970. */
const stepStart = (at: number, lengthMs: number, originAt = 0): number =>
  originAt + Math.floor((at - originAt) / lengthMs) * lengthMs

/** The instant (epoch ms) of 00:00 UTC on the day of `at`. */
export const dayStartAt = (at: number): number => stepStart(at, dayMs)

/**
 * The instant (epoch ms) at which the cycle that holds `at` began, always in UTC: at 00, 08 or 16 o'clock,
 * at midnight, on Monday 00:00, or on the 1st at 00:00. The instant of a reset belongs to the new cycle.
 */
export const cycleStartAt = (cycle: CreditCycle, at: number): number => {
  switch (cycle) {
    case '8h':
      return stepStart(at, 8 * hourMs)
    case 'daily':
      return dayStartAt(at)
    case 'weekly':
      return stepStart(at, 7 * dayMs, firstMondayAt)
    case 'monthly': {
      const date = new Date(at)
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
    }
  }
}
