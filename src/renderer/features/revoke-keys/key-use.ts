// How much a key was used, in the words of a question about revoking it.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { cycleWords, formatCredits } from '../../../shared/domain/credit-cycle.ts'
import { relativeTime } from '../../../shared/domain/expiry.ts'

/** "12.4 of 50 credits" or "12.4 credits, no limit": the running cycle. */
export function usedThisCycle({ creditUsed, creditLimit }: ApiKey): string {
  const used = formatCredits(creditUsed)
  return creditLimit === null
    ? `${used} credits, no limit`
    : `${used} of ${formatCredits(creditLimit)} credits`
}

/** "this cycle, weekly" */
export function cycleNote({ creditCycle }: ApiKey): string {
  return creditCycle === null ? 'this cycle' : `this cycle, starts over ${cycleWords[creditCycle]}`
}

export function lastUse({ lastUseSeenAt }: ApiKey, now: number): string {
  if (lastUseSeenAt === null) return 'Never seen'
  const words = relativeTime(lastUseSeenAt, now)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
