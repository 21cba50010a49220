// R38: no key can be lost silently, wherever the process dies and whichever answer is lost.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  aDraft,
  type Computer,
  connectTestApp,
  createComputer,
  createTestApp,
  restartTestApp,
  type Service,
  startService,
  type TestApp,
  type TestAppOptions,
  until,
} from '../../../test/support/test-app.ts'
import type { FaultRuleInput } from '../../sandbox/fault-rules.ts'

let service: Service
let computer: Computer
const apps: TestApp[] = []

beforeEach(async () => {
  service = await startService()
  computer = createComputer()
})
afterEach(async () => {
  for (const app of apps.splice(0)) await app.kill()
  await service.close()
  computer.remove()
})

async function connected(options: Partial<TestAppOptions> = {}): Promise<TestApp> {
  const app = await connectTestApp({ service, computer, ...options })
  apps.push(app)
  return app
}

async function restarted(): Promise<TestApp> {
  const app = await restartTestApp({ service, computer })
  apps.push(app)
  return app
}

const createPosts = { method: 'POST', pathPattern: /^\/v1\/api-keys\/sub-keys$/ }

const madeKeys = async () => (await service.control.keys()).filter((key) => key.state === 'active')

/** Whether the text on the clipboard is a value that the service accepts. */
async function clipboardHoldsUsableKey(): Promise<boolean> {
  const headers = { 'x-api-key': computer.clipboard.text }
  return (await fetch(`${service.url}/v1/api-keys/sub-keys/me/usage`, { headers })).ok
}

describe('an ordinary creation', () => {
  test('ends with the value sealed, the row shown, and a description without the tag', async () => {
    const app = await connected()
    const { keyId } = await app.must('keys.create', aDraft({ name: 'billing-bot' }))
    expect(app.snapshot().unstoredValues).toMatchObject([
      { keyId, name: 'billing-bot', isSealedOnDisk: true, hasBeenCopied: false },
    ])
    expect((await app.row('billing-bot')).id).toBe(keyId)
    await until(async () => (await madeKeys())[0]?.description === 'billing-bot')
    await app.must('values.copy', { keyId })
    expect(await clipboardHoldsUsableKey()).toBe(true)
    expect(app.snapshot().unstoredValues[0]?.hasBeenCopied).toBe(true)
  })

  test('R5 R6 neither the value nor the admin key is in any answer, patch or log line', async () => {
    const app = await connected()
    const { keyId } = await app.must('keys.create', aDraft())
    await app.must('values.copy', { keyId })
    const value = computer.clipboard.text
    await app.must('values.copySnippet', { keyId, format: 'curl' })
    expect(computer.clipboard.text).toContain(value)
    await app.must('values.reveal', { keyId })
    await app.must('values.acknowledge', { keyId, keepSealedCopy: true })
    await app.must('sync.refresh', {})
    await app.rows()
    await app.must('app.readSnapshot', {})
    expect(app.spoken()).toContain(keyId)
    expect(app.spoken()).not.toContain(value)
    expect(app.spoken()).not.toContain(service.adminKey)
  })

  test('a kept copy can be copied after a restart, an erased one cannot', async () => {
    const app = await connected()
    const { keyId: kept } = await app.must('keys.create', aDraft({ name: 'kept' }))
    const { keyId: erased } = await app.must('keys.create', aDraft({ name: 'erased' }))
    await app.must('values.acknowledge', { keyId: kept, keepSealedCopy: true })
    await app.must('values.acknowledge', { keyId: erased, keepSealedCopy: false })
    expect(app.snapshot().unstoredValues).toEqual([])
    await app.quit()
    const next = await restarted()
    expect((await next.row('kept')).hasSealedCopy).toBe(true)
    expect((await next.row('erased')).hasSealedCopy).toBe(false)
    await next.must('values.copy', { keyId: kept })
    expect(await clipboardHoldsUsableKey()).toBe(true)
    expect(await next.send('values.copy', { keyId: erased })).toMatchObject({
      ok: false,
      error: { code: 'notFound' },
    })
  })

  test('an expiry in the past never leaves the app', async () => {
    const app = await connected()
    const draft = aDraft({ expiresAt: app.clock.now() - 1 })
    expect(await app.send('keys.create', draft)).toMatchObject({
      ok: false,
      error: { code: 'invalidInput', fields: [{ field: 'expiresAt' }] },
    })
    expect(await service.control.countRequests(createPosts)).toBe(0)
  })

  test('a refusal by the service leaves nothing open', async () => {
    await service.control.addFault({ method: 'POST', fault: { kind: 'status', status: 422 } })
    const app = await connected()
    expect(await app.send('keys.create', aDraft())).toMatchObject({ ok: false, error: { effect: 'none' } })
    await app.quit()
    const next = await restarted()
    expect(next.snapshot().lostCreations).toEqual([])
  })
})

