// The app as a whole: connecting, starting again, offline, quitting; real databases and a real service.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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
  until,
} from '../../test/support/test-app.ts'

let service: Service
let computer: Computer
const apps: TestApp[] = []
const keep = (test: TestApp): TestApp => {
  apps.push(test)
  return test
}

beforeEach(async () => {
  service = await startService()
  computer = createComputer()
})
afterEach(async () => {
  for (const test of apps.splice(0)) await test.kill()
  await service.close()
  computer.remove()
})

const connected = async () => keep(await connectTestApp({ service, computer }))
const restarted = async () => keep(await restartTestApp({ service, computer }))

describe('connecting', () => {
  test('shows the keys of the account and remembers it', async () => {
    await service.control.addKey({ description: 'ci' })
    const app = await connected()
    expect((await app.rows()).map((row) => row.name)).toEqual(['ci'])
    expect(app.snapshot().account).toMatchObject({ kind: 'development', isRemembered: true })
    await app.quit()
    const next = await restarted()
    expect(next.snapshot().account?.id).toBe(app.snapshot().account?.id)
    expect((await next.rows()).map((row) => row.name)).toEqual(['ci'])
  })

  test('a wrong admin key is told as such, and nothing is stored', async () => {
    const app = keep(createTestApp({ service, computer }))
    await app.app.start()
    const answer = await app.send('session.connect', {
      adminKey: 'sandbox-v2-made-up-and-wrong',
      keysHost: 'api.io.solutions',
    })
    expect(answer).toMatchObject({ ok: false, error: { code: 'unauthorized', effect: 'none' } })
    expect(app.snapshot().account).toBeNull()
  })

  test('an issued key in place of the admin key is recognised', async () => {
    const { value } = await service.control.addKey({ description: 'ci' })
    const app = keep(createTestApp({ service, computer }))
    await app.app.start()
    const answer = await app.send('session.connect', { adminKey: value, keysHost: 'api.io.solutions' })
    expect(answer).toMatchObject({ ok: false, error: { code: 'isSubKey' } })
  })

  test('white space around a pasted admin key does not matter', async () => {
    const app = keep(createTestApp({ service, computer }))
    await app.app.start()
    const adminKey = `\n  ${service.adminKey}\t\n`
    expect(await app.send('session.connect', { adminKey, keysHost: 'api.io.solutions' })).toEqual({
      ok: true,
      value: {},
    })
  })

  test('R21 without a secure store the admin key is used, not kept, and nothing of it is on disk', async () => {
    computer.secureStore.mode = 'unavailable'
    const app = await connected()
    expect(app.snapshot().account?.isRemembered).toBe(false)
    await app.quit()
    expect(filesContaining(computer.folder, service.adminKey)).toEqual([])
    const next = keep(createTestApp({ service, computer }))
    await next.app.start()
    expect(next.snapshot().account).toBeNull()
  })

  test('R19 an admin key waiting for the keyring is sealed as soon as the prompt is answered', async () => {
    computer.secureStore.mode = 'pending'
    const app = keep(createTestApp({ service, computer }))
    await app.app.start()
    await app.must('session.connect', { adminKey: service.adminKey, keysHost: 'api.io.solutions' })
    expect(app.snapshot().account?.isRemembered).toBe(false)
    computer.secureStore.mode = 'ok'
    computer.secureStore.answerPrompt()
    await until(() => app.snapshot().account?.isRemembered === true)
    await app.quit()
    const next = await restarted()
    expect(next.snapshot().account?.isRemembered).toBe(true)
  })

  test('where the account cannot be written nothing is connected', async () => {
    const app = keep(createTestApp({ service, computer, killAt: 'vault.writeAccount begins' }))
    await app.app.start()
    void app.send('session.connect', { adminKey: service.adminKey, keysHost: 'api.io.solutions' })
    await until(app.isKilled)
    await app.kill()
    const next = keep(createTestApp({ service, computer }))
    await next.app.start()
    expect(next.snapshot().account).toBeNull()
  })
})

