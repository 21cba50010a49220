// The launcher and the good fixture app: what works in Electron works here, without a complaint.
import { existsSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { launchApp } from './launch-app.ts'
import type { LaunchOptions, RunningApp } from './running-app.ts'

const entry = 'test/electron/fixtures/good/main.mjs'
let app: RunningApp | null = null

async function start(options: LaunchOptions = {}): Promise<RunningApp> {
  app = await launchApp({ entry, ...options })
  return app
}

/** Calls one function of the fixture's bridge in the page. */
async function call(running: RunningApp, name: string, value?: unknown): Promise<unknown> {
  const page = await running.page()
  return page.evaluate(
    ([key, input]) =>
      (window as unknown as Record<string, Record<string, (v: unknown) => unknown>>)['fixture']?.[key]?.(
        input,
      ),
    [name, value] as const,
  )
}

afterEach(async () => {
  await app?.kill()
  app = null
})

test('a window opens with the page and its bridge, and the app quits without a complaint', async () => {
  const running = await start()
  const page = await running.page()
  expect(await page.evaluate(() => document.body.dataset['bridge'])).toBe('object')
  expect(await running.window.isVisible()).toBe(true)
  expect(await call(running, 'echo', { a: [1, null] })).toEqual({ a: [1, null] })
  expect(await call(running, 'echo')).toBeUndefined()
  expect(await call(running, 'sender')).toEqual({ url: 'app://bundle/index.html', origin: 'app://bundle' })
  await running.close()
  expect(running.output()).toContain('cleaned up')
  expect(running.complaints()).toEqual([])
})

test('an event reaches the listeners of the page until they unsubscribe', async () => {
  const running = await start()
  const page = await running.page()
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
    await fixture.tick(2)
    stop()
    await fixture.tick(3)
    return values
  })
  expect(heard).toEqual([1, 2])
  await expect
    .poll(() =>
      running
        .ipcMessages()
        .filter(({ channel }) => channel === 'ticked')
        .map(({ isLost }) => isLost),
    )
    .toEqual([false, false, true])
  await running.close()
})

test('a dialog waits for its answer, the clipboard keeps all formats, links are recorded', async () => {
  const running = await start()
  const asked = call(running, 'ask')
  await expect.poll(() => running.dialogs.pending(), { timeout: 10_000 }).toHaveLength(1)
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
  await running.close()
})

test('what was sealed opens again after a restart on the same data, and nothing is left after kill', async () => {
  const first = await start()
  const sealed = await call(first, 'seal', 'sandbox-v2-made-up')
  const { userData } = first
  await first.close()
  expect(existsSync(userData)).toBe(false)

  const second = await start({ userData: `${userData}-kept` })
  const again = await call(second, 'seal', 'other')
  await second.kill()
  const third = await start({ userData: `${userData}-kept` })
  expect(await call(third, 'open', again)).toBe('other')
  await expect(call(third, 'open', sealed)).rejects.toThrow('Error while decrypting')
})

test('closing the window hides it while there is a tray; the tray opens it again and quits', async () => {
  const running = await start()
  await running.page()
  await running.window.close()
  expect(await running.window.isVisible()).toBe(false)
  await running.tray.click()
  expect(await running.window.isVisible()).toBe(true)
  expect((await running.tray.menu())?.map(({ label }) => label)).toEqual(['Open', 'R&D', '', 'Quit'])
  await running.tray.click('Quit')
  expect(await running.exited).toBe(0)
})

test('a second start tells the first one and ends', async () => {
  const running = await start()
  await running.page()
  const second = await running.secondInstance(['--flag', 'file.txt'])
  expect(second).toMatchObject({ exitCode: 0, output: expect.stringContaining('another one is running') })
  await expect.poll(running.output).toContain('second instance')
  expect(running.output()).toContain('--original-process-start-time')
})

test('a crashed page can be loaded again by the app', async () => {
  const running = await start()
  await running.page()
  await running.window.crashRenderer()
  expect(await running.window.isOpen()).toBe(true)
})
