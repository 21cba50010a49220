// IPC between page and main: texts of failures, cloning, senders.
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type InlineApp, inMain, launchWindow } from './inline-app.ts'

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

it('E3 a call that is never answered is a complaint at the end', async () => {
  const app = await launchWindow({
    before: `ipcMain.handle('silent', () => new Promise(() => {}))`,
    script: `door.invoke('silent').catch(() => {})`,
  })
  await expect.poll(app.ipcMessages).toMatchObject([{ channel: 'silent' }])
  await expect(app.close()).rejects.toThrow(/'silent' was left open/)
})

describe('calls of one page', () => {
  let app: InlineApp
  let page: Page
  beforeAll(async () => {
    app = await launchWindow(
      {
        preload: `const { contextBridge, ipcRenderer } = require('electron/renderer')
contextBridge.exposeInMainWorld('door', {
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  sync: () => ipcRenderer.sendSync('store-get-data'),
})`,
        before: `const { handle } = ipcMain
handle('echo', (_event, value) => value)
handle('throws', () => { throw Object.assign(new TypeError('bad'), { code: 'E_BAD' }) })
handle('empty', () => { throw '' })
handle('null', () => { throw null })
handle('function', () => () => {})
handle('date', () => ({ at: new Date(0) }))
handle('who', ({ sender, senderFrame }) => senderFrame === null ? null : [senderFrame.origin, senderFrame.parent === null, sender.id])
handle('slow', async (event) => {
  console.log('before', event.senderFrame.url, event.senderFrame.parent)
  await new Promise((resolve) => { globalThis.goOn = resolve })
  console.log('after', event.senderFrame, typeof event.sender.id)
})
ipcMain.on('store-get-data', () => {})`,
        main: `window.webContents.on('did-navigate', () => globalThis.goOn?.())`,
      },
      {
        expectComplaints: [
          /Error occurred in handler/,
          /No handler registered/,
          /reply was never sent for 'null'/,
          /JSON would change/,
        ],
      },
    )
    page = await app.page()
  })
  afterAll(() => app.close())

  /** What the page gets of a call: its value or its error's words. */
  const invoke = (expression: string) =>
    page.evaluate(`(async () => {
  try { return { value: await door.invoke(${expression}) } } catch (error) { return String(error) }
})()`)

  it('E1 E2 E3 a handler that throws: the page gets the words, main prints all', async () => {
    expect(await invoke(`'throws'`)).toBe("Error: Error invoking remote method 'throws': TypeError: bad")
    expect(await invoke(`'empty'`)).toEqual({})
    expect(await invoke(`'unknown'`)).toBe(
      "Error: Error invoking remote method 'unknown': Error: No handler registered for 'unknown'",
    )
    void invoke(`'null'`).catch(() => {})
    await expect.poll(app.complaints).toContainEqual(expect.stringContaining('reply was never sent'))
    expect(app.output()).toMatch(/Error occurred in handler for 'throws': TypeError: bad[\s\S]*E_BAD/)
  })

  it('E5 functions cannot be cloned, and what JSON would change is a complaint, both ways', async () => {
    expect(await invoke(`'echo', { a: [1, null, 'x'] }`)).toEqual({ value: { a: [1, null, 'x'] } })
    expect(await invoke(`'function'`)).toMatch(/An object could not be cloned/)
    await invoke(`'echo', { key: undefined }`)
    await invoke(`'date'`)
    const complaints = app.complaints().join('\n')
    expect(complaints).toMatch(/argument of 'echo': value\.key is undefined/)
    expect(complaints).toMatch(/answer of 'date': value\.at is a Date/)
  })

  it('E6 a test can forge a sender: a subframe, another origin, another window, a frame that is gone', async () => {
    const [, , own] = (await app.ipc.forge('who', [], {})) as unknown[]
    expect(await app.ipc.forge('who', [], { isMainFrame: false })).toEqual(['app://bundle', false, own])
    expect(await app.ipc.forge('who', [], { origin: 'https://example.com' })).toEqual([
      ...['https://example.com', true, own],
    ])
    expect(await app.ipc.forge('who', [], { isOwnWindow: false })).not.toContain(own)
    expect(await app.ipc.forge('who', [], { isGone: true })).toBe(null)
  })

  it('E8 synchronous calls are not offered, and an open listener is to be seen', async () => {
    await expect(page.evaluate('door.sync()')).rejects.toThrow(/does not offer ipcRenderer.sendSync/)
    expect(await app.ipc.listeners()).toEqual(['store-get-data'])
  })

  it('E6 the sender’s frame is null once the page has navigated', async () => {
    void page.evaluate(`door.invoke('slow')`).catch(() => {})
    await expect.poll(app.output).toContain('before app://bundle/index.html null')
    await page.reload()
    await expect.poll(app.output).toContain('after null number')
  })
})
