// Unit tests of the rules of hygiene: what counts as untidy, on what grounds, and what would remedy it.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ApiKey, keyChangesSchema } from './api-key.ts'
import { type HygieneInput, idleness, keyFindingKinds, knownUse, lookForUntidiness } from './hygiene.ts'
import { noNotes } from './key-notes.ts'
import { noSecretNotes } from './notes.ts'
import { guessLimit, isRemedyKind, remedyFor, remedyKinds } from './remedy.ts'
import type { Secret } from './secret.ts'

const now = Date.UTC(2026, 10, 23, 12)
const day = 86_400_000
const ago = (days: number) => now - days * day

/** Nothing to say about it. */
function tidy(changes: Partial<ApiKey> = {}): ApiKey {
  return {
    id: 'k1',
    name: 'Billing bot',
    display: 'acme-v2-eyJh...c0eQ',
    createdAt: ago(100),
    expiresAt: now + 100 * day,
    access: { kind: 'only', models: ['meta-llama/Llama-3.3-70B-Instruct'] },
    creditLimit: 50,
    creditUsed: 10,
    creditCycle: 'weekly',
    usedToday: 1,
    usedAllTime: 200,
    lastUseSeenAt: ago(1),
    notes: noNotes,
    frozen: null,
    hasSealedCopy: false,
    ending: null,
    ...changes,
  }
}

function aSecret(changes: Partial<Secret> = {}): Secret {
  return {
    id: 's1',
    name: 'Linear',
    display: 'lin_****Ab3d',
    toolName: 'agno__linear__*',
    toolArg: 'api_token',
    isDefault: true,
    createdAt: ago(400),
    updatedAt: ago(10),
    valueSetFrom: ago(10),
    valueSetUntil: ago(10),
    hasSealedCopy: false,
    fingerprint: 'none',
    sharedGroup: null,
    notes: noSecretNotes,
    ...changes,
  }
}

function look(input: Partial<HygieneInput>) {
  return lookForUntidiness({
    keys: [],
    secrets: [],
    usedModels: new Map(),
    watchedSince: ago(60),
    ignored: new Map(),
    now,
    ...input,
  })
}
const found = (key: ApiKey, input: Partial<HygieneInput> = {}) => [
  ...look({ keys: [key], ...input }).keys.keys(),
]

describe('keys', () => {
  it.each([
    ['nothing', {}, []],
    ['an ended one', { creditLimit: null, ending: { how: 'expired', at: now } }, []],
    ['without a limit', { creditLimit: null }, ['noLimit']],
    ['frozen, whose limit is 0 for now', { creditLimit: 0, frozen: { limit: null, at: now } }, []],
    ['that never expires', { expiresAt: null }, ['neverExpires']],
    ['that ends soon and is used', { expiresAt: now + 13 * day }, ['endsInUse']],
    ['that has expired and was used', { expiresAt: ago(1) }, ['endsInUse']],
    [
      'that ends soon and was not used for a week',
      { expiresAt: now + day, usedToday: 0, lastUseSeenAt: ago(8) },
      [],
    ],
    ['used far below its limit', { creditLimit: 10_000 }, ['limitFarAboveUse']],
    ['used just not far below its limit', { creditLimit: 139 }, []],
    ['used far below it, but too young to tell', { creditLimit: 10_000, createdAt: ago(29) }, []],
    ['of whose use nothing is known', { creditLimit: 10_000, usedAllTime: null }, []],
    [
      'whose cycle is short: a week may fall into it',
      { creditLimit: 130, creditCycle: '8h', creditUsed: 0 },
      [],
    ],
  ] as const)('%s', (_, changes, kinds) => {
    expect(found(tidy(changes as Partial<ApiKey>))).toEqual(kinds)
  })

  it('that may use all models and was seen to use few of them', () => {
    const key = tidy({ access: { kind: 'all' } })
    const using = (...models: string[]) => found(key, { usedModels: new Map([['k1', models]]) })
    expect(using('a', 'b')).toEqual(['allModels'])
    expect(using('a', 'b', 'c', 'd', 'e', 'f')).toEqual([])
    expect(using()).toEqual([])
    expect(found(key)).toEqual([])
    expect(found(tidy(), { usedModels: new Map([['k1', ['a']]]) })).toEqual([])
  })
})

describe('idle keys', () => {
  const unused = { creditUsed: 0, usedToday: 0, usedAllTime: 0, lastUseSeenAt: null }
  const quiet = { ...unused, usedAllTime: 20 }
  it.each([
    ['never used, by the service’s count', unused, { kind: 'never' }],
    ['never used, but young', { ...unused, createdAt: ago(29) }, null],
    ['never used, of unknown age', { ...unused, createdAt: null }, null],
    ['used once, but not since it is watched', quiet, { kind: 'notSince', at: ago(60) }],
    ['used once, created since', { ...quiet, createdAt: ago(40) }, { kind: 'notSince', at: ago(40) }],
    [
      'last seen to be used long ago',
      { ...quiet, lastUseSeenAt: ago(31) },
      { kind: 'notSince', at: ago(31) },
    ],
    ['last seen to be used lately', { ...quiet, lastUseSeenAt: ago(29) }, null],
    ['with credits in the running cycle', { ...quiet, creditUsed: 1 }, null],
    [
      'with credits, but no cycle',
      { ...quiet, creditUsed: 1, creditCycle: null },
      { kind: 'notSince', at: ago(60) },
    ],
    ['used today', { ...quiet, usedToday: 0.1 }, null],
    ['of whose use nothing was told', { ...quiet, usedAllTime: null }, { kind: 'notSince', at: ago(60) }],
  ] as const)('%s', (_, changes, expected) => {
    expect(idleness(tidy(changes as Partial<ApiKey>), { now, watchedSince: ago(60) })).toEqual(expected)
  })

  it('are not called so by an app that has watched for less than 30 days, unless they were never used', () => {
    for (const watchedSince of [ago(29), null]) {
      expect(idleness(tidy(quiet), { now, watchedSince })).toBeNull()
      expect(idleness(tidy(unused), { now, watchedSince })).toEqual({ kind: 'never' })
    }
  })
})