describe('R38 the process dies during a creation', () => {
  interface KillPoint {
    readonly name: string
    readonly killAt: string
    readonly fault?: FaultRuleInput['fault']
    /** What the next run must show: nothing was made, an orphan was, or the value is safe. */
    readonly shows: 'nothing' | 'orphan' | 'value'
  }
  const points: KillPoint[] = [
    { name: 'K1 K2 before the intent is committed', killAt: 'vault.addIntent begins', shows: 'nothing' },
    {
      name: 'K2 the intent is committed, not marked as sent',
      killAt: 'vault.addIntent ends',
      shows: 'nothing',
    },
    { name: 'K3 marked as sent, not sent', killAt: 'api.createKey begins', shows: 'nothing' },
    {
      name: 'K4 the request broke off on the way',
      killAt: 'api.createKey ends',
      fault: { kind: 'dropBefore' },
      shows: 'nothing',
    },
    {
      name: 'K5 the key is made, no answer is sent',
      killAt: 'api.createKey ends',
      fault: { kind: 'dropAfter' },
      shows: 'orphan',
    },
    {
      name: 'K6 K7 half the answer came',
      killAt: 'api.createKey ends',
      fault: { kind: 'dropHalfway' },
      shows: 'orphan',
    },
    {
      name: 'K7 the answer ends in the middle of its JSON',
      killAt: 'api.createKey ends',
      fault: { kind: 'truncatedJson' },
      shows: 'orphan',
    },
    { name: 'K8 the answer is read, nothing is sealed', killAt: 'api.createKey ends', shows: 'orphan' },
    { name: 'K9 K10 sealed, not committed', killAt: 'vault.storeNewValue begins', shows: 'orphan' },
    { name: 'K11 committed, the page not told', killAt: 'vault.storeNewValue ends', shows: 'value' },
    {
      name: 'K14 the request that takes the tag away is sent',
      killAt: 'api.updateKey begins',
      shows: 'value',
    },
    { name: 'K14 the tag is gone, which is not noted', killAt: 'api.updateKey ends', shows: 'value' },
  ]

  test.each(points)('$name', async ({ killAt, fault, shows }) => {
    const app = await connected({ killAt })
    if (fault !== undefined) await service.control.addFault({ method: 'POST', fault })
    void app.send('keys.create', aDraft({ name: 'billing-bot' }))
    await until(app.isKilled)
    await app.kill()
    expect(await service.control.countRequests(createPosts)).toBeLessThanOrEqual(1)

    const next = await restarted()
    const made = await madeKeys()
    const { lostCreations, unstoredValues } = next.snapshot()
    if (shows === 'nothing') {
      expect(made).toEqual([])
      expect(unstoredValues).toEqual([])
      expect(lostCreations.every((lost) => lost.state === 'notFound')).toBe(true)
    } else if (shows === 'orphan') {
      expect(made).toHaveLength(1)
      expect(unstoredValues).toEqual([])
      expect(lostCreations).toMatchObject([{ state: 'found', keyId: made[0]?.id }])
      expect((await next.row('billing-bot')).id).toBe(made[0]?.id)
    } else {
      expect(made).toHaveLength(1)
      expect(lostCreations).toEqual([])
      expect(unstoredValues).toMatchObject([{ keyId: made[0]?.id, isSealedOnDisk: true }])
      await next.must('values.copy', { keyId: made[0]?.id ?? '' })
      expect(await clipboardHoldsUsableKey()).toBe(true)
      await until(async () => (await madeKeys())[0]?.description === 'billing-bot')
    }
    expect(await service.control.countRequests(createPosts)).toBeLessThanOrEqual(1)
    expect(await service.control.countRequests({ method: 'DELETE' })).toBe(0)
  })

  test('K15 acknowledged without a copy, killed before the erasure: it is finished at the next start', async () => {
    const app = await connected({ killAt: 'vault.eraseValue begins' })
    const { keyId } = await app.must('keys.create', aDraft())
    void app.send('values.acknowledge', { keyId, keepSealedCopy: false })
    await until(app.isKilled)
    await app.kill()
    const next = await restarted()
    expect(next.snapshot().unstoredValues).toEqual([])
    expect(next.steps).toContain('vault.eraseValue ends')
    expect(await next.send('values.copy', { keyId })).toMatchObject({
      ok: false,
      error: { code: 'notFound' },
    })
  })

  test('the creation that a quit interrupts is found at the next start', async () => {
    const app = await connected()
    await service.control.addFault({ method: 'POST', fault: { kind: 'delay', ms: 300 } })
    const created = app.send('keys.create', aDraft())
    await until(() => app.steps.includes('api.createKey begins'))
    await until(async () => (await service.control.countRequests(createPosts)) === 1)
    await app.quit()
    expect(await created).toMatchObject({ ok: false, error: { effect: 'unknown' } })
    await until(async () => (await madeKeys()).length === 1)
    const next = await restarted()
    expect(next.snapshot().lostCreations).toMatchObject([{ state: 'found' }])
  })
})

