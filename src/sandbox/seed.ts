// Fills a fresh sandbox with invented keys, weeks of their usage, and secrets; the same at every start but for the clock.
import { createHash, randomBytes } from 'node:crypto'
import { chance, pick } from './chance.ts'
import { cycleStartAt } from './credit-cycle.ts'
import type { SandboxDatabase } from './database.ts'
import { models } from './model-catalogue.ts'
import { maskValue, type SecretStore } from './secret-store.ts'
import { endedKeyProfiles, type KeyProfile, keyProfiles } from './seed-profiles.ts'
import { secretProfile } from './seed-secrets.ts'
import { stableId } from './stable-id.ts'
import type { SubKeyStore } from './sub-key-store.ts'
import { roundCredits, type UsageLedger } from './usage-ledger.ts'

/** How much a fresh sandbox holds; 0 leaves that part empty. */
export interface SeedOptions {
  /** Keys that the list shows; where there are any, four more have ended. Default 40. */
  readonly keys?: number
  /** Default 12. */
  readonly secrets?: number
}

/** What seeding writes into. */
export interface SeedTargets {
  readonly database: SandboxDatabase
  readonly keys: SubKeyStore
  readonly usage: UsageLedger
  readonly secrets: SecretStore
  readonly keyPrefix: string
  readonly nowAt: number
}

const dayMs = 86_400_000
const historyDays = 42

const activeModels = models.filter((model) => model.status === 'active')

/** A profile for one of very many keys: ordinary, but not all the same. */
const bulkProfile = (index: number): KeyProfile => {
  const team = pick(['atlas', 'billing', 'core', 'data', 'edge', 'growth', 'ops', 'search'], index, 1)
  const purpose = pick(['api', 'batch', 'bot', 'ci', 'importer', 'notebook', 'reports', 'worker'], index, 2)
  const limit = chance(index, 3) < 0.25 ? null : Math.ceil(chance(index, 4) * 200)
  const isUsed = chance(index, 5) < 0.6
  return {
    name: `${team}-${purpose}-${String(index).padStart(5, '0')}`,
    ageMs: Math.round((1 + chance(index, 6) * 179) * dayMs),
    lifetimeMs: chance(index, 7) < 0.1 ? null : Math.round((0.1 + chance(index, 8) * 180) * dayMs),
    limit,
    cycle: pick(['8h', 'daily', 'weekly', 'monthly'], index, 9),
    used: isUsed ? Math.round((limit ?? 100) * chance(index, 10) * 1.05 * 100) / 100 : 0,
    dailySpend: 0,
    modelCount: pick([null, null, 1, 3, 12], index, 11),
  }
}

/** Writes calls with a key: when, for how many credits, and a number by which its model is chosen. */
export const writeUsage = (usage: UsageLedger, keyId: string, names: readonly string[], seed: number) => {
  return (usedAt: number, credits: number, step: number): void => {
    // Favours the first model of a key, as real keys have one that does most of the work.
    const modelName = names[Math.floor(chance(seed, step, 20) ** 2 * names.length)]
    const model = activeModels.find((candidate) => candidate.name === modelName)
    if (credits <= 0 || model === undefined) return
    const inputPrice = Number(model.metadata.input_token_price)
    const outputPrice = Number(model.metadata.output_token_price)
    // Embedding models have no output, and bill their input alone.
    const inputShare = outputPrice === 0 ? 1 : 0.55 + chance(seed, step, 21) * 0.3
    usage.add({
      keyId,
      modelName: model.name,
      usedAt: Math.round(usedAt),
      inputTokens: Math.round(((credits * inputShare) / inputPrice) * 1e6),
      outputTokens: outputPrice === 0 ? 0 : Math.round(((credits * (1 - inputShare)) / outputPrice) * 1e6),
      credits,
    })
  }
}