describe('starting again', () => {
  test('R58 offline the rows of the last run are there at once, with their time, and the banner says why', async () => {
    await service.control.addKey({ description: 'ci' })
    const app = await connected()
    const { listAsOf } = app.snapshot().sync
    await app.quit()
    await service.control.addFault({ times: 'always', fault: { kind: 'dropBefore' } })
    const next = keep(createTestApp({ service, computer }))
    await next.app.start()
    expect((await next.rows()).map((row) => row.name)).toEqual(['ci'])
    expect(next.snapshot().sync.listAsOf).toBe(listAsOf)
    await until(() => next.snapshot().sync.listProblem !== null)
    expect(next.snapshot().sync.listProblem?.code).toBe('offline')
    expect((await next.rows()).map((row) => row.name)).toEqual(['ci'])
  })

  test('R19 while the keyring waits the rows are shown, and reading begins when it answers', async () => {
    await service.control.addKey({ description: 'ci' })
    await (await connected()).quit()
    computer.secureStore.mode = 'pending'
    const app = keep(createTestApp({ service, computer }))
    await app.app.start()
    expect((await app.rows()).map((row) => row.name)).toEqual(['ci'])
    expect(await app.send('sync.refresh', {})).toMatchObject({ ok: false, error: { code: 'vaultWaiting' } })
    await service.control.addKey({ description: 'new' })
    computer.secureStore.mode = 'ok'
    computer.secureStore.answerPrompt()
    await until(async () => (await app.rows()).length === 2)
    await until(() => app.snapshot().sync.listProblem === null)
  })

  test('R33 the admin key of one place is not sent to another', async () => {
    await (await connected()).quit()
    const other = await startService()
    const app = keep(createTestApp({ service: other, computer }))
    await app.app.start()
    expect(app.snapshot().account).toBeNull()
    expect(await other.control.requests()).toEqual([])
    await other.close()
  })
})

describe('the sandbox', () => {
  test('can be explored without an account and is there again after a restart', async () => {
    const app = keep(createTestApp({ service, computer }))
    await app.app.start()
    await app.must('session.exploreSandbox', {})
    expect(app.snapshot().account?.kind).toBe('sandbox')
    const rows = await app.rows()
    expect(rows).toHaveLength(5)
    await app.quit()
    const next = keep(createTestApp({ service, computer }))
    await next.app.start()
    await until(() => next.snapshot().sync.listAsOf !== null && !next.snapshot().sync.isRefreshing)
    expect(next.snapshot().sync.listProblem).toBeNull()
    expect((await next.rows()).map((row) => row.id)).toEqual(rows.map((row) => row.id))
  })
})

describe('disconnecting', () => {
  test('removes account, rows and sealed values', async () => {
    await service.control.addKey({ description: 'ci' })
    const app = await connected()
    await app.must('session.disconnect', {})
    expect(app.snapshot().account).toBeNull()
    expect(await app.rows()).toEqual([])
    await app.quit()
    const next = keep(createTestApp({ service, computer }))
    await next.app.start()
    expect(next.snapshot().account).toBeNull()
  })

  test('names what would be lost, and stays when its user says no', async () => {
    const app = await connected()
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
    await service.control.addKey({ description: 'ci' })
    const app = await connected()
    await service.control.addFault({ times: 'always', fault: { kind: 'status', status: 401 } })
    expect(await app.send('sync.refresh', {})).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
    expect(app.snapshot().sync.listProblem?.code).toBe('unauthorized')
    expect(await app.rows()).toHaveLength(1)
    const before = await service.control.countRequests()
    app.clock.advance(3_600_000)
    app.app.noteWindowFocused()
    expect(await service.control.countRequests()).toBe(before)
  })
})

describe('what crosses to the page', () => {
  test('is JSON: snapshot, patches and answers survive it unchanged', async () => {
    await service.control.addKey({ description: 'ci', credit_limit: 5 })
    const app = await connected()
    await app.must('keys.create', aDraft())
    await service.control.addFault({
      pathPattern: 'usage',
      times: 'always',
      fault: { kind: 'status', status: 503 },
    })
    await app.must('sync.refresh', {})
    expect(app.snapshot().sync.usageProblem?.code).toBe('unavailable')
    const { keyId } = await app.must('keys.create', aDraft({ name: 'second' }))
    await app.must('values.copy', { keyId })
    for (const payload of [app.snapshot(), ...app.window.patches, await app.rows()]) {
      expect(JSON.parse(JSON.stringify(payload))).toStrictEqual(payload)
    }
    expect(app.window.patches.length).toBeGreaterThan(5)
  })

  test('patches lead from any snapshot to the present one without a gap', async () => {
    const app = await connected()
    await app.must('keys.create', aDraft())
    await app.must('sync.refresh', {})
    const revisions = app.window.patches.map((patch) => patch.revision)
    expect(revisions).toEqual(revisions.map((_, index) => index + 1))
    expect(app.snapshot().revision).toBe(revisions.at(-1))
  })
})

describe('quitting', () => {
  test('R29 clears the clipboard if it still holds the value', async () => {
    const app = await connected()
    const { keyId } = await app.must('keys.create', aDraft())
    await app.must('values.copy', { keyId })
    expect(computer.clipboard.text).not.toBe('')
    await app.quit()
    expect(computer.clipboard.text).toBe('')
  })

  test('asks before values that are in memory only are lost', async () => {
    computer.secureStore.mode = 'unavailable'
    const app = await connected()
    expect(await app.app.permitQuit()).toBe(true)
    await app.must('keys.create', aDraft({ name: 'only here' }))
    app.dialogs.reply = false
    expect(await app.app.permitQuit()).toBe(false)
    expect(app.dialogs.questions.at(-1)?.detail).toContain('“only here”')
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
