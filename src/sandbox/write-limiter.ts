// The brake on bursts of writes that the service has been seen to apply to secrets.
import { ApiError } from './errors.ts'

const maxWrites = 2
const windowMs = 1000

/** Returns a check to call before each write; it throws 429 for the third write within one second. */
export const createWriteLimiter = (clock: () => number): (() => void) => {
  let recent: number[] = []
  return () => {
    const nowAt = clock()
    recent = recent.filter((at) => nowAt - at < windowMs)
    if (recent.length >= maxWrites) throw new ApiError(429, 'Too many requests', { 'Retry-After': '1' })
    recent.push(nowAt)
  }
}
