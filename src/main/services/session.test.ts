// Connecting, starting again, the sandbox, changing and leaving accounts: real databases and a real service.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { aDraft, until } from '../../../test/support/test-app.ts'
import { startService } from '../../../test/support/test-service.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

const world = createTestWorld()

describe('connecting', () => {
  test('shows the keys of the account and remembers it', async () => {
    await world.service().control.addKey({ description: 'ci' })
    const app = await world.connected()
    expect((await app.rows()).map((row) => row.name)).toEqual(['ci'])
    expect(app.snapshot().account).toMatchObject({ kind: 'development', isRemembered: true })
    await app.quit()
    const next = await world.restarted()
    expect(next.snapshot().account?.id).toBe(app.snapshot().account?.id)
    expect((await next.rows()).map((row) => row.name)).toEqual(['ci'])
  })

  test('a wrong admin key is told as such, and nothing is stored', async () => {
    const app = await world.started()
    const answer = await app.send('session.connect', {
      adminKey: 'sandbox-v2-made-up-and-wrong',
      keysHost: 'api.io.solutions',
    })
    expect(answer).toMatchObject({ ok: false, error: { code: 'unauthorized', effect: 'none' } })
    expect(app.snapshot().account).toBeNull()
  })

  test('an issued key in place of the admin key is recognised', async () => {
    const { value } = await world.service().control.addKey({ description: 'ci' })
    const app = await world.started()
    const answer = await app.send('session.connect', { adminKey: value, keysHost: 'api.io.solutions' })
    expect(answer).toMatchObject({ ok: false, error: { code: 'isSubKey' } })
  })

  test('white space around a pasted admin key does not matter', async () => {
    const app = await world.started()
    const adminKey = `\n  ${world.service().adminKey}\t\n`
    expect(await app.send('session.connect', { adminKey, keysHost: 'api.io.solutions' })).toEqual({
      ok: true,
      value: {},
    })
  })

  test('R21 without a secure store the admin key is used, not kept, and nothing of it is on disk', async () => {
    world.computer().secureStore.mode = 'unavailable'
    const app = await world.connected()
    expect(app.snapshot().account?.isRemembered).toBe(false)
    await app.quit()
    expect(filesContaining(world.computer().folder, world.service().adminKey)).toEqual([])
    const next = await world.started()
    expect(next.snapshot().account).toBeNull()
  })

  test('R19 an admin key waiting for the keyring is sealed as soon as the prompt is answered', async () => {
    world.computer().secureStore.mode = 'pending'
    const app = await world.started()
    await app.must('session.connect', { adminKey: world.service().adminKey, keysHost: 'api.io.solutions' })
    expect(app.snapshot().account?.isRemembered).toBe(false)
    world.computer().secureStore.mode = 'ok'
    world.computer().secureStore.answerPrompt()
    await until(() => app.snapshot().account?.isRemembered === true)
    await app.quit()
    const next = await world.restarted()
    expect(next.snapshot().account?.isRemembered).toBe(true)
  })

  test('where the account cannot be written nothing is connected', async () => {
    const app = await world.started({ killAt: 'vault.writeAccount begins' })
    void app.send('session.connect', { adminKey: world.service().adminKey, keysHost: 'api.io.solutions' })
    await until(app.isKilled)
    await app.kill()
    const next = await world.started()
    expect(next.snapshot().account).toBeNull()
  })
})

describe('starting again', () => {
  test('R58 offline the rows of the last run are there at once, with their time, and the banner says why', async () => {
    await world.service().control.addKey({ description: 'ci' })
    const app = await world.connected()
    const { listAsOf } = app.snapshot().sync
    await app.quit()
    await world.service().control.addFault({ times: 'always', fault: { kind: 'dropBefore' } })
    const next = await world.started()
    expect((await next.rows()).map((row) => row.name)).toEqual(['ci'])
    expect(next.snapshot().sync.listAsOf).toBe(listAsOf)
    await until(() => next.snapshot().sync.listProblem !== null)
    expect(next.snapshot().sync.listProblem?.code).toBe('offline')
    expect((await next.rows()).map((row) => row.name)).toEqual(['ci'])
  })

  test('R19 while the keyring waits the rows are shown, and reading begins when it answers', async () => {
    await world.service().control.addKey({ description: 'ci' })
    await (await world.connected()).quit()
    world.computer().secureStore.mode = 'pending'
    const app = await world.started()
    expect((await app.rows()).map((row) => row.name)).toEqual(['ci'])
    expect(await app.send('sync.refresh', {})).toMatchObject({ ok: false, error: { code: 'vaultWaiting' } })
    await world.service().control.addKey({ description: 'new' })
    world.computer().secureStore.mode = 'ok'
    world.computer().secureStore.answerPrompt()
    await until(async () => (await app.rows()).length === 2)
    await until(() => app.snapshot().sync.listProblem === null)
  })

  test('R33 the admin key of one place is not sent to another', async () => {
    await (await world.connected()).quit()
    const other = await startService()
    const app = await world.started({ service: other })
    expect(app.snapshot().account).toBeNull()
    expect(await other.control.requests()).toEqual([])
    await other.close()
  })
})

