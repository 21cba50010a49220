// Secrets as their user meets them: made, changed, found again after a lost answer, and never read back.
import { describe, expect, test } from 'vitest'
import { scanFiles } from '../../../test/support/file-scan.ts'
import { aSecretDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

const world = createTestWorld()
let app: TestApp
const control = () => world.service().control
const remote = async (name: string) => (await control().secrets()).find((secret) => secret.name === name)
const writes = { method: 'POST', pathPattern: /\/api\/v1\/secrets\// }
const patches = { method: 'PATCH', pathPattern: /\/api\/v1\/secrets\// }

const adopted = async () => {
  app = await world.connected()
  await until(() => app.snapshot().sync.secretsAsOf !== null && app.snapshot().sync.agentsAsOf !== null)
  return app
}
const addRemote = (changes: object = {}) =>
  control().addSecret({
    ...{ secret_name: 'GitHub access token', secret_value: 'github_pat_madeUp0123456789abcdefghij' },
    ...{ tool_name: 'agno__github__*', tool_arg: 'access_token', is_default_for_tool: true },
    ...changes,
  })

describe('the table', () => {
  test('shows every secret and agent of the account, and its age as far as it can be told', async () => {
    await addRemote()
    const touched = await addRemote({ secret_name: 'renamed since' })
    world.service().clock.advance(86_400_000)
    await control().changeSecret(touched.id, { secret_name: 'renamed' })
    await adopted()
    const secret = await app.secret('GitHub access token')
    expect(secret).toMatchObject({
      ...{ toolName: 'agno__github__*', toolArg: 'access_token', isDefault: true, fingerprint: 'none' },
      ...{ display: expect.stringContaining('****'), hasSealedCopy: false, sharedGroup: null },
    })
    expect(secret.valueSetFrom).toBe(secret.createdAt)
    expect(secret.valueSetUntil).toBe(secret.createdAt)
    const unsure = await app.secret('renamed')
    expect(unsure.valueSetFrom).toBe(unsure.createdAt)
    expect(unsure.valueSetUntil).toBe(unsure.updatedAt)
    expect(app.snapshot().agents.map(({ id }) => id)).toContain('linear_agent')
  })

  test('a replacement elsewhere is seen by its mask, a renaming leaves the age alone as far as certain', async () => {
    const { id } = await addRemote()
    await adopted()
    app.clock.advance(60_000)
    await control().changeSecret(id, { secret_value: 'github_pat_anotherMadeUpValue98765432' })
    await app.must('sync.refresh', {})
    const replaced = await app.secret('GitHub access token')
    expect(replaced.valueSetFrom).toBe(replaced.updatedAt)
    app.clock.advance(60_000)
    await control().changeSecret(id, { secret_name: 'moved' })
    await app.must('sync.refresh', {})
    const moved = await app.secret('moved')
    expect(moved.valueSetFrom).toBe(replaced.updatedAt)
    expect(moved.valueSetUntil).toBe(moved.updatedAt)
  })

  test('what is gone leaves it only when asking for it by its id says so too', async () => {
    const [kept, gone] = [await addRemote({ secret_name: 'kept' }), await addRemote({ secret_name: 'gone' })]
    await adopted()
    await control().removeSecret(gone.id)
    const body = JSON.stringify({ data: [] })
    await control().addFault({
      ...{ method: 'GET', pathPattern: '/api/v1/secrets/(\\?.*)?$', times: 'always' as const },
      fault: { kind: 'body', body },
    })
    await app.must('sync.refresh', {})
    expect((await app.secrets()).map(({ id }) => id)).toEqual([kept.id])
  })

  test('a list that fails while others work keeps what is shown and says so', async () => {
    await addRemote()
    await adopted()
    const asOf = app.snapshot().sync.secretsAsOf
    await control().addFault({
      ...{ method: 'GET', pathPattern: '/api/v1/secrets/', times: 'always' as const },
      fault: { kind: 'status', status: 404 },
    })
    app.clock.advance(60_000)
    await app.must('sync.refresh', {})
    const { secretsProblem, secretsAsOf, listProblem, listAsOf } = app.snapshot().sync
    expect(secretsProblem).toMatchObject({ code: 'wrongHost' })
    expect(listProblem).toBeNull()
    expect(secretsAsOf).toBe(asOf)
    expect(listAsOf).toBe(app.clock.now())
    expect(await app.secrets()).toHaveLength(1)
    await control().clearFaults()
    await app.must('sync.refresh', {})
    expect(app.snapshot().sync).toMatchObject({ secretsProblem: null, secretsAsOf: app.clock.now() })
  })

  test('is there again at the next start without the service, with what is known of values', async () => {
    await adopted()
    await app.must('secrets.create', aSecretDraft({ keepSealedCopy: true }))
    const before = await app.secrets()
    await app.quit()
    await world.service().close()
    const next = await world.started()
    expect(await next.secrets()).toEqual(before)
    expect(next.snapshot().agents.length).toBeGreaterThan(0)
    await until(() => next.snapshot().sync.secretsProblem !== null)
    expect(next.snapshot().sync.secretsAsOf).not.toBeNull()
  })
})

describe('a new secret', () => {
  test('is stored with what was asked for and shown at once', async () => {
    await adopted()
    const { secretId, isCopySealed } = await app.must('secrets.create', aSecretDraft())
    expect(isCopySealed).toBe(false)
    expect(await app.secret('Linear API token')).toMatchObject({
      ...{ id: secretId, toolName: 'agno__linear__*', toolArg: 'api_token', isDefault: true },
      ...{ hasSealedCopy: false, fingerprint: 'current' },
    })
    expect(await remote('Linear API token')).toMatchObject({
      toolName: 'agno__linear__*',
      isDefaultForTool: true,
    })
  })

  test('R5 R22 its value is nowhere but on its way: no answer, patch, log or file holds it', async () => {
    await adopted()
    const draft = aSecretDraft({ keepSealedCopy: true })
    await app.must('secrets.create', draft)
    await app.must('sync.refresh', {})
    expect(app.spoken()).not.toContain(draft.value)
    await app.quit()
    expect(scanFiles(world.computer().folder, [draft.value]).hits).toEqual([])
  })

  test.each([
    [413, 'tooLarge'],
    [422, 'invalid'],
    [403, 'forbidden'],
    [401, 'unauthorized'],
  ] as const)('that the service refuses with %i is told, and nothing is remembered', async (status, code) => {
    await adopted()
    await control().addFault({
      ...writes,
      pathPattern: '/api/v1/secrets/',
      fault: { kind: 'status', status },
    })
    expect(await app.send('secrets.create', aSecretDraft())).toMatchObject({
      error: { code, effect: 'none' },
    })
    expect(await app.secrets()).toEqual([])
  })

  test('whose answer was lost is found in the list and not sent again', async () => {
    await addRemote({ secret_name: 'Linear API token', tool_name: 'agno__linear__*', tool_arg: 'api_token' })
    await adopted()
    await control().addFault({
      method: 'POST',
      pathPattern: '/api/v1/secrets/',
      fault: { kind: 'dropAfter' },
    })
    const created = await app.must('secrets.create', aSecretDraft())
    expect(await control().countRequests(writes)).toBe(1)
    expect(await app.secrets()).toHaveLength(2)
    expect((await app.secrets()).find(({ id }) => id === created.secretId)?.fingerprint).toBe('current')
  })

  test('R41 of which nobody knows whether it arrived is not called stored', async () => {
    await adopted()
    await control().addFault({
      method: 'POST',
      pathPattern: '/api/v1/secrets/',
      fault: { kind: 'dropBefore' },
    })
    expect(await app.send('secrets.create', aSecretDraft())).toMatchObject({
      error: { code: 'outcomeUnknown', effect: 'unknown' },
    })
    expect(await control().countRequests(writes)).toBeLessThanOrEqual(1)
    expect(await app.secrets()).toEqual([])
  })

  test('R59 beyond the limits never leaves the app', async () => {
    await adopted()
    const drafts = [
      { value: 'abc' },
      { value: 'x'.repeat(1025) },
      { name: '' },
      { toolName: '' },
      { value: 'a\0bc' },
    ]
    for (const changes of drafts) {
      expect(await app.send('secrets.create', aSecretDraft(changes))).toMatchObject({
        error: { code: 'invalidInput' },
      })
    }
    expect(await control().countRequests(writes)).toBe(0)
  })

  test('takes the value of another from its sealed copy, which never crosses to the page', async () => {
    await adopted()
    const draft = aSecretDraft({ keepSealedCopy: true })
    const { secretId: fromSecretId } = await app.must('secrets.create', draft)
    const { value: _, ...details } = aSecretDraft({
      name: 'Linear for one tool',
      toolName: 'agno__linear__create_issue',
    })
    const { secretId } = await app.must('secrets.createFromCopy', { fromSecretId, details })
    const [first, second] = [await app.secret(draft.name), await app.secret('Linear for one tool')]
    expect(second.id).toBe(secretId)
    expect(second.display).toBe(first.display)
    expect(first.sharedGroup).not.toBeNull()
    expect(second.sharedGroup).toBe(first.sharedGroup)
    expect(app.spoken()).not.toContain(draft.value)
    const other = await app.must('secrets.create', aSecretDraft({ name: 'no copy' }))
    expect(await app.send('secrets.createFromCopy', { fromSecretId: other.secretId, details })).toMatchObject(
      {
        error: { code: 'notFound' },
      },
    )
  })
})

describe('a change', () => {
  test('is sent field by field and read back; the age of the value stays', async () => {
    await adopted()
    const { secretId } = await app.must('secrets.create', aSecretDraft())
    const before = await app.secret('Linear API token')
    app.clock.advance(60_000)
    const changes = { name: 'Linear, team A', isDefault: false }
    const { secret, notTaken } = await app.must('secrets.update', { secretId, changes })
    expect(notTaken).toEqual([])
    expect(secret).toMatchObject({ ...changes, valueSetFrom: before.valueSetFrom, fingerprint: 'current' })
    expect(secret.updatedAt).toBeGreaterThan(before.updatedAt ?? 0)
    expect((await control().requests(patches)).at(-1)?.bodyShape).toEqual({
      secret_name: 'string',
      is_default_for_tool: 'boolean',
    })
    await app.must('sync.refresh', {})
    expect(await app.secret('Linear, team A')).toEqual(secret)
  })

  test('that the service accepts and does not make is told by its fields', async () => {
    await adopted()
    const { secretId } = await app.must('secrets.create', aSecretDraft())
    await control().addFault({
      ...patches,
      pathPattern: '/api/v1/secrets/',
      fault: { kind: 'body', body: 'null' },
    })
    const { notTaken } = await app.must('secrets.update', {
      secretId,
      changes: { name: 'x', toolArg: 'api_key' },
    })
    expect(notTaken).toEqual(['name', 'toolArg'])
  })

  test('R41 whose answer is lost is decided by the row', async () => {
    await adopted()
    const { secretId } = await app.must('secrets.create', aSecretDraft())
    const lost = { method: 'PATCH', pathPattern: '/api/v1/secrets/', times: 'always' as const }
    await control().addFault({ ...lost, fault: { kind: 'dropAfter' } })
    expect((await app.must('secrets.update', { secretId, changes: { name: 'made' } })).secret.name).toBe(
      'made',
    )
    await control().clearFaults()
    await control().addFault({ ...lost, fault: { kind: 'dropBefore' } })
    expect(await app.send('secrets.update', { secretId, changes: { name: 'not made' } })).toMatchObject({
      error: { code: 'outcomeUnknown', effect: 'unknown' },
    })
    expect((await app.secrets())[0]?.name).toBe('made')
  })

  test('of a secret that is gone says so', async () => {
    const { id } = await addRemote()
    await adopted()
    await control().removeSecret(id)
    expect(await app.send('secrets.update', { secretId: id, changes: { name: 'x' } })).toMatchObject({
      error: { code: 'notFound', effect: 'none' },
    })
    await until(async () => (await app.secrets()).length === 0)
  })
})

test('the name of a secret is copied, and nothing else of it', async () => {
  const { id } = await addRemote()
  await adopted()
  await app.must('secrets.copyName', { secretId: id })
  expect(await app.computer.clipboard.readText()).toBe('GitHub access token')
})
