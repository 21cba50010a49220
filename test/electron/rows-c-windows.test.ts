// BrowserWindow and webContents: options, showing, closing, loading and navigating.
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type InlineApp, inMain, launchWindow } from './inline-app.ts'

/** Goes somewhere in the page's own name; the page may be gone before it answers. */
const go = (page: Page, script: string) => page.evaluate(script).catch(() => {})

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

it('C4 after destroy every member throws but id and isDestroyed', async () => {
  const texts = await inMain(({ BrowserWindow, session }) => {
    session.defaultSession.setPermissionRequestHandler((_contents, _name, answer) => answer(false))
    session.defaultSession.setPermissionCheckHandler(() => false)
    const window = new BrowserWindow({ show: false, webPreferences: { spellcheck: false } })
    window.destroy()
    return (['id', 'isDestroyed', 'webContents', 'show', 'getBounds'] as const).map((name) => {
      try {
        return typeof window[name]
      } catch (error) {
        return String(error)
      }
    })
  })
  const words = 'TypeError: Object has been destroyed'
  expect(texts).toEqual(['number', 'function', words, words, words])
})

it.each([
  ['linux-x11', { x: 30, y: 40, width: 900, height: 700 }],
  ['linux-wayland', { x: 0, y: 0, width: 900, height: 700 }],
] as const)(
  'C12 on %s a window takes the size it is given, and on Wayland no place',
  async (platform, expected) => {
    const bounds = await inMain(
      ({ BrowserWindow, session }) => {
        session.defaultSession.setPermissionRequestHandler((_contents, _name, answer) => answer(false))
        session.defaultSession.setPermissionCheckHandler(() => false)
        const window = new BrowserWindow({ show: false, webPreferences: { spellcheck: false } })
        window.setBounds({ x: 30, y: 40, width: 900, height: 700 })
        return [window.getBounds(), window.getNormalBounds()]
      },
      { platform },
    )
    expect(bounds).toEqual([expected, expected])
  },
)

it('C2 on Wayland a hidden window is never ready to show, only a shown one is', async () => {
  const app = await launchWindow(
    { options: '{ show: false }', main: `window.once('ready-to-show', () => console.log('ready-to-show'))` },
    { platform: 'linux-wayland' },
  )
  await (await app.page()).evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)))
  expect(app.output()).not.toContain('ready-to-show')
  await app.window.show()
  await expect.poll(app.output).toContain('ready-to-show')
  await app.close()
})

