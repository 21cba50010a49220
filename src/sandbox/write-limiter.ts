// The brake on bursts of writes that the service has been seen to apply to secrets.
import { ApiError } from './errors.ts'

const maxWrites = 2
const windowMs = 1000

export interface WriteLimiter {
  /** To be called before each write; throws 429 for the third one within a second, where it is switched on. */
  readonly check: () => void
  readonly switchTo: (isOn: boolean) => void
}

export const createWriteLimiter = (clock: () => number, isOnAtFirst: boolean): WriteLimiter => {
  let isOn = isOnAtFirst
  let recent: number[] = []
  return {
    check: () => {
      if (!isOn) return
      const nowAt = clock()
      recent = recent.filter((at) => nowAt - at < windowMs)
      if (recent.length >= maxWrites) throw new ApiError(429, 'Too many requests', { 'Retry-After': '1' })
      recent.push(nowAt)
    },
    switchTo: (next) => {
      isOn = next
      recent = []
    },
  }
}
