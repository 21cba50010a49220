// A pasted text is recognised by the values and shortened forms that this computer knows, and nothing of it is kept.
import { beforeEach, describe, expect, test } from 'vitest'
import { scanFiles } from '../../../test/support/file-scan.ts'
import { aKey, aSnapshot } from '../../../test/support/key-builders.ts'
import { aDraft, aSecretDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import { watchTurns } from '../../../test/support/turns.ts'
import { fail } from '../../shared/errors.ts'
import { createState } from '../state/app-state.ts'
import { createIdentify } from './identify.ts'

const world = createTestWorld()
const secretValue = 'lin_api_madeUpForTests0123456789abcdefXY'

let app: TestApp
let keyId: string
let value: string

beforeEach(async () => {
  app = await world.connected()
  keyId = (await app.must('keys.create', aDraft())).keyId
  await app.must('values.copy', { keyId })
  value = world.computer().clipboard.text
})

const identify = (text: string) => app.must('keys.identify', { text })
const theKey = (how: 'value' | 'display') => ({ kind: 'key', id: keyId, how })

describe('a key', () => {
  test('is known by its value: sealed, without a copy, and after it was revoked', async () => {
    const line = `ERROR 401 {"authorization":"Bearer ${value}"} request 7f3a`
    expect(await identify(line)).toEqual({ matches: [theKey('value')], unknown: [] })
    await app.must('values.acknowledge', { keyId, keepSealedCopy: false })
    expect((await identify(value)).matches).toEqual([theKey('value')])
    const { ticket } = await app.must('keys.prepareRevoke', { keyIds: [keyId] })
    app.clock.advance(1000)
    await app.must('keys.revoke', { ticket })
    expect((await identify(value)).matches).toEqual([theKey('value')])
  })

  test('is known at the next start, and by a copy that is older than fingerprints', async () => {
    await app.must('values.acknowledge', { keyId, keepSealedCopy: true })
    await app.quit()
    app = await world.restarted()
    await until(() => app.snapshot().vault.state === 'ready')
    expect((await identify(value)).matches).toEqual([theKey('value')])
  })

  test('whose fingerprint could not be written is known by its copy, which then gets one', async () => {
    const repair = app.breakStore('vault.writeKeyFingerprint')
    const { keyId: second } = await app.must('keys.create', aDraft({ name: 'second' }))
    repair()
    await app.must('values.copy', { keyId: second })
    const text = world.computer().clipboard.text
    expect((await identify(text)).matches).toEqual([{ kind: 'key', id: second, how: 'value' }])
    await app.must('values.acknowledge', { keyId: second, keepSealedCopy: false })
    expect((await identify(text)).matches).toEqual([{ kind: 'key', id: second, how: 'value' }])
  })

  test('whose value never was here is told by its shortened form, and never against its value', async () => {
    const elsewhere = await world.service().control.addKey({ description: 'made elsewhere' })
    await app.must('sync.refresh', {})
    const { id } = await app.row('made elsewhere')
    const found = await identify(`token: ${elsewhere.value}`)
    expect(found).toEqual({ matches: [{ kind: 'key', id, how: 'display' }], unknown: [] })
    // The ends fit, but here the value itself is known, and this is not it.
    const twin = `${value.slice(0, -20)}${'A'.repeat(16)}${value.slice(-4)}`
    const { matches, unknown } = await identify(twin)
    expect(matches).toEqual([])
    expect(unknown).toHaveLength(1)
    expect(unknown[0]?.length).toBeLessThan(40)
  })

  test('is told by its shortened form while the vault is shut', async () => {
    await app.quit()
    world.computer().secureStore.mode = 'pending'
    app = await world.started()
    expect((await identify(value)).matches).toEqual([theKey('display')])
    world.computer().secureStore.mode = 'ok'
    world.computer().secureStore.answerPrompt()
  })
})

test('secrets are known by a value entered here, several at once, and by their mask', async () => {
  const one = await app.must('secrets.create', aSecretDraft())
  const two = await app.must('secrets.create', aSecretDraft({ name: 'its twin', toolName: 'agno__slack__*' }))
  const { matches } = await identify(`LINEAR_TOKEN="${secretValue}"\nOPENAI=x`)
  expect(matches.map(({ id, how }) => [id, how]).sort()).toEqual(
    [one, two].map(({ secretId }) => [secretId, 'value']).sort(),
  )
  expect((await identify(secretValue.replace('Tests', 'Jests'))).matches).toEqual([])
})

test('the admin key is told, whatever else stands beside it', async () => {
  const { adminKey } = world.service()
  const { matches } = await identify(`admin=${adminKey} key=${value} old=sk-madeUp0123456789abcdefgh`)
  const accountId = app.snapshot().account?.id
  expect(matches).toEqual(
    expect.arrayContaining([{ kind: 'adminKey', id: accountId, how: 'value' }, theKey('value')]),
  )
  expect((await identify(`old=sk-madeUp0123456789abcdefgh`)).unknown).toEqual(['sk-m...efgh'])
})

test('R6 R8 R31 nothing of the text is told, logged or stored', async () => {
  const canary = 'madeUpCanary-q7Rw2ZxT9bLk4Vn8Ym3Hc6JdPq5Ws1'
  const answers = [
    await app.send('keys.identify', { text: `${canary} ${value}` }),
    await app.send('keys.identify', { text: canary.padEnd(20_001, canary) }),
    await app.send('keys.identify', { text: canary, more: canary } as never),
  ]
  const repair = app.breakStore('vault.listKeyFingerprints')
  await app.must('keys.identify', { text: canary })
  repair()
  expect(answers.map(({ ok }) => ok)).toEqual([true, false, false])
  const told = app.spoken()
  expect(told).not.toContain(canary.slice(4, 30))
  expect(told).not.toContain(value)
  expect(scanFiles(world.computer().folder, [canary]).hits).toEqual([])
})

test('without an account there is nothing to compare with', async () => {
  await app.must('session.disconnect', {})
  expect(await app.send('keys.identify', { text: value })).toMatchObject({ error: { code: 'notConnected' } })
})

test('ten thousand keys hold nothing up: other work gets its turns, and one display is read once', async () => {
  const state = createState(aSnapshot())
  const keys = Array.from({ length: 10_000 }, (_, index) =>
    aKey({ id: `key-${index}`, display: `io-v2-eyJh...${index.toString(36).padStart(4, '0')}` }),
  )
  await state.keys.upsert(keys)
  const watch = watchTurns()
  const noteRow = () => {
    watch.note(1)
    return false
  }
  const run = createIdentify({
    state,
    vault: { open: () => fail('locked') },
    vaultStore: { listAccounts: () => [] },
    keyFingerprints: {
      remember: () => {},
      read: async () => ({ idsOf: () => [], isKnown: noteRow }),
    },
    sealedValues: { open: () => fail('notFound') },
    secretValues: { idsOfValue: () => [], isKnown: () => false },
    log: () => {},
  })
  const answer = await run(`key io-v2-eyJh${'x'.repeat(80)}07pr and ${'words '.repeat(2000)}`)
  const { turns, most } = watch.stop()
  expect(answer).toMatchObject({ ok: true, value: { matches: [{ id: 'key-9999', how: 'display' }] } })
  expect(most).toBeLessThanOrEqual(2000)
  expect(turns).toBeGreaterThan(4)
})
