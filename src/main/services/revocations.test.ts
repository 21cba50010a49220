// R7: nothing is revoked without main's own confirmation. R41: nothing is called revoked that is not.
import { describe, expect, test } from 'vitest'
import { aDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import type { FaultRuleInput } from '../../sandbox/fault-rules.ts'

const world = createTestWorld()
let app: TestApp

const deletes = () => world.service().control.countRequests({ method: 'DELETE' })
const activeNames = async () =>
  (await world.service().control.keys())
    .filter((key) => key.state === 'active')
    .map((key) => key.description)
    .sort()

async function connectedWith(...names: string[]): Promise<string[]> {
  const keys = []
  for (const description of names) keys.push(await world.service().control.addKey({ description }))
  app = await world.connected()
  return keys.map((key) => key.id)
}

/** Confirms as a person does: reads for half a second, then presses the button. */
async function revoke(...keyIds: string[]) {
  const { ticket } = await app.must('keys.prepareRevoke', { keyIds })
  app.clock.advance(500)
  return app.send('keys.revoke', { ticket })
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `key-${index}`)

describe('R7 the confirmation belongs to main', () => {
  test('1,000 revokes without a ticket or with an invented one send nothing', async () => {
    await connectedWith('ci')
    for (let index = 0; index < 1000; index += 1) {
      const ticket = `invented-ticket-${String(index).padStart(6, '0')}`
      expect((await app.send('keys.revoke', { ticket })).ok).toBe(false)
    }
    expect(await deletes()).toBe(0)
    expect(await activeNames()).toEqual(['ci'])
  })

  test('a ticket is good once', async () => {
    const [keyId = ''] = await connectedWith('ci')
    const { ticket } = await app.must('keys.prepareRevoke', { keyIds: [keyId] })
    app.clock.advance(500)
    await app.must('keys.revoke', { ticket })
    expect(await app.send('keys.revoke', { ticket })).toMatchObject({ error: { code: 'notConfirmed' } })
    expect(await deletes()).toBe(1)
  })

  test('a ticket is not good faster than a person reads, and stays good for a person', async () => {
    const [keyId = ''] = await connectedWith('ci')
    const { ticket } = await app.must('keys.prepareRevoke', { keyIds: [keyId] })
    app.clock.advance(399)
    expect(await app.send('keys.revoke', { ticket })).toMatchObject({ error: { code: 'notConfirmed' } })
    expect(await deletes()).toBe(0)
    app.clock.advance(1)
    expect(await app.send('keys.revoke', { ticket })).toMatchObject({ ok: true })
  })

  test('a ticket ends after two minutes', async () => {
    const [keyId = ''] = await connectedWith('ci')
    const { ticket } = await app.must('keys.prepareRevoke', { keyIds: [keyId] })
    app.clock.advance(120_001)
    expect(await app.send('keys.revoke', { ticket })).toMatchObject({ error: { code: 'notConfirmed' } })
    expect(await deletes()).toBe(0)
  })

  test('a set clock makes no ticket older or younger', async () => {
    const [keyId = ''] = await connectedWith('ci')
    const { ticket } = await app.must('keys.prepareRevoke', { keyIds: [keyId] })
    app.clock.setWall(app.clock.now() + 10 * 365 * 86_400_000)
    expect(await app.send('keys.revoke', { ticket })).toMatchObject({ error: { code: 'notConfirmed' } })
  })

  test('a ticket tells exactly the keys that it is for, and revokes no other', async () => {
    const [first = '', second = ''] = await connectedWith('first', 'second', 'third')
    const { keys } = await app.must('keys.prepareRevoke', { keyIds: [first, second, first] })
    expect(keys.map((key) => key.name)).toEqual(['first', 'second'])
    await revoke(first)
    expect(await activeNames()).toEqual(['second', 'third'])
  })

  test('there is no ticket for a key that is not listed', async () => {
    const [keyId = ''] = await connectedWith('ci')
    const answer = await app.send('keys.prepareRevoke', { keyIds: [keyId, 'nobody-knows-this-one'] })
    expect(answer).toMatchObject({ ok: false, error: { code: 'notFound' } })
  })

  test('more than ten keys a minute need an answer in a native dialog that names them', async () => {
    const ids = await connectedWith(...numbered(13))
    expect(await revoke(...ids.slice(0, 10))).toMatchObject({ ok: true })
    expect(app.dialogs.questions).toEqual([])
    app.dialogs.reply = false
    expect(await revoke(...ids.slice(10))).toMatchObject({ error: { code: 'notConfirmed' } })
    expect(app.dialogs.questions.at(-1)).toMatchObject({
      title: 'Revoke 3 API keys?',
      confirmLabel: 'Revoke 3 API keys',
      isDestructive: true,
    })
    expect(app.dialogs.questions.at(-1)?.detail).toContain('“key-10”, “key-11”, “key-12”')
    expect(await deletes()).toBe(10)
    app.clock.advance(60_000)
    expect(await revoke(...ids.slice(10))).toMatchObject({ ok: true })
    expect(app.dialogs.questions).toHaveLength(1)
  })

  test('eleven keys at once are asked about before the first goes', async () => {
    const ids = await connectedWith(...numbered(11))
    app.dialogs.reply = 'later'
    const { ticket } = await app.must('keys.prepareRevoke', { keyIds: ids })
    app.clock.advance(500)
    const answer = app.send('keys.revoke', { ticket })
    await until(() => app.dialogs.questions.length === 1)
    expect(await deletes()).toBe(0)
    app.dialogs.answer(true)
    expect(await answer).toMatchObject({ ok: true })
    expect(await activeNames()).toEqual([])
  })
})

describe('revoking', () => {
  test('ends the row here, keeps it in the history, and the service agrees', async () => {
    const [keyId = ''] = await connectedWith('ci', 'other')
    expect(await revoke(keyId)).toMatchObject({ ok: true, value: { outcomes: [{ outcome: 'revoked' }] } })
    expect((await app.row('ci')).ending).toEqual({ how: 'revokedHere', at: app.clock.now() })
    await app.quit()
    app = await world.restarted()
    expect((await app.row('ci')).ending?.how).toBe('revokedHere')
    expect(await activeNames()).toEqual(['other'])
  })

  test('goes one by one, with its progress in the snapshot', async () => {
    const ids = await connectedWith('a', 'b', 'c')
    await world
      .service()
      .control.addFault({ method: 'DELETE', times: 'always', fault: { kind: 'delay', ms: 30 } })
    await revoke(...ids)
    const seen = app.window.patches.flatMap((patch) => patch.parts?.revocation?.outcomes ?? [])
    expect(seen.map((entry) => entry.outcome)).toContain('waiting')
    expect(app.snapshot().revocation?.outcomes.map((entry) => entry.outcome)).toEqual([
      'revoked',
      'revoked',
      'revoked',
    ])
  })

  test('what failed can be tried again with a new ticket', async () => {
    const ids = await connectedWith('a', 'b')
    await world.service().control.addFault({
      method: 'DELETE',
      pathPattern: ids[0] ?? '',
      fault: { kind: 'status', status: 422 },
    })
    expect(await revoke(...ids)).toMatchObject({
      value: { outcomes: [{ outcome: 'failed', error: { code: 'invalid' } }, { outcome: 'revoked' }] },
    })
    expect((await app.row('a')).ending).toBeNull()
    expect(await revoke(ids[0] ?? '')).toMatchObject({ value: { outcomes: [{ outcome: 'revoked' }] } })
  })

  test('a key that was revoked elsewhere meanwhile is told as already gone', async () => {
    const [keyId = ''] = await connectedWith('ci')
    await world.service().control.revokeKey(keyId)
    expect(await revoke(keyId)).toMatchObject({
      value: { outcomes: [{ outcome: 'alreadyGone', error: null }] },
    })
    expect((await app.row('ci')).ending?.how).toBe('goneElsewhere')
  })

  test('"no such key" proves nothing while the list still shows it', async () => {
    const [keyId = ''] = await connectedWith('ci')
    const fault = {
      kind: 'body',
      status: 404,
      body: JSON.stringify({ detail: 'API key not found' }),
    } as const
    await world.service().control.addFault({ method: 'DELETE', times: 'always', fault })
    expect(await revoke(keyId)).toMatchObject({
      value: { outcomes: [{ outcome: 'failed', error: { code: 'notFound' } }] },
    })
    expect((await app.row('ci')).ending).toBeNull()
  })

  test('the unstored value of a revoked key is closed and erased with it', async () => {
    await connectedWith()
    const { keyId } = await app.must('keys.create', aDraft())
    await revoke(keyId)
    expect(app.snapshot().unstoredValues).toEqual([])
    expect(await app.send('values.copy', { keyId })).toMatchObject({ error: { code: 'notFound' } })
  })

  test('without a network the rest is not even tried', async () => {
    const ids = await connectedWith('a', 'b', 'c')
    await world.service().control.addFault({
      method: 'DELETE',
      times: 'always',
      fault: { kind: 'status', status: 401 },
    })
    expect(await revoke(...ids)).toMatchObject({
      value: {
        outcomes: ['a', 'b', 'c'].map((name) => ({
          name,
          outcome: 'failed',
          error: { code: 'unauthorized', effect: 'none' },
        })),
      },
    })
    expect(await deletes()).toBe(1)
  })
})

describe('R41 an answer is lost', () => {
  const losses: FaultRuleInput['fault'][] = [
    { kind: 'dropBefore' },
    { kind: 'dropAfter' },
    { kind: 'dropHalfway' },
    { kind: 'truncatedJson' },
    { kind: 'malformedJson' },
    { kind: 'status', status: 503 },
    { kind: 'captivePortal' },
  ]

  test.each(losses)('$kind of every answer: the key is never called revoked', async (fault) => {
    const [keyId = ''] = await connectedWith('ci')
    await world.service().control.addFault({ times: 'always', fault })
    const answer = await revoke(keyId)
    const words = JSON.stringify([answer, app.window.patches.map((patch) => patch.parts?.revocation)])
    expect(words).not.toMatch(/"outcome":"(revoked|alreadyGone)"/)
    expect((await app.row('ci')).ending).toBeNull()

    await world.service().control.clearFaults()
    await app.must('sync.refresh', {})
    const isGone = (await activeNames()).length === 0
    const outcome = app.snapshot().revocation?.outcomes[0]?.outcome
    expect((await app.row('ci')).ending?.how ?? null).toBe(isGone ? 'revokedHere' : null)
    if (isGone) expect(outcome).toBe('revoked')
    else expect(outcome).not.toBe('revoked')
  })

  test.each(losses)('$kind of the revocation’s answer alone: the list decides', async (fault) => {
    const [keyId = ''] = await connectedWith('ci')
    await world.service().control.addFault({ method: 'DELETE', times: 'always', fault })
    const answer = await revoke(keyId)
    const isGone = (await activeNames()).length === 0
    const outcome = answer.ok ? answer.value.outcomes[0]?.outcome : null
    expect(outcome === 'revoked').toBe(isGone)
    expect((await app.row('ci')).ending?.how ?? null).toBe(isGone ? 'revokedHere' : null)
  })

  test('rows that could not be read leave it unconfirmed', async () => {
    const [keyId = ''] = await connectedWith('ci')
    await world
      .service()
      .control.addFault({ method: 'DELETE', times: 'always', fault: { kind: 'dropAfter' } })
    const body = JSON.stringify({ status: 'succeeded', data: [{ id: 17 }] })
    await world.service().control.addFault({
      method: 'GET',
      pathPattern: 'sub-keys$',
      times: 'always',
      fault: { kind: 'body', body },
    })
    expect(await revoke(keyId)).toMatchObject({ value: { outcomes: [{ outcome: 'unconfirmed' }] } })
    expect((await app.row('ci')).ending).toBeNull()
  })

  test('the list of another account settles nothing: neither is it called revoked, nor is its value let go', async () => {
    world.computer().secureStore.mode = 'unavailable'
    await connectedWith()
    const accountId = app.snapshot().account?.id ?? ''
    const { keyId } = await app.must('keys.create', aDraft({ name: 'ci' }))
    await world.service().control.addFault({ times: 'always', fault: { kind: 'dropBefore' } })
    expect(await revoke(keyId)).toMatchObject({ value: { outcomes: [{ outcome: 'unconfirmed' }] } })
    await world.service().control.clearFaults()

    await app.must('session.exploreSandbox', {})
    await app.must('sync.refresh', {})
    expect(app.snapshot().revocation).toBeNull()
    await app.must('accounts.use', { accountId })
    await app.must('sync.refresh', {})
    await app.must('values.copy', { keyId })
    expect((await app.row('ci')).ending).toBeNull()
    const query = { text: '', kinds: ['keyRevoked' as const], subjectId: null, since: null }
    const { entries } = await app.must('history.read', { query, beforeId: null, limit: 10 })
    expect(entries.map(({ outcome }) => outcome)).toEqual(['unknown'])
  })
})