describe('R38 the answer of a creation is lost', () => {
  test.each(['dropAfter', 'dropHalfway', 'truncatedJson', 'malformedJson'] as const)(
    '%s: the key is found, shown as one whose value nobody has, and made only once',
    async (kind) => {
      const app = await connected()
      await service.control.addFault({ method: 'POST', fault: { kind } })
      expect(await app.send('keys.create', aDraft())).toMatchObject({
        ok: false,
        error: { effect: 'unknown' },
      })
      await until(() => app.snapshot().lostCreations[0]?.state === 'found')
      const [made, ...others] = await madeKeys()
      expect(others).toEqual([])
      expect(app.snapshot().lostCreations).toMatchObject([
        { keyId: made?.id, draft: { name: 'billing-bot' } },
      ])
      expect((await app.rows()).map((row) => row.name)).toEqual(['billing-bot'])
      expect(await service.control.countRequests(createPosts)).toBe(1)
      expect(await service.control.countRequests({ method: 'DELETE' })).toBe(0)
    },
  )

  test('without a network for the search it stays open, and the next list settles it', async () => {
    const app = await connected()
    await service.control.addFault({ method: 'POST', fault: { kind: 'dropAfter' } })
    await service.control.addFault({ method: 'GET', times: 'always', fault: { kind: 'dropBefore' } })
    await app.send('keys.create', aDraft())
    await until(() => app.snapshot().sync.listProblem !== null)
    expect(app.snapshot().lostCreations).toMatchObject([{ state: 'searching', keyId: null }])
    const [lost] = app.snapshot().lostCreations
    const intentId = lost?.intentId ?? ''
    expect(await app.send('creations.dismiss', { intentId })).toMatchObject({
      ok: false,
      error: { code: 'refused' },
    })
    await service.control.clearFaults()
    await app.must('creations.recheck', { intentId })
    expect(app.snapshot().lostCreations).toMatchObject([{ state: 'found' }])
  })

  test('a request that never arrived is looked for twice and told as not found', async () => {
    const app = await connected()
    await service.control.addFault({
      method: 'POST',
      times: 'always',
      fault: { kind: 'status', status: 502 },
    })
    await app.send('keys.create', aDraft())
    await until(() => app.snapshot().lostCreations[0]?.state === 'notFound')
    const lists = { method: 'GET', pathPattern: /sub-keys$/ }
    const before = await service.control.countRequests(lists)
    app.clock.advance(5000)
    await until(async () => (await service.control.countRequests(lists)) === before + 1)
    await app.must('creations.dismiss', { intentId: app.snapshot().lostCreations[0]?.intentId ?? '' })
    expect(app.snapshot().lostCreations).toEqual([])
  })

  test('rows that could not be read prove no absence', async () => {
    const app = await connected()
    await service.control.addFault({
      method: 'POST',
      times: 'always',
      fault: { kind: 'status', status: 502 },
    })
    const body = JSON.stringify({ status: 'succeeded', data: [{ id: 17 }] })
    await service.control.addFault({
      method: 'GET',
      pathPattern: 'sub-keys$',
      times: 'always',
      fault: { kind: 'body', body },
    })
    await app.send('keys.create', aDraft())
    await until(() => app.snapshot().sync.skippedRows === 1)
    expect(app.snapshot().lostCreations).toMatchObject([{ state: 'searching' }])
  })

  test('the orphan can be revoked, after which nothing is open', async () => {
    const app = await connected()
    await service.control.addFault({ method: 'POST', fault: { kind: 'dropAfter' } })
    await app.send('keys.create', aDraft())
    await until(() => app.snapshot().lostCreations[0]?.state === 'found')
    const keyId = app.snapshot().lostCreations[0]?.keyId ?? ''
    const { ticket } = await app.must('keys.prepareRevoke', { keyIds: [keyId] })
    app.clock.advance(500)
    await app.must('keys.revoke', { ticket })
    expect(app.snapshot().lostCreations).toEqual([])
    expect(await madeKeys()).toEqual([])
  })

  test('one that was let go stays as it is on the service and is not brought up again', async () => {
    const app = await connected()
    await service.control.addFault({ method: 'POST', fault: { kind: 'dropAfter' } })
    await app.send('keys.create', aDraft())
    await until(() => app.snapshot().lostCreations[0]?.state === 'found')
    await app.must('creations.dismiss', { intentId: app.snapshot().lostCreations[0]?.intentId ?? '' })
    await app.quit()
    const next = await restarted()
    expect(next.snapshot().lostCreations).toEqual([])
    expect(await madeKeys()).toHaveLength(1)
  })
})

