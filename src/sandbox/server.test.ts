// Starting, stopping and restarting a sandbox, and what its file holds.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SandboxStartError } from './errors.ts'
import { createSandbox } from './server.ts'
import { startTestSandbox } from './test-client.ts'

const keysPath = '/v1/api-keys/sub-keys'

/** As they were before any sandbox ran in this process. */
const hostGlobals = [globalThis.Request, globalThis.Response]

let folder: string
let databasePath: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-sandbox-'))
  databasePath = join(folder, 'sandbox.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a restart', () => {
  it('keeps keys, their values, usage, secrets and the admin key', async () => {
    const options = { databasePath, seed: { keys: 5, secrets: 2 } }
    const first = await startTestSandbox(options)
    const made = await first.control.addKey({ description: 'survivor', credit_limit: 7 })
    await first.control.addUsage(made.id, { credits: 2.5 })
    const gone = await first.control.addKey({ description: 'revoked' })
    await first.control.revokeKey(gone.id)
    await first.call('POST', '/api/v1/secrets/', {
      body: { secret_name: 'kept', secret_value: 'sandbox-secret' },
    })
    const paths = [keysPath, `${keysPath}/usage`, '/api/v1/secrets/']
    const before = await Promise.all(paths.map(async (path) => (await first.call('GET', path)).json))
    await first.sandbox.close()

    const second = await startTestSandbox(options)
    try {
      expect(second.sandbox.adminKey).toBe(first.sandbox.adminKey)
      expect(await Promise.all(paths.map(async (path) => (await second.call('GET', path)).json))).toEqual(
        before,
      )
      expect((await second.call('GET', `${keysPath}/me/usage`, { key: made.value })).json).toMatchObject({
        data: { credit_used: 2.5, remaining_credit: 4.5 },
      })
      expect((await second.call('GET', `${keysPath}/me/usage`, { key: gone.value })).status).toBe(401)
      const owner = (value: string) =>
        (JSON.parse(Buffer.from(value.split('.')[1] ?? '', 'base64url').toString()) as { owner: string })
          .owner
      expect(owner((await second.control.addKey({ description: 'later' })).value)).toBe(owner(made.value))
    } finally {
      await second.sandbox.close()
    }
  })

  it('with another admin key, the old one opens nothing any more', async () => {
    const first = await startTestSandbox({ databasePath, adminKey: 'sandbox-admin-one' })
    await first.sandbox.close()
    const second = await startTestSandbox({ databasePath, adminKey: 'sandbox-admin-two' })
    expect((await second.call('GET', keysPath, { key: 'sandbox-admin-one' })).status).toBe(401)
    await second.sandbox.close()
    const third = await startTestSandbox({ databasePath })
    expect(third.sandbox.adminKey).toBe('sandbox-admin-two')
    expect((await third.call('GET', keysPath)).status).toBe(200)
    await third.sandbox.close()
  })
})

describe('the file', () => {
  it('never holds the value of a key or of a secret', async () => {
    const test = await startTestSandbox({ databasePath })
    const { value } = await test.control.addKey({ description: 'k' })
    const secret = 'sandbox-secret-value-that-must-not-stay'
    await test.call('POST', '/api/v1/secrets/', { body: { secret_name: 's', secret_value: secret } })
    const read = () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join()
    const signature = value.split('.')[2] ?? ''
    expect(signature).toHaveLength(342)
    const written = read()
    expect(written).toContain('sandbox-v2-eyJh...')
    expect(written).not.toContain(signature)
    expect(written).not.toContain(secret)
    await test.sandbox.close()
    expect(read()).not.toContain(signature)
    expect(read()).not.toContain(secret)
  })

  it.each([
    [
      'a text file',
      () => writeFileSync(databasePath, 'not a database, but long enough to be looked at'.repeat(50)),
    ],
    ['another program’s database', () => new Database(databasePath).exec('CREATE TABLE theirs (a)').close()],
    [
      'a database of a newer sandbox',
      () => {
        const database = new Database(databasePath)
        database.exec('CREATE TABLE settings (a)')
        database.pragma('application_id = 0x4c4b5342')
        database.pragma('user_version = 99')
        database.close()
      },
    ],
  ])('%s is refused and left as it is', async (_, prepare) => {
    prepare()
    const content = () =>
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')])
    const before = content()
    await expect(createSandbox({ databasePath, port: 0 })).rejects.toThrow(SandboxStartError)
    expect(content()).toEqual(before)
  })

  it('in a folder that is missing is refused', async () => {
    const missing = join(folder, 'missing', 'sandbox.db')
    await expect(createSandbox({ databasePath: missing, port: 0 })).rejects.toThrow(SandboxStartError)
  })
})

describe('the address', () => {
  it('is a port of this computer alone', async () => {
    const { sandbox } = await startTestSandbox()
    expect(sandbox.url).toBe(`http://127.0.0.1:${sandbox.port}`)
    expect(sandbox.port).toBeGreaterThan(0)
    await sandbox.close()
  })

  it('a port in use is said to be so', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await expect(createSandbox({ databasePath, port })).rejects.toThrow(`Port ${port} is in use`)
    await new Promise((resolve) => other.close(resolve))
  })
})

it('an admin key that no header can carry is refused', async () => {
  for (const adminKey of ['', 'two words', 'schlüssel'])
    await expect(createSandbox({ databasePath: ':memory:', port: 0, adminKey })).rejects.toThrow(
      'visible ASCII',
    )
})

it('leaves the Request and Response of its host process alone', async () => {
  const { sandbox } = await startTestSandbox()
  await sandbox.close()
  expect([globalThis.Request, globalThis.Response]).toSatisfy((now: unknown[]) =>
    now.every((value, index) => value === hostGlobals[index]),
  )
})
