// Findings judged fine: kept over restarts, told in the history, hidden while locked, and dropped when they change.
import { describe, expect, test } from 'vitest'
import { aSecretDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import type { FindingKind } from '../../shared/domain/ignored-findings.ts'

const world = createTestWorld()
let app: TestApp
const control = () => world.service().control

async function connectedWith(...names: string[]): Promise<string[]> {
  const keys = []
  for (const description of names) keys.push(await control().addKey({ description }))
  app = await world.connected()
  return keys.map(({ id }) => id)
}

/** Somebody else changes a key. */
async function changeElsewhere(id: string, changes: object): Promise<void> {
  const { url, adminKey } = world.service()
  const answer = await fetch(`${url}/v1/api-keys/sub-keys/${id}`, {
    method: 'PATCH',
    headers: { 'x-api-key': adminKey, 'content-type': 'application/json' },
    body: JSON.stringify(changes),
  })
  expect(answer.status).toBe(200)
}

const set = (finding: FindingKind, subjectIds: string[], isIgnored = true) =>
  app.must('hygiene.setIgnored', { finding, subjectIds, isIgnored })
const ignored = () => app.snapshot().ignoredFindings.map(({ finding, subjectId }) => [finding, subjectId])
const history = async () => {
  const query = { text: '', kinds: null, subjectId: null, since: null }
  const { entries } = await app.must('history.read', { query, beforeId: null, limit: 50 })
  return entries.flatMap(({ kind, subject, detail }) =>
    kind.startsWith('finding') ? [[kind, subject, detail]] : [],
  )
}

describe('a finding', () => {
  test('is ignored for several at once, over a restart, and looked at again', async () => {
    const [one = '', two = ''] = await connectedWith('one', 'two \u202Eowt')
    await set('neverExpires', [one, two, one])
    await set('neverExpires', [one])
    await set('noLimit', [one])
    await app.quit()
    app = await world.restarted()
    expect(ignored().sort()).toEqual(
      [
        ['neverExpires', one],
        ['neverExpires', two],
        ['noLimit', one],
      ].sort(),
    )
    await set('neverExpires', [one, two, 'nobody'], false)
    expect(ignored()).toEqual([['noLimit', one]])
    expect(await history()).toEqual([
      ['findingReopened', 'two ‹U+202E›owt', 'Finding: never expires.'],
      ['findingReopened', 'one', 'Finding: never expires.'],
      ['findingIgnored', 'one', 'Finding: no credit limit.'],
      ['findingIgnored', 'two ‹U+202E›owt', 'Finding: never expires.'],
      ['findingIgnored', 'one', 'Finding: never expires.'],
    ])
  })

  test('of nobody, or where the disk refuses, is not ignored and nothing is said to be', async () => {
    const [one = ''] = await connectedWith('one')
    const refused = { finding: 'idle' as const, subjectIds: ['nobody'], isIgnored: true }
    expect(await app.send('hygiene.setIgnored', refused)).toMatchObject({ error: { code: 'notFound' } })
    app.breakStore('vault.changeIgnoredFindings')
    const full = { ...refused, subjectIds: [one] }
    expect(await app.send('hygiene.setIgnored', full)).toMatchObject({
      error: { code: 'storage', effect: 'none' },
    })
    expect(ignored()).toEqual([])
    expect(await history()).toEqual([])
  })

  test('R48 is named nowhere while Latchkey is hidden', async () => {
    const [one = ''] = await connectedWith('one')
    await set('neverExpires', [one])
    await app.must('lock.now', {})
    expect((await app.must('app.readSnapshot', {})).ignoredFindings).toEqual([])
    await app.must('lock.show', {})
    expect((await app.must('app.readSnapshot', {})).ignoredFindings).toHaveLength(1)
  })

  test('belongs to its account and goes with it', async () => {
    const [one = ''] = await connectedWith('one')
    await set('neverExpires', [one])
    await app.must('session.exploreSandbox', {})
    expect(ignored()).toEqual([])
    const [account] = app.snapshot().accounts.filter(({ kind }) => kind !== 'sandbox')
    await app.must('accounts.use', { accountId: account?.id ?? '' })
    expect(ignored()).toEqual([['neverExpires', one]])
    await app.must('session.disconnect', {})
    await app.must('session.disconnect', {})
    expect(ignored()).toEqual([])
  })
})

describe('a judgement ends', () => {
  test('when what was judged is changed here, and not with another change', async () => {
    const [one = ''] = await connectedWith('one')
    await set('noLimit', [one])
    await set('neverExpires', [one])
    await app.must('keys.update', { keyId: one, changes: { name: 'renamed' } })
    expect(ignored()).toHaveLength(2)
    await app.must('keys.update', { keyId: one, changes: { creditLimit: 5, creditCycle: 'daily' } })
    await until(() => ignored().length === 1)
    expect(ignored()).toEqual([['neverExpires', one]])
  })

  test('when it was changed elsewhere while the app was not running', async () => {
    const [one = '', two = ''] = await connectedWith('one', 'two')
    await set('noLimit', [one, two])
    await app.quit()
    await changeElsewhere(one, { credit_limit: 900 })
    app = await world.restarted()
    await until(() => ignored().length === 1)
    expect(ignored()).toEqual([['noLimit', two]])
    await app.quit()
    app = await world.restarted()
    expect(ignored()).toEqual([['noLimit', two]])
  })

  test('when it was changed while another account was in use', async () => {
    const [one = '', two = ''] = await connectedWith('one', 'two')
    const accountId = app.snapshot().account?.id ?? ''
    await set('noLimit', [one, two])
    await app.must('session.exploreSandbox', {})
    await changeElsewhere(one, { credit_limit: 900 })
    const before = JSON.stringify(app.snapshot().accountReadings)
    app.clock.advance(21 * 60_000)
    await until(() => JSON.stringify(app.snapshot().accountReadings) !== before)
    await app.must('accounts.use', { accountId })
    expect(ignored()).toEqual([['noLimit', two]])
  })

  test('not by freezing and thawing', async () => {
    const [one = ''] = await connectedWith('one')
    await set('noLimit', [one])
    for (const kind of ['freeze', 'thaw'] as const) {
      const { ticket } = await app.must('keys.prepareFreeze', { keyIds: [one], kind })
      app.clock.advance(1000)
      await app.must('keys.freeze', { ticket })
    }
    expect(ignored()).toEqual([['noLimit', one]])
  })

  test('when its key is revoked or its secret deleted', async () => {
    const [one = ''] = await connectedWith('one')
    const { secretId } = await app.must('secrets.create', aSecretDraft({ toolName: 'no_such_tool' }))
    await set('neverExpires', [one])
    await set('noKnownTool', [secretId])
    expect(ignored()).toHaveLength(2)
    await control().revokeKey(one)
    const { ticket } = await app.must('secrets.prepareDelete', { secretIds: [secretId] })
    app.clock.advance(1000)
    await app.must('secrets.delete', { ticket })
    await app.must('sync.refresh', {})
    await until(() => ignored().length === 0)
    expect(
      await app.send('hygiene.setIgnored', { finding: 'idle', subjectIds: [one], isIgnored: true }),
    ).toMatchObject({
      error: { code: 'notFound' },
    })
  })
})