/** Spreads what the profile used over the current cycle, and its usual day over the weeks before. */
const seedUsage = (
  targets: SeedTargets,
  profile: KeyProfile,
  keyId: string,
  names: readonly string[],
  seed: number,
) => {
  const { nowAt, usage } = targets
  const createdAt = nowAt - profile.ageMs
  const endedAt = profile.lifetimeMs === null ? nowAt : Math.min(nowAt, nowAt + profile.lifetimeMs)
  const cycleAt = Math.min(endedAt, Math.max(createdAt, cycleStartAt(profile.cycle, nowAt)))
  const write = writeUsage(usage, keyId, names, seed)

  const steps = profile.dailySpend === 0 ? 1 : Math.min(40, 1 + Math.ceil(((endedAt - cycleAt) / dayMs) * 2))
  let left = profile.used
  for (let step = 0; step < steps; step += 1) {
    // The last step takes what is left, so that the sum is the profile's to the last digit.
    const share = step === steps - 1 ? left : (profile.used / steps) * (0.5 + chance(seed, step, 22))
    const credits = roundCredits(Math.min(share, left))
    left -= credits
    write(cycleAt + ((endedAt - cycleAt) * (step + 1)) / (steps + 1), credits, step)
  }

  if (profile.dailySpend === 0) return
  const historyAt = Math.max(createdAt, nowAt - historyDays * dayMs)
  for (let usedAt = cycleAt - dayMs / 2, step = 100; usedAt > historyAt; usedAt -= dayMs, step += 1) {
    const credits = roundCredits(profile.dailySpend * (0.3 + 1.4 * chance(seed, step, 23)))
    write(usedAt + (chance(seed, step, 24) - 0.5) * (dayMs / 2), credits, step)
  }
}

const modelOrder = (seed: number): readonly string[] => {
  const first = Math.floor(chance(seed, 30) * activeModels.length)
  return [...activeModels.slice(first), ...activeModels.slice(0, first)].map((model) => model.name)
}

/** The models that a key calls which may call all. */
export const usualModels = (seed: number): readonly string[] => modelOrder(seed).slice(0, 5)

/** Signing a value for each of 10,000 keys would take seconds, and nobody holds those values: any hash will do. */
const seedKey = (targets: SeedTargets, profile: KeyProfile, seed: number): void => {
  const id = stableId(`key/${seed}`)
  const order = modelOrder(seed)
  const allowedModels = profile.modelCount === null ? null : order.slice(0, profile.modelCount)
  const createdAt = targets.nowAt - profile.ageMs
  const tail = createHash('sha256').update(`tail/${seed}`).digest('base64url').slice(0, 4)
  targets.keys.insert({
    id,
    valueHash: randomBytes(32),
    display: `${profile.prefix ?? targets.keyPrefix}-v2-eyJh...${tail}`,
    description: profile.name,
    scopes: ['intelligence'],
    createdAt,
    expiresAt: profile.lifetimeMs === null ? null : targets.nowAt + profile.lifetimeMs,
    revokedAt: profile.isRevoked ? Math.max(createdAt, targets.nowAt - dayMs) : null,
    allowedModels,
    creditLimit: profile.limit,
    creditCycle: profile.cycle,
  })
  seedUsage(targets, profile, id, allowedModels ?? usualModels(seed), seed)
}

const seedSecrets = ({ secrets, nowAt }: SeedTargets, count: number): void => {
  for (let index = 0; index < count; index += 1) {
    const { value, ageMs, changeAgeMs, ...fields } = secretProfile(index)
    secrets.put({
      ...fields,
      id: stableId(`secret/${index}`),
      valueBytes: Buffer.byteLength(value),
      display: maskValue(value),
      createdAt: nowAt - ageMs,
      updatedAt: nowAt - changeAgeMs,
    })
  }
}

/** Writes everything in one transaction. */
export const seedSandbox = (targets: SeedTargets, { keys = 40, secrets = 12 }: SeedOptions): void => {
  targets.database.transaction(() => {
    for (let index = 0; index < keys; index += 1)
      seedKey(targets, keyProfiles[index] ?? bulkProfile(index), index)
    if (keys > 0)
      endedKeyProfiles.forEach((profile, index) => {
        seedKey(targets, profile, -1 - index)
      })
    seedSecrets(targets, secrets)
  })()
}
