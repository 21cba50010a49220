// What is done with values besides storing them: compared here, tested at their service, copied, erased.
import { beforeEach, describe, expect, test } from 'vitest'
import { aSecretDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

const world = createTestWorld()
let app: TestApp
const control = () => world.service().control
const checks = { pathPattern: /__services/ }

beforeEach(async () => {
  app = await world.connected()
  await until(() => app.snapshot().sync.agentsAsOf !== null)
})

const create = async (changes: Parameters<typeof aSecretDraft>[0] = {}) =>
  (await app.must('secrets.create', aSecretDraft(changes))).secretId

describe('is this the value that is set?', () => {
  const verdict = async (secretId: string, value: string) =>
    (await app.must('secrets.compareValue', { secretId, value })).verdict

  test('the fingerprint of a value entered here answers yes or no', async () => {
    const secretId = await create()
    expect(await verdict(secretId, aSecretDraft().value)).toBe('same')
    expect(await verdict(secretId, `${aSecretDraft().value} `)).toBe('different')
  })

  test('it answers at the next start too, and for the others with that value', async () => {
    const secretId = await create()
    const other = await create({ name: 'the same again' })
    await app.quit()
    app = await world.restarted()
    const answer = await app.must('secrets.compareValue', { secretId, value: aSecretDraft().value })
    expect(answer).toEqual({ verdict: 'same', sameAsIds: [other] })
  })

  test('after a change elsewhere the answer is careful', async () => {
    const secretId = await create()
    app.clock.advance(60_000)
    await control().changeSecret(secretId, { secret_name: 'renamed elsewhere' })
    await app.must('sync.refresh', {})
    expect((await app.secrets())[0]?.fingerprint).toBe('stale')
    expect(await verdict(secretId, aSecretDraft().value)).toBe('sameButStale')
    app.clock.advance(60_000)
    await control().changeSecret(secretId, { secret_value: 'quite_another_madeUp_value_000111222' })
    await app.must('sync.refresh', {})
    expect(await verdict(secretId, aSecretDraft().value)).toBe('different')
    expect(await verdict(secretId, 'quite_another_madeUp_value_000111222')).toBe('maskFits')
  })

  test('of a value never seen here only the mask can tell', async () => {
    const { id } = await control().addSecret({
      secret_name: 'x',
      secret_value: 'madeUpValue_0123456789abcdefghijkl',
    })
    await app.must('sync.refresh', {})
    expect(await verdict(id, 'madeUpValue_0123456789abcdefghijkl')).toBe('maskFits')
    expect(await verdict(id, 'something else entirely, made up')).toBe('different')
  })

  test('R41 nothing is sent for it', async () => {
    const secretId = await create()
    const before = (await control().requests({})).length
    await verdict(secretId, aSecretDraft().value)
    expect((await control().requests({})).length).toBe(before)
  })
})

describe('testing before saving', () => {
  test.each([
    ['linear', { api_token: 'lin_api_madeUpGood0123456789' }, 'accepted', 'api.linear.app'],
    ['linear', { api_token: 'lin_api_madeUp_wrong_0123456789' }, 'refused', 'api.linear.app'],
    ['slack', { token: 'xoxb-madeUp-wrong' }, 'refused', 'slack.com'],
    ['slack', { token: 'xoxb-madeUp-good' }, 'accepted', 'slack.com'],
    ['telegram', { token: '123456:madeUpTokenOfABot' }, 'accepted', 'api.telegram.org'],
    ['github', { access_token: 'github_pat_madeUp_busy' }, 'unclear', 'api.github.com'],
  ] as const)('%s %o is %s', async (serviceId, args, verdict, host) => {
    expect(await app.must('secrets.checkValue', { serviceId, args })).toMatchObject({ verdict, host })
    const [request] = await control().requests(checks)
    expect(request?.path).toContain(`/__services/${host}/`)
    expect(JSON.stringify(request)).not.toContain(Object.values(args)[0])
    expect(app.spoken()).not.toContain(Object.values(args)[0])
    expect(app.dialogs.questions).toEqual([])
  })

  test('R7 R12 a host that the user named is asked about in main, by name', async () => {
    const args = {
      server_url: 'https://acme.example',
      username: 'mira@example.com',
      token: 'madeUpGood0123456789abcd',
    }
    app.dialogs.reply = false
    expect(await app.send('secrets.checkValue', { serviceId: 'jira', args })).toMatchObject({
      error: { code: 'notConfirmed' },
    })
    expect(app.dialogs.questions[0]?.title).toContain('acme.example')
    expect(await control().countRequests(checks)).toBe(0)
    app.dialogs.reply = true
    expect(await app.must('secrets.checkValue', { serviceId: 'jira', args })).toMatchObject({
      verdict: 'accepted',
      host: 'acme.example',
    })
  })

  test.each([
    ['nothing', {}],
    ['a line break', { api_token: 'a\r\nx-evil: 1' }],
  ])('with %s as the value nothing is sent', async (_, args) => {
    expect(await app.send('secrets.checkValue', { serviceId: 'linear', args })).toMatchObject({
      error: { code: 'invalidInput' },
    })
    expect(await control().countRequests(checks)).toBe(0)
  })

  test('a service without a harmless endpoint, or an invented one, is refused', async () => {
    for (const serviceId of ['cartesia', 'no_such_service', '__proto__']) {
      expect(
        await app.send('secrets.checkValue', { serviceId, args: { api_key: 'madeUp0123' } }),
      ).toMatchObject({
        error: { code: 'invalidInput' },
      })
    }
  })

  test('R7 more than twenty a minute are refused', async () => {
    const input = { serviceId: 'tavily', args: { api_key: 'tvly-madeUp0123456789' } }
    for (let count = 0; count < 20; count += 1) await app.must('secrets.checkValue', input)
    expect(await app.send('secrets.checkValue', input)).toMatchObject({ error: { code: 'tooMany' } })
    app.clock.advance(60_001)
    await app.must('secrets.checkValue', input)
  })
})

describe('the sealed copy', () => {
  test('R6 is copied by the id of the secret and cleared like every value', async () => {
    const secretId = await create({ keepSealedCopy: true })
    await app.must('secrets.copyValue', { secretId })
    expect(await app.computer.clipboard.readText()).toBe(aSecretDraft().value)
    expect(app.snapshot().clipboard?.label).toBe('Linear API token')
    expect(app.spoken()).not.toContain(aSecretDraft().value)
    app.clock.advance(30_000)
    await until(async () => (await app.computer.clipboard.readText()) === '')
  })

  test('R7 is erased only after a question in main, and the secret stays', async () => {
    const secretId = await create({ keepSealedCopy: true })
    app.dialogs.reply = false
    expect(await app.send('secrets.eraseSealedCopy', { secretId })).toMatchObject({
      error: { code: 'notConfirmed' },
    })
    app.dialogs.reply = true
    await app.must('secrets.eraseSealedCopy', { secretId })
    expect(await app.secrets()).toMatchObject([
      { id: secretId, hasSealedCopy: false, fingerprint: 'current' },
    ])
    expect(await app.send('secrets.copyValue', { secretId })).toMatchObject({ error: { code: 'notFound' } })
  })

  test('R21 is not kept where nothing can seal, and that is said', async () => {
    const secretId = await create({ keepSealedCopy: true })
    expect((await app.secrets())[0]?.hasSealedCopy).toBe(true)
    await app.must('secrets.eraseSealedCopy', { secretId }).catch(() => {})
    const broken = app.breakStore('vault.storeSecretCopy')
    const answer = await app.must('secrets.create', aSecretDraft({ name: 'unsealed', keepSealedCopy: true }))
    expect(answer.isCopySealed).toBe(false)
    broken()
  })

  test('R50 disconnecting names how many copies are erased, and erases them', async () => {
    await create({ keepSealedCopy: true })
    app.dialogs.reply = true
    await app.must('session.disconnect', {})
    expect(app.dialogs.questions.at(-1)?.detail).toContain('1 sealed copy is kept here')
    expect(await app.secrets()).toEqual([])
    expect(app.snapshot().agents).toEqual([])
  })
})

test('the code of an agent is copied with the variable of the settings and no value', async () => {
  await app.must('settings.change', { keyVariable: 'MY_IO_KEY' })
  await app.must('agents.copySnippet', { agentId: 'linear_agent', format: 'curl' })
  const code = await app.computer.clipboard.readText()
  expect(code).toContain('Bearer $MY_IO_KEY')
  expect(code).toContain('linear_agent')
  expect(await app.send('agents.copySnippet', { agentId: 'nobody', format: 'curl' })).toMatchObject({
    error: { code: 'notFound' },
  })
})