it('C5 C6 a load that fails rejects with code, number and address; a 404 of the handler is a page', async () => {
  const app = await launchWindow(
    {
      main: `const load = (url) => window.loadURL(url).then(
  () => console.log('resolved', url),
  (error) => console.log(error.message, error.code, error.errno, error.url),
)
await load('other://one/')
const older = load('app://bundle/missing?older')
await load('app://bundle/missing')
await older
void window.loadURL('other://two/')
await new Promise((resolve) => setTimeout(resolve, 200))`,
    },
    { expectComplaints: [/404/, /scheme other/, /other:\/\/two\//] },
  )
  expect(app.output().split('\n').slice(0, 3)).toEqual([
    "ERR_UNKNOWN_URL_SCHEME (-302) loading 'other://one/' ERR_UNKNOWN_URL_SCHEME -302 other://one/",
    "ERR_ABORTED (-3) loading 'app://bundle/missing?older' ERR_ABORTED -3 app://bundle/missing?older",
    'resolved app://bundle/missing',
  ])
  expect(app.complaints()).toContainEqual(expect.stringContaining('other://two/'))
  await app.close()
})

it('C14 a preload that throws tells of itself and the page loads without bridge', async () => {
  const app = await launchWindow({
    preload: `throw new Error('broken preload')`,
    main: `window.webContents.on('preload-error', (_event, path, error) => console.log('preload-error', error.message))`,
  })
  await expect.poll(app.output).toContain('preload-error broken preload')
  expect(await (await app.page()).evaluate(() => 'door' in window)).toBe(false)
  await app.close()
})

describe('one window', () => {
  let app: InlineApp
  let page: Page
  beforeAll(async () => {
    app = await launchWindow(
      {
        options: `{ show: false, webPreferences: { devTools: false, preload: join(import.meta.dirname, 'preload.cjs') } }`,
        preload: `const { contextBridge, ipcRenderer } = require('electron/renderer')
contextBridge.exposeInMainWorld('door', { echo: (value) => ipcRenderer.invoke('echo', value), allow: () => ipcRenderer.invoke('allow') })
ipcRenderer.on('news', (_event, text) => ipcRenderer.send('heard', text))`,
        script: 'window.beats = 0; setInterval(() => { window.beats += 1 }, 20)',
        before: `ipcMain.handle('echo', (_event, value) => value)
ipcMain.on('heard', (_event, text) => console.log('heard', text))`,
        main: `const { webContents } = window
window.once('ready-to-show', () => console.log('ready-to-show', window.isVisible()))
window.setContentProtection(true)
console.log('protected', window.isContentProtected())
webContents.openDevTools()
console.log('opened', webContents.isDevToolsOpened())
webContents.send('news', 'too early')
webContents.once('did-finish-load', () => {
  webContents.send('news', () => {})
  webContents.send('news', 'in time')
})
for (const name of ['will-frame-navigate', 'will-navigate']) {
  webContents.on(name, (details) => {
    console.log(name, details.url, details.isMainFrame)
    details.preventDefault()
  })
}
ipcMain.handle('allow', () => webContents.setWindowOpenHandler(() => ({ action: 'allow' })))
webContents.on('render-process-gone', (_event, details) => {
  console.log('gone', details.reason, window.isDestroyed())
  webContents.reload()
})`,
      },
      { expectComplaints: [/could not be cloned/, /may open/] },
    )
    page = await app.page()
  })
  afterAll(() => app.close())

  it('C1 has Electron’s defaults filled in for tests to read', async () => {
    expect(await app.window.options()).toMatchObject({
      width: 800,
      height: 600,
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: true },
    })
  })

  it('C2 is ready to show on X11 while it is hidden', async () => {
    await expect.poll(app.output, { timeout: 10_000 }).toContain('ready-to-show false')
    await app.window.show()
    expect(await app.window.isVisible()).toBe(true)
  })

  it('C3 has a hidden page with slow timers while it is hidden, and wakes on show', async () => {
    const state = () => page.evaluate(() => document.visibilityState)
    expect(await state()).toBe('visible')
    await app.window.hide()
    await expect.poll(state).toBe('hidden')
    const beats = await page.evaluate(async () => {
      const own = window as unknown as { beats: number }
      const before = own.beats
      const end = performance.now() + 300
      const { port1, port2 } = new MessageChannel()
      // Timers are slowed down, so the time is spent on messages.
      await new Promise<void>((resolve) => {
        port1.onmessage = () => (performance.now() > end ? resolve() : port2.postMessage(0))
        port2.postMessage(0)
      })
      return own.beats - before
    })
    expect(beats).toBeLessThan(3)
    await app.window.show()
    await expect.poll(state).toBe('visible')
  })

  it('C7 asks before its page navigates, and may stop it; not for loadURL, nor inside the page', async () => {
    expect(app.output()).not.toContain('navigate app:')
    await go(page, `location.href = '/page.js'`)
    await expect.poll(app.output).toContain('will-frame-navigate app://bundle/page.js true')
    await go(page, `location.hash = 'inside'`)
    expect(await page.title()).toBe('Inline')
    expect(app.output()).not.toContain('inside')
  })

  it('C7 is told of a subframe’s navigation by will-frame-navigate only', async () => {
    await go(
      page,
      `{ const frame = document.createElement('iframe'); frame.src = '/page.js?frame'; document.body.append(frame) }`,
    )
    await expect.poll(app.output).toContain('will-frame-navigate app://bundle/page.js?frame false')
    expect(app.output()).not.toContain('will-navigate app://bundle/page.js?frame')
  })

  it('C8 opens nothing: where the handler would allow it, that is a complaint', async () => {
    expect(await page.evaluate(`window.open('https://example.com/denied') === null`)).toBe(true)
    await page.evaluate('door.allow()')
    await page.evaluate(`void window.open('https://example.com/allowed')`)
    await expect.poll(app.complaints).toContainEqual(expect.stringContaining('https://example.com/allowed'))
    expect(app.complaints().join()).not.toContain('denied')
    await expect.poll(() => page.context().pages().length).toBe(1)
  })

  it('C9 loses a message before its page listens; one that cannot be cloned is a complaint', async () => {
    await expect.poll(app.output).toContain('heard in time')
    expect(app.output()).not.toContain('too early')
    expect(app.complaints()).toContainEqual(expect.stringContaining("'news' could not be cloned"))
    expect(app.ipcMessages().filter(({ isLost }) => isLost)).toMatchObject([
      { channel: 'news', values: ['too early'] },
    ])
  })

  it('C11 C13 records content protection, idle on Linux, and opens no developer tools where they are off', async () => {
    expect(app.output()).toContain('protected false\nopened false\n')
    expect(await app.window.isContentProtected()).toBe(true)
  })

  it('C10 lives on when its page crashes; a reload brings page and bridge back', async () => {
    await app.window.crashRenderer()
    await expect.poll(app.output).toContain('gone crashed false')
    page = await app.page()
    await expect.poll(() => page.evaluate('door.echo(1)')).toBe(1)
  })
})
