// The preview: the app in an installed Chromium, for people instead of tests.
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright'
import { afterEach, expect, test } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-preview-'))
let browser: Browser | null = null
let preview: ReturnType<typeof spawn> | null = null

afterEach(async () => {
  await browser?.close()
  preview?.kill('SIGTERM')
  if (preview?.exitCode === null) await new Promise((resolve) => preview?.once('exit', resolve))
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

test('the headless preview opens at its port, keeps its data in its profile and ends on a signal', async () => {
  const port = await freePort()
  const options = {
    headless: true,
    profile: join(folder, 'profile'),
    debuggingPort: port,
    chromium: findChromium(),
  }
  const script = `import { startPreview } from ${JSON.stringify(join(import.meta.dirname, 'preview.ts'))}
await startPreview({ ...${JSON.stringify(options)}, onLine: (line) => console.log(line) })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script])
  preview = child
  let output = ''
  child.stdout.on('data', (text) => {
    output += String(text)
  })
  await expect.poll(() => output, { timeout: 15_000 }).toContain(`http://127.0.0.1:${port}`)

  browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
  const page = browser.contexts()[0]?.pages()[0]
  await expect.poll(() => page?.title(), { timeout: 10_000 }).toBe('Latchkey')
  expect(readdirSync(join(folder, 'profile'))).toContain('latchkey')

  child.kill('SIGTERM')
  await new Promise((resolve) => child.once('exit', resolve))
  await expect.poll(() => fetch(`http://127.0.0.1:${port}/json/version`).catch(() => null)).toBe(null)
})
