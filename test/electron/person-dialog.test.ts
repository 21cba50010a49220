// A person at the preview answers native dialogs in a small page of their own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.ts'
import { type HostProcess, startHost } from './host-process.ts'
import { windowApp } from './inline-app.ts'

let folder = ''
let browser: Browser | null = null
let host: HostProcess | null = null

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'person-dialog-'))
})
afterEach(async () => {
  await browser?.close()
  await host?.kill()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

it('a message box opens as a page; a button or Escape answers it', async () => {
  const files = windowApp({
    main: `const ask = () => electron.dialog.showMessageBox(window, {
  message: 'Revoke <b>2</b> keys?', detail: 'It cannot be undone.', buttons: ['Revoke', 'Cancel'], defaultId: 1, cancelId: 1,
})
console.log('first', (await ask()).response)
console.log('second', (await ask()).response)`,
  })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  host = startHost(
    {
      entry: join(folder, 'main.mjs'),
      appFolder: join(import.meta.dirname, '../..'),
      userData: join(folder, 'Data'),
      platform: 'linux-x11',
      isPackaged: false,
      args: [],
      safeStorage: 'ok',
      keyring: join(folder, 'keyring'),
      tray: 'refused',
      chromium: findChromium() ?? '',
      isHeadless: true,
      isPreview: true,
      debuggingPort: 0,
    },
    {},
  )
  await host.ready
  browser = await chromium.connectOverCDP(`http://127.0.0.1:${await portOf(host)}`)
  const first = await dialogPage()
  // The page is gone before the mouse or the key is up again.
  await first
    .getByRole('button', { name: 'Revoke' })
    .click()
    .catch(() => {})
  await expect.poll(host.output, { timeout: 5000 }).toContain('first 0')
  await expect.poll(() => first.isClosed()).toBe(true)
  const second = await dialogPage()
  await second.keyboard.press('Escape').catch(() => {})
  await expect.poll(host.output, { timeout: 5000 }).toContain('second 1')
})

/** Chromium starts with the first page that is needed. */
async function portOf(running: HostProcess): Promise<number> {
  let port: number | null = null
  await expect
    .poll(
      async () => {
        port = await running.pull<number>('debuggingPort').catch(() => null)
        return port
      },
      { timeout: 10_000 },
    )
    .not.toBe(null)
  return port ?? 0
}

async function dialogPage(): Promise<Page> {
  let found: Page | undefined
  const find = async () => {
    for (const page of browser?.contexts().flatMap((context) => context.pages()) ?? []) {
      if (page.isClosed() || (await page.getByText('Revoke <b>2</b> keys?').count()) === 0) continue
      found = page
      return true
    }
    return false
  }
  await expect.poll(find, { timeout: 10_000 }).toBe(true)
  if (found === undefined) throw new Error('no dialog page')
  return found
}
