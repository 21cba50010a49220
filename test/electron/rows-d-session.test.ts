// The custom scheme, the content security policy and the session's permissions.
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
  await expect.poll(running.output, { timeout: 10_000 }).toContain('LOADED')
  return running
}

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

it('D1 a page on a scheme that was not registered as standard and secure is a complaint', async () => {
  const files = windowApp({})
  const main = files['main.mjs']?.replace(/^protocol\.registerSchemes.*$/m, '') ?? ''
  running = await launchFiles({ ...files, 'main.mjs': main })
  await expect
    .poll(running.complaints, { timeout: 5000 })
    .toContainEqual(expect.stringMatching(/app.*standard and secure/))
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

it('D3 a handler that throws, answers nothing or answers an error fails the load with Electron’s codes', async () => {
  const app = await open({
    main: `for (const [path, answer] of Object.entries({
  throws: () => { throw new Error('x') }, nothing: () => 'text', error: () => Response.error(),
})) {
  const scheme = 'x' + path
  own.protocol.handle(scheme, answer)
  await window.loadURL(scheme + '://host/').catch((error) => console.log(path, error.code, error.errno))
}`,
  })
  expect(app.output()).toContain('throws ERR_UNEXPECTED -9\n')
  expect(app.output()).toContain('nothing ERR_UNEXPECTED -9\nerror ERR_FAILED -2\n')
})

it('D4 only the handler’s own headers are served, without guessing a type', async () => {
  const app = await open(
    { script: `fetch('/missing').then((r) => { window.type = r.headers.get('content-type') })` },
    {
      expectComplaints: [/404/],
    },
  )
  const page = await app.page()
  await expect.poll(() => page.evaluate('window.type')).toBe('text/plain')
  await app.close()
})

it('D5 main sees app:// everywhere, whatever address the page is really served at', async () => {
  const app = await open({
    before: `ipcMain.handle('look', ({ senderFrame, sender }) => [senderFrame.url, senderFrame.origin, sender.getURL(), sender.mainFrame.url])`,
    main: `window.webContents.on('did-navigate', (_event, url) => console.log('did-navigate', url))`,
  })
  const page = await app.page()
  const look = await page.evaluate(`door.invoke('look')`)
  const url = 'app://bundle/index.html'
  expect(look).toEqual([url, 'app://bundle', url, url])
  expect(app.output()).toContain(`did-navigate ${url}`)
  expect(app.output()).not.toContain('https:')
  expect(await page.evaluate('isSecureContext')).toBe(true)
  await app.close()
})

it('D6 the policy in the handler’s headers holds, and its breach is a complaint', async () => {
  const app = await open({
    headers: { 'content-security-policy': `default-src 'none'; script-src 'self'` },
    body: `<img src="https://example.com/x.png"><script>window.inline = true</script>`,
  })
  const page = await app.page()
  expect(await page.evaluate('typeof window.inline')).toBe('undefined')
  await expect(app.close()).rejects.toThrow(/Content Security Policy/)
})

it('D7 D9 a session that was left at its permissive defaults is a complaint', async () => {
  const files = windowApp({})
  const main = files['main.mjs']?.replace(/^ {2}own\.set.*\n/gm, '') ?? ''
  running = await launchFiles({ ...files, 'main.mjs': main })
  await expect.poll(running.output, { timeout: 10_000 }).toContain('LOADED')
  const complaints = running.complaints().join('\n')
  expect(complaints).toMatch(/no permission request handler/)
  expect(complaints).toMatch(/no permission check handler/)
  expect(complaints).toMatch(/spellchecker is on/)
})

it('D7 what the handlers deny, the page is denied', async () => {
  const app = await open({})
  const page = await app.page()
  const ask = (name: string) =>
    page.evaluate(`navigator.permissions.query({ name: '${name}' }).then((s) => s.state)`)
  expect([await ask('geolocation'), await ask('notifications'), await ask('clipboard-read')]).toEqual([
    ...['denied', 'denied', 'denied'],
  ])
  await app.close()
})

it('D8 onBeforeRequest keeps the last listener and can stop a request', async () => {
  const app = await open(
    {
      main: `own.webRequest.onBeforeRequest(() => { throw new Error('replaced') })
own.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !details.url.startsWith('app://bundle/') }))`,
      script: `fetch('https://example.com/').catch((error) => { window.failed = error.name })`,
    },
    { expectComplaints: [/BLOCKED_BY_CLIENT/] },
  )
  const page = await app.page()
  await expect.poll(() => page.evaluate('window.failed')).toBe('TypeError')
  await app.close()
})

it('D12 a download is offered to the app, which can refuse it', async () => {
  const app = await open({
    main: `own.on('will-download', (event, item) => { console.log('will-download', item.getURL()); event.preventDefault() })`,
    body: `<a id="get" download="x.txt" href="/index.html">get</a>`,
  })
  const page = await app.page()
  await page.click('#get')
  await expect.poll(app.output).toContain('will-download app://bundle/index.html')
  await app.close()
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
