// Invented calls with the seeded keys as time goes by, so that a sandbox that is explored has use that grows.
import { chance } from './chance.ts'
import type { SandboxDatabase, Settings } from './database.ts'
import { usualModels, writeUsage } from './seed.ts'
import { keyProfiles } from './seed-profiles.ts'
import { stableId } from './stable-id.ts'
import { type SubKeyStore, stateOf } from './sub-key-store.ts'
import { roundCredits, type UsageLedger } from './usage-ledger.ts'

export interface TrafficContext {
  readonly database: SandboxDatabase
  readonly settings: Settings
  readonly keys: SubKeyStore
  readonly usage: UsageLedger
}

const minuteMs = 60_000
const dayMs = 86_400_000
/** What lies further back is not made up for. */
const furthestMs = 7 * dayMs
/** A sandbox that slept for long catches up in this many steps for each key. */
const maxSteps = 8

/**
 * Makes up for the time since it was called last: each seeded key that works spends about what it usually does, and
 * stops at its limit. Does nothing within the same minute.
 */
export const createTraffic = ({ database, settings, keys, usage }: TrafficContext) => {
  const spend = (index: number, dailySpend: number, fromAt: number, untilAt: number): void => {
    const id = stableId(`key/${index}`)
    const steps = Math.min(maxSteps, Math.ceil((untilAt - fromAt) / (5 * minuteMs)))
    const stepMs = (untilAt - fromAt) / steps
    for (let step = 1; step <= steps; step += 1) {
      const usedAt = fromAt + step * stepMs
      const key = keys.find(id, usedAt)
      if (key === undefined || stateOf(key, usedAt) !== 'active') return
      const left = key.creditLimit === null ? Number.POSITIVE_INFINITY : key.creditLimit - key.creditUsed
      const seed = Math.floor(usedAt / minuteMs)
      const usual = (dailySpend * stepMs * (0.3 + 1.4 * chance(index, seed, 25))) / dayMs
      const credits = roundCredits(Math.min(left, usual))
      writeUsage(usage, id, key.allowedModels ?? usualModels(index), index)(usedAt, credits, seed)
    }
  }

  return (nowAt: number): void => {
    const lastAt = Number(settings.get('traffic_at') ?? settings.get('seeded_at') ?? nowAt)
    if (nowAt >= lastAt && nowAt - lastAt < minuteMs) return
    database.transaction(() => {
      // A clock that was set back makes up for nothing.
      const fromAt = Math.max(lastAt, nowAt - furthestMs)
      if (fromAt < nowAt) {
        keyProfiles.forEach(({ dailySpend }, index) => {
          if (dailySpend > 0) spend(index, dailySpend, fromAt, nowAt)
        })
      }
      settings.set('traffic_at', String(nowAt))
    })()
  }
}