describe('the tag', () => {
  test('that could not be taken away is taken away after the next list; rows never show it', async () => {
    const app = await connected()
    await service.control.addFault({
      method: 'PATCH',
      times: 'always',
      fault: { kind: 'status', status: 422 },
    })
    await app.must('keys.create', aDraft({ name: 'billing-bot' }))
    await until(() => app.steps.includes('api.updateKey ends'))
    expect((await madeKeys())[0]?.description).toMatch(/^billing-bot \[lk-[a-z0-9]{6}\]$/)
    await app.must('sync.refresh', {})
    expect((await app.rows()).map((row) => row.name)).toEqual(['billing-bot'])
    await app.quit()
    await service.control.clearFaults()
    const next = await restarted()
    await until(async () => (await madeKeys())[0]?.description === 'billing-bot')
    expect((await next.rows()).map((row) => row.name)).toEqual(['billing-bot'])
  })

  test('of somebody else’s creation is left alone', async () => {
    await service.control.addKey({ description: 'theirs [lk-abc234]' })
    const app = await connected()
    expect((await app.rows()).map((row) => row.name)).toEqual(['theirs [lk-abc234]'])
  })
})

describe('R56 the value cannot be written', () => {
  test('before anything is sent, where the disk refuses the intent', async () => {
    const app = await connected()
    await app.must('sync.refresh', {})
    app.breakStore('vault.addIntent')
    expect(await app.send('keys.create', aDraft())).toMatchObject({
      ok: false,
      error: { code: 'storage', effect: 'none' },
    })
    expect(await service.control.countRequests(createPosts)).toBe(0)
  })

  test('after the key was made: it is shown, never called saved, and written when the disk recovers', async () => {
    const app = await connected()
    const repair = app.breakStore('vault.storeNewValue')
    const { keyId } = await app.must('keys.create', aDraft())
    expect(app.snapshot().unstoredValues).toMatchObject([{ keyId, isSealedOnDisk: false }])
    await app.must('values.copy', { keyId })
    expect(await clipboardHoldsUsableKey()).toBe(true)
    expect((await madeKeys())[0]?.description).toMatch(/\[lk-/)
    expect(await app.send('values.acknowledge', { keyId, keepSealedCopy: true })).toMatchObject({
      ok: false,
      error: { code: 'storage' },
    })
    repair()
    app.clock.advance(15_000)
    expect(app.snapshot().unstoredValues).toMatchObject([{ keyId, isSealedOnDisk: true }])
    await until(async () => (await madeKeys())[0]?.description === 'billing-bot')
    await app.kill()
    const next = await restarted()
    await next.must('values.copy', { keyId })
    expect(await clipboardHoldsUsableKey()).toBe(true)
  })

  test('and the process dies: the next run shows the key as one whose value nobody has', async () => {
    const app = await connected()
    app.breakStore('vault.storeNewValue')
    const { keyId } = await app.must('keys.create', aDraft())
    await app.kill()
    const next = await restarted()
    expect(next.snapshot().unstoredValues).toEqual([])
    expect(next.snapshot().lostCreations).toMatchObject([{ state: 'found', keyId }])
  })

  test('R21 on a computer without a secure store: in memory only, until its user has stored it', async () => {
    computer.secureStore.mode = 'unavailable'
    const app = await connected()
    const { keyId } = await app.must('keys.create', aDraft())
    expect(app.snapshot().unstoredValues).toMatchObject([{ keyId, isSealedOnDisk: false }])
    expect(await app.send('values.acknowledge', { keyId, keepSealedCopy: true })).toMatchObject({
      ok: false,
      error: { code: 'vaultUnavailable' },
    })
    await app.must('values.acknowledge', { keyId, keepSealedCopy: false })
    expect(app.snapshot().unstoredValues).toEqual([])
    await until(async () => (await madeKeys())[0]?.description === 'billing-bot')
  })

  test('while the keyring waits for an answer nothing is sent', async () => {
    const app = await connected()
    await app.quit()
    computer.secureStore.mode = 'pending'
    const next = await connectTestAppWaiting()
    const created = next.send('keys.create', aDraft())
    await until(() => next.snapshot().vault.state === 'waiting')
    next.clock.advance(60_000)
    expect(await created).toMatchObject({ ok: false, error: { code: 'vaultWaiting' } })
    expect(await service.control.countRequests(createPosts)).toBe(0)
  })
})

async function connectTestAppWaiting(): Promise<TestApp> {
  const app = createTestApp({ service, computer })
  apps.push(app)
  await app.app.start()
  await app.must('session.connect', { adminKey: service.adminKey, keysHost: 'api.io.solutions' })
  return app
}
