// BrowserWindow and webContents: options, showing, closing, loading and navigating.
import type { Page } from 'playwright'
import { afterEach, expect, it } from 'vitest'
import { type InlineApp, inMain, launchFiles, windowApp } from './inline-app.ts'
import type { LaunchOptions } from './running-app.ts'

let running: InlineApp | null = null
afterEach(async () => {
  await running?.kill()
  running = null
})

async function open(parts: Parameters<typeof windowApp>[0], options?: LaunchOptions): Promise<InlineApp> {
  running = await launchFiles(windowApp(parts), options)
  return running
}
const loaded = (app: InlineApp) => expect.poll(app.output, { timeout: 10_000 }).toContain('LOADED')
/** Goes somewhere in the page's own name; the page may be gone before it answers. */
const go = (page: Page, script: string) => page.evaluate(script).catch(() => {})

it('C1 the defaults are filled in for tests to read', async () => {
  const app = await open({})
  expect(await app.window.options()).toMatchObject({
    width: 800,
    height: 600,
    show: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, devTools: true },
  })
})

it('C1 C14 C15 unknown options, a relative preload and subclasses are refused', async () => {
  const texts = await inMain(({ BrowserWindow }) => {
    const attempts: (() => unknown)[] = [
      () => new BrowserWindow({ titel: 'x' } as never),
      () => new BrowserWindow({ webPreferences: { nodeIntegratoin: true } as never }),
      () => new BrowserWindow({ webPreferences: { preload: './preload.cjs' } }),
      () => new (class extends BrowserWindow {})(),
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
    expect.stringContaining('titel'),
    expect.stringContaining('nodeIntegratoin'),
    expect.stringContaining('must have absolute path'),
    expect.stringContaining('subclassed'),
  ])
})

const sayReady = `window.once('ready-to-show', () => console.log('ready-to-show', window.isVisible()))`

it('C2 a hidden window becomes ready to show on X11', async () => {
  const app = await open({ options: '{ show: false }', main: sayReady })
  await expect.poll(app.output, { timeout: 10_000 }).toContain('ready-to-show false')
  await app.close()
})

it('C2 on Wayland a hidden window is never ready to show, only a shown one is', async () => {
  const app = await open({ options: '{ show: false }', main: sayReady }, { platform: 'linux-wayland' })
  await loaded(app)
  await (await app.page()).evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
  expect(app.output()).not.toContain('ready-to-show')
  await app.window.show()
  await expect.poll(app.output).toContain('ready-to-show true')
  await app.close()
})

it('C3 a hidden window’s page is hidden and its timers slow down; on show it wakes', async () => {
  const app = await open({ script: 'window.beats = 0; setInterval(() => { window.beats += 1 }, 20)' })
  await loaded(app)
  const page = await app.page()
  const state = () => page.evaluate(() => document.visibilityState)
  expect(await state()).toBe('visible')
  await app.window.hide()
  await expect.poll(state).toBe('hidden')
  const beats = await page.evaluate(async () => {
    const own = window as unknown as { beats: number }
    const before = own.beats
    const channel = new MessageChannel()
    const end = performance.now() + 500
    await new Promise<void>((resolve) => {
      channel.port1.onmessage = () => (performance.now() > end ? resolve() : channel.port2.postMessage(0))
      channel.port2.postMessage(0)
    })
    return own.beats - before
  })
  expect(beats).toBeLessThan(3)
  await app.window.show()
  await expect.poll(state).toBe('visible')
})

it('C4 after destroy every member throws but id and isDestroyed', async () => {
  const app = await open({
    main: `window.on('closed', () => {
  const { webContents } = Object.getOwnPropertyDescriptors({})
  for (const name of ['id', 'isDestroyed', 'webContents', 'show', 'getBounds']) {
    try { void window[name]; console.log(name, 'passed') } catch (error) { console.log(name, String(error)) }
  }
})
setTimeout(() => window.destroy(), 0)
await new Promise(() => {})`,
    before: `app.on('window-all-closed', () => {})`,
  })
  await expect.poll(app.output).toContain('getBounds')
  expect(app.output().trim().split('\n')).toEqual([
    'id passed',
    'isDestroyed passed',
    'webContents TypeError: Object has been destroyed',
    'show TypeError: Object has been destroyed',
    'getBounds TypeError: Object has been destroyed',
  ])
})

const load = (url: string) => `await window.loadURL('${url}').then(
  () => console.log('resolved'),
  (error) => console.log(error.message, error.code, error.errno, error.url),
)`

it('C5 a load that fails rejects with code, number and address', async () => {
  const app = await open({ main: load('other://nowhere/') })
  await expect
    .poll(app.output)
    .toContain(
      "ERR_UNKNOWN_URL_SCHEME (-302) loading 'other://nowhere/' ERR_UNKNOWN_URL_SCHEME -302 other://nowhere/",
    )
})

it('C5 a newer navigation rejects the older one', async () => {
  const app = await open({
    main: `window.loadURL('app://bundle/slow').catch((error) => console.log('older', error.code, error.errno))`,
    before: `const slow = new Promise((resolve) => setTimeout(() => resolve(new Response('slow')), 1500))`,
  })
  await loaded(app)
  expect(app.output()).toContain('older ERR_ABORTED -3')
  await app.close()
})

it('C5 a failed load that nobody awaited is a complaint', async () => {
  const app = await open({ main: `window.loadURL('other://nowhere/')\nawait new Promise(() => {})` })
  await expect.poll(app.complaints).toContainEqual(expect.stringContaining('other://nowhere/'))
})

it('C6 a page that the handler answers with 404 is a page: the load resolves', async () => {
  const app = await open({ main: load('app://bundle/missing') }, { expectComplaints: [/404/] })
  await loaded(app)
  expect(app.output()).toContain('resolved')
  await app.close()
})

it('C7 will-navigate comes for the page’s own navigation and can stop it; not for loadURL', async () => {
  const app = await open({
    main: `for (const name of ['will-frame-navigate', 'will-navigate']) {
  window.webContents.on(name, (details) => {
    console.log(name, details.url, details.isMainFrame)
    if (name === 'will-navigate') details.preventDefault()
  })
}`,
  })
  await loaded(app)
  expect(app.output()).not.toContain('navigate')
  const page = await app.page()
  await go(page, `location.href = 'app://bundle/page.js'`)
  await go(page, `location.href = '/page.js'`)
  await expect.poll(app.output).toContain('will-navigate app://bundle/page.js true')
  await expect.poll(() => page.title()).toBe('Inline')
  await go(page, `location.hash = 'inside'`)
  expect(app.output()).not.toContain('inside')
})

it('C7 a subframe’s navigation is told by will-frame-navigate only', async () => {
  const app = await open({
    main: `window.webContents.on('will-frame-navigate', (details) => {
  console.log('frame', details.url, details.isMainFrame)
  details.preventDefault()
})
window.webContents.on('will-navigate', () => console.log('main'))`,
  })
  await loaded(app)
  const page = await app.page()
  await go(
    page,
    `{ const frame = document.createElement('iframe'); frame.src = '/page.js'; document.body.append(frame) }`,
  )
  await expect.poll(app.output).toContain('frame app://bundle/page.js false')
  expect(app.output()).not.toContain('main')
})

it('C8 a window that may open is a complaint; a denied one is not, and neither opens', async () => {
  const denied = await open({})
  await loaded(denied)
  const page = await denied.page()
  await go(page, `window.open('https://example.com/')`)
  await page.evaluate(() => 1)
  await denied.close()
  const allowed = await open({ main: `window.webContents.setWindowOpenHandler(() => ({ action: 'allow' }))` })
  await loaded(allowed)
  await go(await allowed.page(), `window.open('https://example.com/')`)
  await expect.poll(allowed.complaints).toContainEqual(expect.stringContaining('https://example.com/'))
})

it('C9 a message before the page listens is lost, and one that cannot be cloned is a complaint', async () => {
  const app = await open(
    {
      preload: `const { ipcRenderer } = require('electron/renderer')
ipcRenderer.on('news', (_event, text) => ipcRenderer.send('heard', text))`,
      main: `ipcMain.on('heard', (_event, text) => console.log('heard', text))
window.webContents.send('news', 'too early')
window.webContents.once('did-finish-load', () => {
  window.webContents.send('news', () => {})
  window.webContents.send('news', 'in time')
})`,
    },
    { expectComplaints: [/could not be cloned/] },
  )
  await expect.poll(app.output, { timeout: 10_000 }).toContain('heard in time')
  expect(app.output()).not.toContain('too early')
  expect(app.complaints()).toEqual([expect.stringContaining("'news' could not be cloned")])
  expect(app.ipcMessages().filter(({ isLost }) => isLost)).toMatchObject([
    { channel: 'news', values: ['too early'] },
  ])
  await app.close()
})

it('C10 a crashed page leaves a living window, and a reload brings page and bridge back', async () => {
  const app = await open({
    main: `window.webContents.on('render-process-gone', (_event, details) => {
  console.log('gone', details.reason, window.isDestroyed())
  window.webContents.reload()
})
ipcMain.handle('echo', (_event, value) => value)`,
  })
  await loaded(app)
  await app.page()
  await app.window.crashRenderer()
  await expect.poll(app.output).toContain('gone crashed false')
  const page = await app.page()
  const echo = () =>
    page.evaluate(() =>
      (window as unknown as { door: { invoke: (...a: unknown[]) => unknown } }).door.invoke('echo', 1),
    )
  expect(await echo()).toBe(1)
  await app.close()
})

it('C11 content protection is recorded, and idle on Linux', async () => {
  const app = await open({
    main: `window.setContentProtection(true); console.log(window.isContentProtected())`,
  })
  await loaded(app)
  expect(app.output()).toContain('false')
  expect(await app.window.isContentProtected()).toBe(true)
})

it('C13 a window without devTools does not open them', async () => {
  const app = await open({
    options: `{ webPreferences: { devTools: false, preload: join(import.meta.dirname, 'preload.cjs') } }`,
    main: `window.webContents.openDevTools(); console.log('opened', window.webContents.isDevToolsOpened())`,
  })
  await loaded(app)
  expect(app.output()).toContain('opened false')
})

it('C14 a missing or throwing preload tells of itself and the page loads without bridge', async () => {
  for (const preload of [`throw new Error('broken preload')`, `require('node:fs')`]) {
    const app = await open({
      preload,
      main: `window.webContents.on('preload-error', (_event, path, error) => console.log('preload-error', error.message))`,
    })
    await loaded(app)
    await expect.poll(app.output).toMatch(/preload-error (broken preload|module not found: node:fs)/)
    expect(await (await app.page()).evaluate(() => 'door' in window)).toBe(false)
    await app.close()
  }
})
