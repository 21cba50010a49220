// IPC between page and main: texts of failures, cloning, senders.
import { afterEach, expect, it } from 'vitest'
import { type InlineApp, inMain, launchFiles, windowApp } from './inline-app.ts'
import type { LaunchOptions } from './running-app.ts'

let running: InlineApp | null = null
afterEach(async () => {
  await running?.kill()
  running = null
})

async function open(before: string, options?: LaunchOptions, more: Parameters<typeof windowApp>[0] = {}) {
  running = await launchFiles(windowApp({ before, ...more }), options)
  await expect.poll(running.output, { timeout: 10_000 }).toContain('LOADED')
  const app = running
  const page = await app.page()
  /** What the page gets of a call: its value or its error's words. */
  const invoke = (expression: string) =>
    page.evaluate(
      `(async () => { try { return { value: await door.invoke(${expression}) } } catch (error) { return String(error) } })()`,
    )
  return { app, page, invoke }
}

it('E1 E2 E3 a handler that throws: the page gets the words, main prints all, nothing is left open', async () => {
  const { app, invoke } = await open(
    `ipcMain.handle('throws', () => { throw Object.assign(new TypeError('bad'), { code: 'E_BAD' }) })
ipcMain.handle('empty', () => { throw '' })
ipcMain.handle('null', () => { throw null })`,
    {
      expectComplaints: [
        /Error occurred in handler/,
        /No handler registered/,
        /reply was never sent for 'null'/,
      ],
    },
  )
  expect(await invoke(`'throws'`)).toBe("Error: Error invoking remote method 'throws': TypeError: bad")
  expect(await invoke(`'empty'`)).toEqual({})
  expect(await invoke(`'unknown'`)).toBe(
    "Error: Error invoking remote method 'unknown': Error: No handler registered for 'unknown'",
  )
  void invoke(`'null'`).catch(() => {})
  await expect.poll(app.complaints).toContainEqual(expect.stringContaining('reply was never sent'))
  expect(app.output()).toMatch(/Error occurred in handler for 'throws': TypeError: bad[\s\S]*E_BAD/)
  await app.close()
})

it('E3 a call that is never answered is a complaint at the end', async () => {
  const { app, page } = await open(`ipcMain.handle('silent', () => new Promise(() => {}))`)
  void page.evaluate(`door.invoke('silent')`).catch(() => {})
  await expect.poll(app.ipcMessages).toMatchObject([{ channel: 'silent' }])
  await expect(app.close()).rejects.toThrow(/'silent' was left open/)
})

it('E4 a second handler and a handler that is no function are refused with Electron’s words', async () => {
  const texts = await inMain(({ ipcMain }) => {
    const attempts: (() => unknown)[] = [
      () => ipcMain.handle('once', () => {}),
      () => ipcMain.handle('once', () => {}),
      () => ipcMain.handle('word', 'x' as never),
    ]
    return attempts.map((attempt) => {
      try {
        attempt()
        return 'passed'
      } catch (error) {
        return String(error)
      }
    })
  })
  expect(texts).toEqual([
    'passed',
    "Error: Attempted to register a second handler for 'once'",
    "TypeError: Expected handler to be a function, but found type 'string'",
  ])
})

it('E5 functions cannot be cloned, and what JSON would change is a complaint, both ways', async () => {
  const { app, invoke } = await open(
    `ipcMain.handle('echo', (_event, value) => value)
ipcMain.handle('function', () => () => {})
ipcMain.handle('date', () => ({ at: new Date(0) }))`,
    { expectComplaints: [/Error occurred in handler for 'function'/, /JSON would change/] },
  )
  expect(await invoke(`'echo', { a: [1, null, 'x'] }`)).toEqual({ value: { a: [1, null, 'x'] } })
  expect(await invoke(`'function'`)).toMatch(/An object could not be cloned/)
  await invoke(`'echo', { key: undefined }`)
  await invoke(`'date'`)
  const complaints = app.complaints().join('\n')
  expect(complaints).toMatch(/argument of 'echo': value\.key is undefined/)
  expect(complaints).toMatch(/answer of 'date': value\.at is a Date/)
  await app.close()
})

it('E6 the sender’s frame is null once the page has navigated', async () => {
  const { app, page } = await open(
    `ipcMain.handle('slow', async (event) => {
  const before = event.senderFrame
  console.log('before', before.url, before.parent, before.origin)
  await new Promise((resolve) => { globalThis.goOn = resolve })
  console.log('after', event.senderFrame, typeof event.sender.id)
})`,
    undefined,
    { main: `window.webContents.on('did-navigate', () => globalThis.goOn?.())` },
  )
  void page.evaluate(`door.invoke('slow')`).catch(() => {})
  await expect.poll(app.output).toContain('before app://bundle/index.html null app://bundle')
  await page.reload()
  await expect.poll(app.output).toContain('after null number')
  await app.close()
})

it('E6 a test can forge a sender: a subframe, another origin, another window, a frame that is gone', async () => {
  const { app } = await open(`ipcMain.handle('who', ({ sender, senderFrame }) =>
  senderFrame === null ? null : [senderFrame.origin, senderFrame.parent === null, sender.id])`)
  const [, , own] = (await app.ipc.forge('who', [], {})) as unknown[]
  expect(await app.ipc.forge('who', [], { isMainFrame: false })).toEqual(['app://bundle', false, own])
  expect(await app.ipc.forge('who', [], { origin: 'https://example.com' })).toEqual([
    ...['https://example.com', true, own],
  ])
  expect(await app.ipc.forge('who', [], { isOwnWindow: false })).not.toContain(own)
  expect(await app.ipc.forge('who', [], { isGone: true })).toBe(null)
  await app.close()
})

it('E8 synchronous calls are not offered, and an open listener is to be seen', async () => {
  const { app, page } = await open(`ipcMain.on('store-get-data', () => {})`, undefined, {
    preload: `const { contextBridge, ipcRenderer } = require('electron/renderer')
contextBridge.exposeInMainWorld('door', { sync: () => ipcRenderer.sendSync('store-get-data') })`,
  })
  await expect(page.evaluate('door.sync()')).rejects.toThrow(/does not offer ipcRenderer.sendSync/)
  expect(await app.ipc.listeners()).toEqual(['store-get-data'])
  await app.close()
})
