// The launcher and a good app: what works in Electron works here, without a complaint.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { launchApp } from './launch-app.ts'
import type { LaunchOptions, RunningApp } from './running-app.ts'

const entry = 'test/electron/fixtures/good/main.mjs'
const patience = { timeout: 10_000 }
let app: RunningApp | null = null
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-launch-'))
})
afterEach(async () => {
  await app?.kill()
  app = null
  rmSync(folder, { recursive: true, force: true })
})

async function start(options: LaunchOptions = {}): Promise<RunningApp> {
  app = await launchApp({ entry, ...options })
  return app
}

/** Calls one function of the fixture's bridge in the page. */
async function call(running: RunningApp, name: string, value?: unknown): Promise<unknown> {
  const page = await running.page()
  return page.evaluate(
    ([key, input]) => {
      const { fixture } = window as unknown as { fixture: Record<string, (value: unknown) => unknown> }
      return fixture[key]?.(input)
    },
    [name, value] as const,
  )
}

test('a good app runs without a complaint: window, calls, events, dialogs, clipboard, links, tray, quit', async () => {
  const running = await start()
  const page = await running.page()
  expect(await page.evaluate(() => document.body.dataset.bridge)).toBe('object')
  expect(await running.window.isVisible()).toBe(true)
  expect(await call(running, 'echo', { a: [1, null] })).toEqual({ a: [1, null] })
  expect(await call(running, 'echo')).toBeUndefined()

  const heard = await page.evaluate(async () => {
    const { fixture } = window as unknown as {
      fixture: {
        onTicked: (listener: (value: unknown) => void) => () => void
        tick: (value: number) => Promise<void>
      }
    }
    const values: unknown[] = []
    const stop = fixture.onTicked((value) => values.push(value))
    await fixture.tick(1)
    stop()
    await fixture.tick(2)
    return values
  })
  expect(heard).toEqual([1])
  const ticks = () => running.ipcMessages().filter(({ channel }) => channel === 'ticked')
  await expect.poll(() => ticks().map(({ isLost }) => isLost), patience).toEqual([false, true])

  const asked = call(running, 'ask')
  await expect.poll(running.dialogs.pending, patience).toHaveLength(1)
  await running.dialogs.answer('Cancel')
  expect(await asked).toBe(1)
  await running.dialogs.answerNext('Yes')
  expect(await call(running, 'ask')).toBe(0)
  expect(running.dialogs.history().map(({ answer }) => answer)).toEqual(['Cancel', 'Yes'])

  await call(running, 'copy', 'sandbox-v2-made-up')
  expect(await running.clipboard.text()).toBe('sandbox-v2-made-up')
  expect(Object.keys(await running.clipboard.formats())).toHaveLength(2)
  await call(running, 'link')
  expect(running.openedLinks()).toEqual(['https://example.com/'])

  await running.window.close()
  expect(await running.window.isVisible()).toBe(false)
  await running.tray.click()
  expect(await running.window.isVisible()).toBe(true)
  expect((await running.tray.menu())?.map(({ label }) => label)).toEqual(['Open', 'R&D', '', 'Quit'])
  await running.tray.click('Quit')
  expect(await running.exited).toBe(0)
  await running.close()
  expect(running.output()).toContain('cleaned up')
  expect(running.complaints()).toEqual([])
  expect(existsSync(running.userData)).toBe(false)
})

test('what was sealed opens again after a power cut, on the same data only', async () => {
  const userData = join(folder, 'Data')
  const first = await start({ userData })
  const sealed = await call(first, 'seal', 'sandbox-v2-made-up')
  await first.kill()
  const second = await start({ userData })
  expect(await call(second, 'open', sealed)).toBe('sandbox-v2-made-up')
  await second.close()
  const other = await start()
  await expect(call(other, 'open', sealed)).rejects.toThrow('Error while decrypting')
})
