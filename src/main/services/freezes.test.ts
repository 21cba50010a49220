// Freezing and thawing: nothing without main's confirmation (R7), nothing called done that is not (R41), no limit forgotten.
import { describe, expect, test } from 'vitest'
import { type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import type { FaultRuleInput } from '../../sandbox/fault-rules.ts'
import type { ApiKey } from '../../shared/domain/api-key.ts'

const world = createTestWorld()
let app: TestApp

const patches = () => world.service().control.countRequests({ method: 'PATCH' })
const fault = (rule: FaultRuleInput) => world.service().control.addFault(rule)
const limitOf = async (name: string) =>
  (await world.service().control.keys()).find(({ description }) => description === name)?.creditLimit

async function connectedWith(limits: Readonly<Record<string, number | null>>): Promise<string[]> {
  const ids = []
  for (const [description, credit_limit] of Object.entries(limits)) {
    ids.push((await world.service().control.addKey({ description, credit_limit })).id)
  }
  app = await world.connected()
  return ids
}

/** Confirms as a person does: reads for half a second, then presses the button. */
async function act(kind: 'freeze' | 'thaw', ...keyIds: string[]) {
  const { ticket } = await app.must('keys.prepareFreeze', { keyIds, kind })
  app.clock.advance(500)
  return app.send('keys.freeze', { ticket })
}
const outcome = (name: string, code?: string) => ({
  value: { outcomes: [{ outcome: name, ...(code === undefined ? {} : { error: { code } }) }] },
})
const shown = async (name: string): Promise<Pick<ApiKey, 'creditLimit' | 'frozen'>> => {
  const { creditLimit, frozen } = await app.row(name)
  return { creditLimit, frozen }
}
const readList = () => app.must('sync.refresh', {})
/** Somebody else, or the web console, sets another limit. */
async function setElsewhere(keyId: string, credit_limit: number | null) {
  const { url, adminKey } = world.service()
  const answer = await fetch(`${url}/v1/api-keys/sub-keys/${keyId}`, {
    method: 'PATCH',
    headers: { 'x-api-key': adminKey, 'content-type': 'application/json' },
    body: JSON.stringify({ credit_limit }),
  })
  expect(answer.ok).toBe(true)
}

describe('R7 the confirmation belongs to main', () => {
  test('a ticket is good once, for what it was given for, and not for what makes no sense', async () => {
    const [ci = '', idle = ''] = await connectedWith({ ci: 50, idle: 0 })
    expect(await app.send('keys.prepareFreeze', { keyIds: [idle], kind: 'freeze' })).toMatchObject({
      error: { code: 'refused' },
    })
    expect(await app.send('keys.prepareFreeze', { keyIds: [ci], kind: 'thaw' })).toMatchObject({
      error: { code: 'refused' },
    })
    const { ticket } = await app.must('keys.prepareFreeze', { keyIds: [ci], kind: 'freeze' })
    expect(await app.send('keys.freeze', { ticket })).toMatchObject({ error: { code: 'notConfirmed' } })
    app.clock.advance(500)
    await app.must('keys.freeze', { ticket })
    expect(await app.send('keys.freeze', { ticket })).toMatchObject({ error: { code: 'notConfirmed' } })
    expect(await patches()).toBe(1)
  })

  test('more than ten keys a minute need an answer in a native dialog that names them', async () => {
    const names = Array.from({ length: 11 }, (_, index) => `key-${index}`)
    const ids = await connectedWith(Object.fromEntries(names.map((name) => [name, 5])))
    app.dialogs.reply = false
    expect(await act('freeze', ...ids)).toMatchObject({ error: { code: 'notConfirmed' } })
    expect(app.dialogs.questions.at(-1)).toMatchObject({ title: 'Freeze 11 API keys?', isDestructive: true })
    expect(app.dialogs.questions.at(-1)?.detail).toContain('a request or two may still pass')
    expect(await patches()).toBe(0)
  })
})

describe('freezing and thawing', () => {
  test.each([
    [50, 50],
    [null, null],
  ])('a limit of %s is set to 0 and brought back', async (limit, back) => {
    const [keyId = ''] = await connectedWith({ ci: limit })
    expect(await act('freeze', keyId)).toMatchObject(outcome('done'))
    expect(await limitOf('ci')).toBe(0)
    expect(await shown('ci')).toMatchObject({ creditLimit: 0, frozen: { limit } })
    await app.quit()
    app = await world.restarted()
    expect(await shown('ci')).toMatchObject({ creditLimit: 0, frozen: { limit } })
    expect(await act('thaw', keyId)).toMatchObject(outcome('done'))
    expect(await limitOf('ci')).toBe(back)
    expect(await shown('ci')).toEqual({ creditLimit: back, frozen: null })
    await app.quit()
    app = await world.restarted()
    expect(await shown('ci')).toEqual({ creditLimit: back, frozen: null })
  })

  test('R41 a service that says yes to “no limit” and keeps 0 is told, and the key stays frozen', async () => {
    const [keyId = ''] = await connectedWith({ ci: null })
    await act('freeze', keyId)
    await fault({ method: 'PATCH', fault: { kind: 'body', status: 200, body: '{"status":"succeeded"}' } })
    expect(await act('thaw', keyId)).toMatchObject(outcome('failed', 'invalid'))
    expect(app.snapshot().freezing?.outcomes[0]?.error?.fields?.[0]?.message).toContain('instead of no limit')
    expect(await shown('ci')).toMatchObject({ creditLimit: 0, frozen: { limit: null } })
  })

  test('another limit that was set elsewhere ends the freeze, for good after a while', async () => {
    const [keyId = ''] = await connectedWith({ ci: 50 })
    await act('freeze', keyId)
    await setElsewhere(keyId, 80)
    app.clock.advance(3 * 60_000)
    await readList()
    expect(await shown('ci')).toEqual({ creditLimit: 80, frozen: null })
    await setElsewhere(keyId, 0)
    await readList()
    expect(await shown('ci')).toEqual({ creditLimit: 0, frozen: null })
  })

  test('what failed can be tried again, and the limit of a refused key is not remembered', async () => {
    const [a = '', b = ''] = await connectedWith({ a: 5, b: 6 })
    await fault({ method: 'PATCH', pathPattern: a, fault: { kind: 'status', status: 422 } })
    expect(await act('freeze', a, b)).toMatchObject({
      value: { outcomes: [{ outcome: 'failed', error: { code: 'invalid' } }, { outcome: 'done' }] },
    })
    expect(await shown('a')).toEqual({ creditLimit: 5, frozen: null })
    await setElsewhere(a, 0)
    await readList()
    expect((await shown('a')).frozen).toBeNull()
    await setElsewhere(a, 5)
    await readList()
    expect(await act('freeze', a)).toMatchObject(outcome('done'))
  })

  test('nothing is sent where the old limit cannot be remembered', async () => {
    const [keyId = ''] = await connectedWith({ ci: 50 })
    app.breakStore('vault.writeKeyFacts')
    expect(await act('freeze', keyId)).toMatchObject(outcome('failed', 'storage'))
    expect(await patches()).toBe(0)
  })

  test('an account is not let go with its remembered limits before that is said', async () => {
    const [keyId = ''] = await connectedWith({ ci: 50 })
    await act('freeze', keyId)
    app.dialogs.reply = false
    expect(await app.send('session.disconnect', {})).toMatchObject({ error: { code: 'notConfirmed' } })
    expect(app.dialogs.questions.at(-1)?.detail).toContain('Frozen: “ci”.')
  })

  test('the history tells both, with the limits', async () => {
    const [keyId = ''] = await connectedWith({ ci: 50 })
    await act('freeze', keyId)
    await act('thaw', keyId)
    const { entries } = await app.must('history.read', {
      query: { text: '', kinds: ['keyFrozen', 'keyThawed'], subjectId: null, since: null },
      beforeId: null,
      limit: 10,
    })
    expect(entries.map(({ kind, changes }) => [kind, changes[0]?.before, changes[0]?.after])).toEqual([
      ['keyThawed', '0', '50'],
      ['keyFrozen', '50', '0'],
    ])
  })
})

describe('R41 an answer that was lost', () => {
  const listAway = () => fault({ method: 'GET', times: 'always', fault: { kind: 'dropBefore' } })

  test('is settled by the list: done where it shows 0', async () => {
    const [keyId = ''] = await connectedWith({ ci: 50 })
    await fault({ method: 'PATCH', times: 'always', fault: { kind: 'dropAfter' } })
    expect(await act('freeze', keyId)).toMatchObject(outcome('done'))
    expect(await shown('ci')).toMatchObject({ creditLimit: 0, frozen: { limit: 50 } })
  })

  test('without a list it is not certain, and a list that comes later settles it', async () => {
    const [keyId = ''] = await connectedWith({ ci: 50 })
    await fault({ method: 'PATCH', times: 'always', fault: { kind: 'dropAfter' } })
    await listAway()
    expect(await act('freeze', keyId)).toMatchObject(outcome('unconfirmed'))
    expect((await app.row('ci')).frozen).toBeNull()
    await world.service().control.clearFaults()
    await readList()
    expect(app.snapshot().freezing?.outcomes[0]?.outcome).toBe('done')
    expect(await shown('ci')).toMatchObject({ creditLimit: 0, frozen: { limit: 50 } })
  })

  test('a freezing that arrives late is thawable all the same', async () => {
    const [keyId = ''] = await connectedWith({ ci: 50 })
    await fault({ method: 'PATCH', times: 'always', fault: { kind: 'dropBefore' } })
    await act('freeze', keyId)
    await readList()
    expect((await app.row('ci')).frozen).toBeNull()
    await world.service().control.clearFaults()
    await setElsewhere(keyId, 0)
    await readList()
    expect((await app.row('ci')).frozen).toMatchObject({ limit: 50 })
  })
})

describe('the process dies', () => {
  test.each([
    ['before the limit is remembered', 'vault.writeKeyFacts begins', 50, null],
    ['between that and the request', 'api.updateKey begins', 50, null],
    ['before the answer is read', 'api.updateKey ends', 0, { limit: 50 }],
  ])('%s', async (_, killAt, limit, frozen) => {
    const { id } = await world.service().control.addKey({ description: 'ci', credit_limit: 50 })
    app = await world.connected({ killAt })
    void act('freeze', id)
    await until(app.isKilled)
    await app.kill()
    app = await world.restarted()
    expect(await limitOf('ci')).toBe(limit)
    const row = await shown('ci')
    if (frozen === null) return expect(row).toEqual({ creditLimit: limit, frozen: null })
    expect(row).toMatchObject({ creditLimit: 0, frozen })
    expect(await act('thaw', id)).toMatchObject(outcome('done'))
    expect(await limitOf('ci')).toBe(50)
  })
})
