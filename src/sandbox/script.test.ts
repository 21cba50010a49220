// `npm run sandbox` as a user starts it: what it prints, how it stops, and what it says about mistakes.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createControlClient } from './control-client.ts'
import { startTestSandbox } from './test-client.ts'

const script = join(import.meta.dirname, '../../scripts/sandbox.ts')

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

const start = (...args: string[]) => {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk) => {
    output += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    errors += String(chunk)
  })
  const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, output, errors }))
  })
  return { child, ended, output: () => output }
}

const printed = async (run: ReturnType<typeof start>) => {
  await expect.poll(run.output, { timeout: 20_000 }).toMatch(/URL +\S+\nAdmin key +\S+\n/)
  const [, url = '', adminKey = ''] = /URL +(\S+)\nAdmin key +(\S+)/.exec(run.output()) ?? []
  return { url, adminKey }
}

describe('npm run sandbox', () => {
  it('prints where it is and with which key, serves, and stops when told to', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-sandbox-'))
    const file = join(folder, 'kept.db')
    const token = 'sandbox-token'
    const run = start(
      '--port',
      '0',
      '--keys',
      '7',
      '--secrets',
      '30',
      '--admin-key',
      'sandbox-admin',
      '--database',
      file,
      '--control-token',
      token,
    )
    const { url, adminKey } = await printed(run)
    expect(adminKey).toBe('sandbox-admin')
    const list = await fetch(`${url}/v1/api-keys/sub-keys`, { headers: { 'x-api-key': adminKey } })
    expect(((await list.json()) as { data: unknown[] }).data).toHaveLength(7)
    const control = createControlClient(url, token)
    expect(await control.countRequests()).toBe(1)
    expect(await control.secrets()).toHaveLength(30)
    run.child.kill('SIGTERM')
    expect(await run.ended).toMatchObject({ code: 0, errors: '' })

    const again = start('--port', '0', '--database', file)
    expect((await printed(again)).adminKey).toBe('sandbox-admin')
    again.child.kill('SIGINT')
    expect((await again.ended).code).toBe(0)
    rmSync(folder, { recursive: true })
  })

  it('--help explains every option', async () => {
    const { code, output } = await start('--help').ended
    expect(code).toBe(0)
    for (const option of [
      'port',
      'database',
      'keys',
      'secrets',
      'admin-key',
      'key-prefix',
      'control-token',
      'rate-limit',
    ])
      expect(output).toContain(`--${option} `)
  })

  it.each([
    [['--port', 'x'], '--port must be a whole number from 0 to 65535, not "x"'],
    [['--port', '70000'], '--port must be a whole number'],
    [['--keys', '-1'], '--keys'],
    [['--keys', '1.5'], '--keys must be a whole number'],
    [['--secrets', 'many'], '--secrets must be a whole number from 0 to 100000'],
    [['--colour', 'red'], '--colour'],
    [['surplus'], 'surplus'],
    [['--admin-key', ''], '--admin-key needs a value'],
    [['--key-prefix', 'IO'], '--key-prefix must have'],
    [['--database', '/nowhere/at/all.db'], '/nowhere/at/all.db'],
  ])('%j is explained in one line, without a stack', async (args, message) => {
    const { code, output, errors } = await start(...args).ended
    expect(code).toBe(1)
    expect(output).toBe('')
    expect(errors).toContain(message)
    expect(errors).toContain('--help')
    expect(errors).not.toMatch(/\n\s+at /)
  })

  it('a port in use is explained', async () => {
    const { sandbox } = await startTestSandbox()
    const { code, errors } = await start('--port', String(sandbox.port)).ended
    expect(code).toBe(1)
    expect(errors).toContain(`Port ${sandbox.port} is in use`)
    await sandbox.close()
  })
})
