// The custom scheme, the content security policy and the session's permissions.
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type InlineApp, inMain, launchFiles, launchWindow, windowApp } from './inline-app.ts'

it('D1 schemes are registered once, and the code cache needs a standard scheme', async () => {
  const texts = await inMain(() => (globalThis as never as { texts: string[] }).texts, {
    first: ({ protocol }) => {
      const register = (privileges: Electron.Privileges) => {
        try {
          protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }])
          return 'passed'
        } catch (error) {
          return String(error)
        }
      }
      Object.assign(globalThis, {
        texts: [
          register({ codeCache: true }),
          register({ standard: true, secure: true }),
          register({ standard: true }),
        ],
      })
    },
  })
  expect(texts).toEqual([
    expect.stringContaining('codeCache'),
    'passed',
    expect.stringContaining('only once'),
  ])
})

it('D2 a second handler is refused, and so is taking away one that is not there', async () => {
  const texts = await inMain(({ protocol }) => {
    const attempts: (() => unknown)[] = [
      () => protocol.handle('app', () => new Response('')),
      () => protocol.handle('app', () => new Response('')),
      () => protocol.unhandle('other'),
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
    'Error: Failed to register protocol: app',
    expect.stringContaining('other'),
  ])
})

it('D1 D6 D7 D9 a careless app: scheme, permissions and spellchecker as they are, and a breach of its policy', async () => {
  const files = windowApp({
    headers: { 'content-security-policy': `default-src 'none'; script-src 'self'` },
    body: `<img src="https://example.com/x.png"><script>window.inline = true</script>`,
  })
  const main = files['main.mjs']?.replace(/^protocol\.register.*$| {2}own\.set.*$/gm, '') ?? ''
  const app = await launchFiles({ ...files, 'main.mjs': main })
  const page = await app.page()
  expect(await page.evaluate('typeof window.inline')).toBe('undefined')
  await expect.poll(() => app.complaints().join('\n')).toMatch(/Content Security Policy/)
  const complaints = app.complaints().join('\n')
  expect(complaints).toMatch(/scheme app is not registered as standard and secure/)
  expect(complaints).toMatch(/no permission request handler/)
  expect(complaints).toMatch(/no permission check handler/)
  expect(complaints).toMatch(/spellchecker is on/)
  await app.kill()
})

describe('a guarded page', () => {
  let app: InlineApp
  let page: Page
  beforeAll(async () => {
    app = await launchWindow(
      {
        before: `ipcMain.handle('look', ({ senderFrame, sender }) => [senderFrame.url, senderFrame.origin, sender.getURL(), sender.mainFrame.url])`,
        main: `own.webRequest.onBeforeRequest(() => { throw new Error('replaced') })
own.webRequest.onBeforeRequest((details, answer) => answer({ cancel: details.url.startsWith('https:') }))
own.on('will-download', (event, item) => { console.log('will-download', item.getURL()); event.preventDefault() })
for (const [name, answer] of Object.entries({
  throws: () => { throw new Error('x') }, nothing: () => 'text', error: () => Response.error(),
})) {
  own.protocol.handle(name, answer)
  await window.loadURL(name + '://host/').catch((error) => console.log(name, error.code, error.errno))
}
window.webContents.on('did-navigate', (_event, url) => console.log('did-navigate', url))`,
        script: `fetch('/missing').then((answer) => { window.type = answer.headers.get('content-type') })
fetch('https://example.com/').catch((error) => { window.failed = error.name })`,
        body: `<a id="get" download="x.txt" href="/index.html">get</a>`,
      },
      { expectComplaints: [/404/, /BLOCKED_BY_CLIENT/, /scheme (throws|nothing|error) is not registered/] },
    )
    page = await app.page()
  })
  afterAll(() => app.close())

  it('D3 a handler that throws, answers nothing or answers an error fails the load with Electron’s codes', () => {
    expect(app.output()).toContain('throws ERR_UNEXPECTED -9\n')
    expect(app.output()).toContain('nothing ERR_UNEXPECTED -9\nerror ERR_FAILED -2\n')
  })

  it('D4 is served only the handler’s own headers, without a guessed type', async () => {
    await expect.poll(() => page.evaluate('window.type')).toBe('text/plain')
  })

  it('D5 is app:// to main everywhere, whatever address it is really served at', async () => {
    const url = 'app://bundle/index.html'
    expect(await page.evaluate(`door.invoke('look')`)).toEqual([url, 'app://bundle', url, url])
    expect(app.output()).toContain(`did-navigate ${url}`)
    expect(app.output()).not.toContain('https:')
    expect(await page.evaluate('isSecureContext')).toBe(true)
  })

  it('D7 is denied what the handlers deny', async () => {
    const ask = (name: string) =>
      page.evaluate(`navigator.permissions.query({ name: '${name}' }).then((status) => status.state)`)
    expect([await ask('geolocation'), await ask('notifications'), await ask('clipboard-read')]).toEqual([
      ...['denied', 'denied', 'denied'],
    ])
  })

  it('D8 is refused what the last onBeforeRequest cancels', async () => {
    await expect.poll(() => page.evaluate('window.failed')).toBe('TypeError')
  })

  it('D12 offers its download to the app, which refuses it', async () => {
    await page.click('#get')
    await expect.poll(app.output).toContain('will-download app://bundle/index.html')
  })
})

it('D11 a client certificate is chosen and a bad server trusted only where the app says so', async () => {
  const text = (listeners: string) => ({
    'main.mjs': `import { app } from 'electron/main'
app.on('window-all-closed', () => {})
${listeners}`,
  })
  const careless = await launchFiles(text(''))
  expect([await careless.system.askClientCertificate(), await careless.system.showBadCertificate()]).toEqual([
    ...['one', false],
  ])
  await careless.close()
  const careful = await launchFiles(
    text(`app.on('select-client-certificate', (event, contents, _url, _list, answer) => {
  event.preventDefault()
  console.log(contents)
  answer()
})
app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => { event.preventDefault(); answer(false) })`),
  )
  expect([await careful.system.askClientCertificate(), await careful.system.showBadCertificate()]).toEqual([
    ...['none', false],
  ])
  expect(careful.output()).toBe('null\n')
  await careful.close()
})
