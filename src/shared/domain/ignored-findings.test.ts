// When a finding that was judged fine must be looked at again, and that one which is ignored counts nowhere.
import { describe, expect, it } from 'vitest'
import { aKey } from '../../../test/support/key-builders.ts'
import { aSecret } from '../../../test/support/secret-builders.ts'
import type { ApiKey } from './api-key.ts'
import { type HygieneInput, keyFindingKinds, lookForUntidiness } from './hygiene.ts'
import {
  findingKinds,
  type IgnoredFinding,
  ignoredByFinding,
  isKeyFinding,
  isKeyWorse,
  isSecretWorse,
} from './ignored-findings.ts'
import type { Secret } from './secret.ts'

const now = Date.UTC(2026, 10, 23)

describe('a key is to be looked at again', () => {
  const key = aKey({ id: 'k' })
  const all = { kind: 'all' } as const
  const frozen = { limit: null, at: now }
  it.each<[string, Partial<ApiKey>, Partial<ApiKey>, readonly string[]]>([
    ['nothing changed', {}, {}, []],
    ['another name', { name: 'a' }, { name: 'b' }, []],
    ['a limit was set', { creditLimit: null }, { creditLimit: 5 }, ['noLimit']],
    ['a limit was taken away', { creditLimit: 5 }, { creditLimit: null }, ['noLimit', 'limitFarAboveUse']],
    ['a limit was raised', { creditLimit: 5 }, { creditLimit: 50 }, ['noLimit', 'limitFarAboveUse']],
    ['a limit was lowered', { creditLimit: 50 }, { creditLimit: 5 }, ['noLimit']],
    ['frozen', { creditLimit: null }, { creditLimit: 0, frozen }, []],
    ['thawed', { creditLimit: 0, frozen }, { creditLimit: null }, []],
    ['another end', { expiresAt: null }, { expiresAt: now }, ['endsInUse', 'neverExpires']],
    ['other models', { access: { kind: 'only', models: ['m'] } }, { access: all }, ['allModels']],
  ])('%s', (_, before, after, worse) => {
    const isWorse = keyFindingKinds.filter((kind) =>
      isKeyWorse(kind, { ...key, ...before }, { ...key, ...after }),
    )
    expect(isWorse).toEqual(expect.arrayContaining([...worse]))
    expect(isWorse).toHaveLength(worse.length)
  })
})

describe('a secret is to be looked at again', () => {
  const secret = aSecret({ id: 's' })
  const kinds = ['oldValue', 'sharedValue', 'noKnownTool'] as const
  it.each<[string, Partial<Secret>, Partial<Secret>, readonly string[]]>([
    ['another name', { name: 'a' }, { name: 'b' }, []],
    ['another value', { valueSetUntil: 1 }, { valueSetUntil: now }, ['oldValue', 'sharedValue']],
    ['more is known of its value', { valueSetUntil: now }, { valueSetUntil: 1 }, []],
    ['another tool', { toolName: null }, { toolName: 'no_such_tool' }, ['noKnownTool']],
  ])('%s', (_, before, after, worse) => {
    expect(
      kinds.filter((kind) => isSecretWorse(kind, { ...secret, ...before }, { ...secret, ...after })),
    ).toEqual(worse)
  })
})

describe('what is ignored', () => {
  const look = (ignored: readonly IgnoredFinding[], changes: Partial<HygieneInput> = {}) =>
    lookForUntidiness({
      ...{ keys: [], secrets: [], usedModels: new Map(), watchedSince: null, now, ...changes },
      ignored: ignoredByFinding(ignored),
    })
  const ids = (found: readonly { readonly id: string }[] | undefined) => found?.map(({ id }) => id)

  it('leaves the finding and stands apart; other findings of the same key stay', () => {
    const keys = ['a', 'b'].map((id) => aKey({ id, expiresAt: null, creditLimit: null }))
    const found = look([{ finding: 'neverExpires', subjectId: 'a', at: 1 }], { keys })
    expect(ids(found.keys.get('neverExpires'))).toEqual(['b'])
    expect(ids(found.keys.get('noLimit'))).toEqual(['a', 'b'])
    expect([...found.ignored.keys].map(([kind, who]) => [kind, ids(who)])).toEqual([['neverExpires', ['a']]])
  })

  it('takes the whole finding away with its last one, of secrets too', () => {
    const secrets = [aSecret({ id: 's', toolName: null })]
    const found = look([{ finding: 'noKnownTool', subjectId: 's', at: 1 }], { secrets })
    expect(found.secrets.has('noKnownTool')).toBe(false)
    expect(ids(found.ignored.secrets.get('noKnownTool'))).toEqual(['s'])
  })

  it('is told only while it is true, and of whom is there', () => {
    const keys = [aKey({ id: 'a', expiresAt: now + 90 * 86_400_000 })]
    const gone = { finding: 'neverExpires', subjectId: 'gone', at: 1 } as const
    const found = look([{ ...gone, subjectId: 'a' }, gone], { keys })
    expect(found.ignored.keys.has('neverExpires')).toBe(false)
  })
})

it('each finding is about keys or about secrets', () => {
  expect(findingKinds.filter(isKeyFinding)).toEqual([...keyFindingKinds])
})