describe('secrets', () => {
  it.each([
    [{}, []],
    [{ valueSetFrom: ago(181), valueSetUntil: ago(181) }, ['oldValue']],
    [{ valueSetFrom: null, valueSetUntil: ago(400) }, ['oldValue']],
    [{ valueSetFrom: ago(400), valueSetUntil: ago(10) }, []],
    [{ valueSetFrom: null, valueSetUntil: null }, []],
    [{ sharedGroup: 'g1' }, ['sharedValue']],
    [{ toolName: 'no_such_tool' }, ['noKnownTool']],
    [{ toolName: null }, ['noKnownTool']],
  ])('%j: %j', (changes, kinds) => {
    expect([...look({ secrets: [aSecret(changes)] }).secrets.keys()]).toEqual(kinds)
  })
})

describe('remedies', () => {
  const choice = { limit: 40, days: 90 }
  const known = { usedModels: ['a', 'b'], now }
  it.each([
    ['noLimit', tidy({ creditLimit: null }), { creditLimit: 40 }],
    ['noLimit', tidy({ creditLimit: null, creditCycle: null }), { creditLimit: 40, creditCycle: 'monthly' }],
    ['noLimit', tidy({ creditLimit: 40 }), null],
    ['noLimit', tidy({ frozen: { limit: null, at: now } }), null],
    ['limitFarAboveUse', tidy({ creditLimit: 9000 }), { creditLimit: 40 }],
    ['allModels', tidy({ access: { kind: 'all' } }), { access: { kind: 'only', models: ['a', 'b'] } }],
    ['allModels', tidy(), null],
    ['neverExpires', tidy({ expiresAt: null }), { expiresAt: now + 90 * day }],
    ['neverExpires', tidy(), null],
    ['endsInUse', tidy({ expiresAt: now + day }), { expiresAt: now + 91 * day }],
    ['endsInUse', tidy({ expiresAt: ago(1) }), { expiresAt: now + 90 * day }],
    ['endsInUse', tidy({ expiresAt: null }), null],
    ['noLimit', tidy({ ending: { how: 'expired', at: now } }), null],
  ] as const)('%s', (kind, key, expected) => {
    expect(remedyFor(kind, key, choice, known)).toEqual(expected)
  })

  it('R59 without a model that was used no list of models is made, for an empty one allows all', () => {
    expect(
      remedyFor('allModels', tidy({ access: { kind: 'all' } }), choice, { usedModels: [], now }),
    ).toBeNull()
  })

  it('guess a round limit with room above the highest use', () => {
    expect(knownUse(tidy(), now)).toEqual({ thisCycle: 10, mean: 14, meanOf: 'week', highest: 14 })
    expect(guessLimit(tidy(), now)).toBe(50)
    expect(guessLimit(tidy({ creditUsed: 100 }), now)).toBe(300)
    expect(guessLimit(tidy({ usedAllTime: null, creditUsed: 4 }), now)).toBe(20)
    expect(guessLimit(tidy({ usedAllTime: 0, creditUsed: 0 }), now)).toBe(10)
  })

  it('can be sent for every key that a finding was made of', async () => {
    const instant = fc.option(fc.integer({ min: ago(500), max: now + 500 * day }))
    const credits = fc.double({ min: 0, max: 1e12, noNaN: true })
    const keys = fc.record({
      createdAt: instant,
      expiresAt: instant,
      creditLimit: fc.option(credits),
      creditUsed: credits,
      creditCycle: fc.constantFrom('8h', 'daily', 'weekly', 'monthly', null),
      usedToday: fc.option(credits),
      usedAllTime: fc.option(credits),
      lastUseSeenAt: instant,
    })
    await fc.assert(
      fc.property(keys, (changes) => {
        const key = tidy({ ...(changes as Partial<ApiKey>), access: { kind: 'all' } })
        for (const kind of found(key, { usedModels: new Map([['k1', ['a']]]) })) {
          if (!isRemedyKind(kind)) continue
          const limit = Math.min(1e12, guessLimit(key, now))
          const changes = remedyFor(kind, key, { limit, days: 90 }, { usedModels: ['a'], now })
          expect(keyChangesSchema.safeParse(changes ?? {}).success).toBe(true)
          if (kind === 'limitFarAboveUse') expect(limit).toBeLessThan(key.creditLimit ?? 0)
        }
      }),
    )
  })

  it('are there for every finding but idleness', () => {
    expect(keyFindingKinds.filter((kind) => !isRemedyKind(kind))).toEqual(['idle'])
    expect(remedyKinds).toHaveLength(5)
  })
})

it('ten thousand keys are looked at once, and the order is kept', () => {
  const keys = Array.from({ length: 10_000 }, (_, index) => tidy({ id: `k${index}`, creditLimit: null }))
  const { keys: untidy, keyCount } = look({ keys })
  expect(keyCount).toBe(10_000)
  expect(untidy.get('noLimit')?.map(({ id }) => id)).toEqual(keys.map(({ id }) => id))
})