describe('the sandbox', () => {
  test('can be explored without an account and is there again after a restart', async () => {
    const app = await world.started()
    await app.must('session.exploreSandbox', {})
    expect(app.snapshot().account?.kind).toBe('sandbox')
    const rows = await app.rows()
    expect(rows).toHaveLength(5)
    await app.quit()
    const next = await world.started()
    await until(() => next.snapshot().sync.listAsOf !== null && !next.snapshot().sync.isRefreshing)
    expect(next.snapshot().sync.listProblem).toBeNull()
    expect((await next.rows()).map((row) => row.id)).toEqual(rows.map((row) => row.id))
  })
})

describe('another account', () => {
  test.each([
    ['not looked for yet', true],
    ['found', false],
  ])('and its list decide nothing about a creation that was lost here and %s', async (_, isOffline) => {
    const app = await world.connected()
    await world.service().control.addFault({ method: 'POST', fault: { kind: 'dropAfter' } })
    if (isOffline) {
      await world
        .service()
        .control.addFault({ method: 'GET', times: 'always', fault: { kind: 'dropBefore' } })
    }
    await app.send('keys.create', aDraft())
    const stage = isOffline ? 'searching' : 'found'
    await until(() => app.snapshot().lostCreations[0]?.state === stage)
    await app.must('session.exploreSandbox', {})
    expect(app.snapshot().lostCreations).toEqual([])
    await app.must('sync.refresh', {})
    await world.service().control.clearFaults()
    await app.must('session.connect', { adminKey: world.service().adminKey, keysHost: 'api.io.solutions' })
    await until(() => app.snapshot().lostCreations[0]?.state === 'found')
  })

  test('is not what the same account with a new admin key is', async () => {
    const app = await world.connected()
    const { keyId } = await app.must('keys.create', aDraft())
    await app.must('values.acknowledge', { keyId, keepSealedCopy: true })
    await app.must('session.connect', { adminKey: world.service().adminKey, keysHost: 'api.io.solutions' })
    expect(app.dialogs.questions).toEqual([])
    expect((await app.row('billing-bot')).hasSealedCopy).toBe(true)
    await app.must('values.copy', { keyId })
  })
})

describe('disconnecting', () => {
  test('removes account, rows and sealed values', async () => {
    await world.service().control.addKey({ description: 'ci' })
    const app = await world.connected()
    await app.must('session.disconnect', {})
    expect(app.snapshot().account).toBeNull()
    expect(await app.rows()).toEqual([])
    await app.quit()
    const next = await world.started()
    expect(next.snapshot().account).toBeNull()
  })

  test('names what would be lost, and stays when its user says no', async () => {
    const app = await world.connected()
    await app.must('keys.create', aDraft({ name: 'precious' }))
    app.dialogs.reply = false
    expect(await app.send('session.disconnect', {})).toMatchObject({
      ok: false,
      error: { code: 'notConfirmed' },
    })
    expect(app.dialogs.questions.at(-1)?.detail).toContain('“precious”')
    expect(app.snapshot().unstoredValues).toHaveLength(1)
    app.dialogs.reply = true
    await app.must('session.disconnect', {})
    expect(app.snapshot().unstoredValues).toEqual([])
  })

  test('R50 an answer 401 deletes nothing and is told', async () => {
    await world.service().control.addKey({ description: 'ci' })
    const app = await world.connected()
    await world.service().control.addFault({ times: 'always', fault: { kind: 'status', status: 401 } })
    expect(await app.send('sync.refresh', {})).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
    expect(app.snapshot().sync.listProblem?.code).toBe('unauthorized')
    expect(await app.rows()).toHaveLength(1)
    const before = await world.service().control.countRequests()
    app.clock.advance(3_600_000)
    app.app.noteWindowFocused()
    expect(await world.service().control.countRequests()).toBe(before)
  })
})

/** Files below the folder that hold the text in a plain or common encoding. */
function filesContaining(folder: string, text: string): string[] {
  const forms = [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text).toString('base64')),
  ]
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file)
      return forms.some((form) => bytes.includes(form))
    })
}
