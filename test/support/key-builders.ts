// Builders of keys and snapshots for tests: one call gives a valid one, the caller changes what matters.
import type { ApiKey } from '../../src/shared/domain/api-key.ts'
import { type KeyNotes, noNotes } from '../../src/shared/domain/key-notes.ts'
import { defaultSettings } from '../../src/shared/domain/settings.ts'
import type { Account, Snapshot } from '../../src/shared/domain/snapshot.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** A plain key without limits; `id` sorts as given. */
export function aKey(changes: Partial<ApiKey> & Pick<ApiKey, 'id'>): ApiKey {
  return {
    name: changes.id,
    display: `io-v2-${changes.id.slice(0, 4)}…`,
    createdAt: Date.now() - 40 * dayMs,
    expiresAt: Date.now() + 120 * dayMs,
    access: { kind: 'all' },
    creditLimit: null,
    creditUsed: 0,
    creditCycle: 'monthly',
    usedToday: null,
    usedAllTime: null,
    lastUseSeenAt: null,
    hasSealedCopy: false,
    notes: noNotes,
    frozen: null,
    ending: null,
    ...changes,
  }
}

export function anAccount(changes: Partial<Account> = {}): Account {
  return {
    id: 'account-1',
    kind: 'sandbox',
    owner: 'mira@example.com',
    adminKeyExpiresAt: Date.now() + 200 * dayMs,
    adminKeyDisplay: 'io-v2-eyJh…9fQ',
    keysHost: 'api.intelligence.io.solutions',
    connectedAt: Date.now() - hourMs,
    isRemembered: true,
    look: { label: '', colour: 'blue' },
    ...changes,
  }
}

/** Connected, up to date, nothing out of the ordinary. */
export function aSnapshot(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    revision: 1,
    account: anAccount(),
    accounts: [anAccount()],
    accountReadings: [],
    vault: { state: 'ready', backend: 'libsecret' },
    lock: aLock(),
    sync: aSync(),
    models: [],
    agents: [],
    unstoredValues: [],
    lostCreations: [],
    clipboard: null,
    revocation: null,
    secretBatch: null,
    freezing: null,
    rotations: [],
    reminders: [],
    drift: null,
    ignoredFindings: [],
    activityCount: 0,
    shortcut: { state: 'off', hasFired: false },
    settings: defaultSettings,
    hasTray: true,
    hasLoginItem: true,
    dataFolder: '/home/mira/.config/Latchkey/latchkey',
    platform: 'linux',
    version: '0.1.0',
    newerVersion: null,
    ...changes,
  }
}

/** Open, without a passphrase. */
export function aLock(changes: Partial<Snapshot['lock']> = {}): Snapshot['lock'] {
  return { state: 'open', hasPassphrase: false, isOnlyProtection: false, retryAt: null, ...changes }
}

export function aSync(changes: Partial<Snapshot['sync']> = {}): Snapshot['sync'] {
  return {
    isRefreshing: false,
    listAsOf: Date.now() - 60_000,
    listProblem: null,
    usageAsOf: Date.now() - 60_000,
    usageProblem: null,
    skippedRows: 0,
    secretsAsOf: Date.now() - 60_000,
    secretsProblem: null,
    missingSecrets: 0,
    agentsAsOf: Date.now() - 60_000,
    agentsProblem: null,
    clockSkewMs: 0,
    ...changes,
  }
}

/** Five current keys of every kind (by expiry: k5 k2 k1 k3 k4) and two that have ended. */
export function fiveKeys(): ApiKey[] {
  const now = Date.now()
  return [
    aKey({
      id: 'k1',
      name: 'billing-bot',
      display: 'io-v2-9f3K…a1b2',
      access: { kind: 'only', models: ['meta-llama/Llama-3.3-70B', 'deepseek-ai/DeepSeek-R1'] },
      creditLimit: 50,
      creditUsed: 12.4,
      creditCycle: '8h',
      expiresAt: now + 12.5 * dayMs,
      usedToday: 4.25,
      usedAllTime: 812.5,
      hasSealedCopy: true,
    }),
    aKey({
      id: 'k2',
      name: 'support-agent',
      display: 'acme-v2-Qq7…',
      creditLimit: 200,
      creditUsed: 187.2,
      creditCycle: 'weekly',
      expiresAt: now + 2.5 * dayMs,
      usedToday: 31,
      usedAllTime: 4120,
    }),
    aKey({
      id: 'k3',
      name: 'nightly-eval',
      creditLimit: 25,
      creditUsed: 25.6,
      creditCycle: 'daily',
      expiresAt: now + 80 * dayMs,
    }),
    aKey({ id: 'k4', name: 'mira laptop', expiresAt: null, creditUsed: 3.02 }),
    aKey({ id: 'k5', name: 'staging', expiresAt: now - 3.5 * hourMs, creditLimit: 10 }),
    aKey({ id: 'k6', name: 'old crawler', ending: { how: 'revokedHere', at: now - 3.5 * dayMs } }),
    aKey({ id: 'k7', name: 'intern', ending: { how: 'goneElsewhere', at: now - 30.5 * dayMs } }),
  ]
}

const written: Readonly<Record<string, Partial<KeyNotes>>> = {
  k1: {
    tags: ['ci', 'production', 'team blue', 'billing'],
    note: 'Runs on host seven.\nAsk Mira.',
    isFavourite: true,
  },
  k2: { tags: ['Production'], note: 'Support desk' },
  k4: { isFavourite: true },
  k6: { tags: ['ci'] },
}

/** The five keys and the two that ended, with what their user wrote about some. */
export function notedKeys(): ApiKey[] {
  return fiveKeys().map((key) => ({ ...key, notes: { ...noNotes, ...written[key.id] } }))
}

const apps = ['billing-bot', 'support-agent', 'nightly-eval', 'staging', 'docs-search', 'mira laptop', 'ci']
const models = [
  'meta-llama/Llama-3.3-70B-Instruct',
  'deepseek-ai/DeepSeek-R1-0528',
  'Qwen/Qwen3-235B-A22B-Thinking-2507',
  'mistralai/Devstral-Small-2505',
  'openai/gpt-oss-120b',
]

/** A believable mixture of keys, always the same for the same count. */
export function manyKeys(count: number): ApiKey[] {
  const now = Date.now()
  return Array.from({ length: count }, (_, index) => {
    const n = (index * 7919) % 1009
    const limit = n % 4 === 0 ? null : ([10, 25, 50, 200, 1000][n % 5] ?? 50)
    const used = limit === null ? n / 3 : (limit * ((n * 13) % 110)) / 100
    return aKey({
      id: `key-${String(index).padStart(6, '0')}`,
      name: `${apps[n % apps.length]} ${index + 1}`,
      display: `${n % 3 === 0 ? 'acme' : 'io'}-v2-${(n * 48271 + index).toString(36).slice(0, 5)}…`,
      createdAt: now - (n % 400) * dayMs,
      expiresAt: n % 9 === 0 ? null : now + (n % 180) * dayMs + (n % 24) * hourMs - 2 * dayMs,
      access: n % 3 === 0 ? { kind: 'only', models: models.slice(0, (n % 5) + 1) } : { kind: 'all' },
      creditLimit: limit,
      creditUsed: Math.round(used * 100) / 100,
      creditCycle: (['8h', 'daily', 'weekly', 'monthly'] as const)[n % 4] ?? 'daily',
      usedToday: (n % 50) / 10,
      usedAllTime: n * 3.1,
      lastUseSeenAt: n % 5 === 0 ? null : now - n * hourMs,
      hasSealedCopy: n % 6 === 0,
    })
  })
}
