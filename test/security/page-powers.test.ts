// What the page is able to do at all: no permission, no device, no network, no value without its person, in one app.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { eventually } from '../e2e/support/eventually.ts'
import { type Latchkey, startLatchkey } from '../e2e/support/latchkey.ts'
import { adminKey, type Service, startService } from '../e2e/support/service.ts'

let service: Service
let app: Latchkey
/** A server of somebody else on this computer, and how often it was asked anything. */
let elsewhere: Server
let callCount = 0
const countCall = () => {
  callCount += 1
}

beforeAll(async () => {
  elsewhere = createServer((_request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    response.end('got you')
  })
  // Not connections: a full Chromium opens some on a guess, without a word on them, and Electron does not.
  elsewhere.on('request', countCall)
  elsewhere.on('upgrade', countCall)
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  service = await startService({ keys: 12 })
  app = await startLatchkey({
    env: service.env,
    // What is refused here is told in the console, as it should be.
    expectComplaints: [/^the page: /],
  })
  await app.connect(adminKey)
})
afterAll(async () => {
  await app.quit()
  await service.close()
  await new Promise((resolve) => elsewhere.close(resolve))
})

/** Every one that Electron knows and we do not leave to it, and `backgroundThrottling`, which slows a hidden window. */
const webPreferencesOfAll = {
  preload: expect.stringMatching(/out\/preload\/index\.cjs$/),
  sandbox: true,
  contextIsolation: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  devTools: true,
  backgroundThrottling: true,
}

it('R1 the window’s web preferences are these and no others', async () => {
  const { webPreferences, ...window } = await app.running.window.options()
  expect(webPreferences).toEqual(webPreferencesOfAll)
  expect(window).toMatchObject({ width: 1180, height: 760, show: false })
})

it('R1 a packaged app has no developer tools, in its window or in its menu', async () => {
  const packaged = await startLatchkey({ isPackaged: true })
  onTestFinished(packaged.quit)
  const { webPreferences } = await packaged.running.window.options()
  expect(webPreferences).toMatchObject({ devTools: false, sandbox: true })
  const labels = (await packaged.running.menu.items()).flatMap(({ items }) => items.map(({ role }) => role))
  expect(labels).toContain('copy')
  expect(labels).not.toContain('toggleDevTools')
  expect(labels).not.toContain('reload')
})

it('R9 no permission is granted, whatever the page asks for', async () => {
  const names = [
    'geolocation',
    'notifications',
    'clipboard-read',
    'clipboard-write',
    'camera',
    'microphone',
    'midi',
    'idle-detection',
  ]
  const states = await app.page.evaluate(
    (asked) =>
      Promise.all(
        asked.map(
          async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
        ),
      ),
    names,
  )
  expect(Object.fromEntries(names.map((name, index) => [name, states[index]]))).toEqual(
    Object.fromEntries(names.map((name) => [name, 'denied'])),
  )
})

it('R9 using what needs a permission fails', async () => {
  const uses: Readonly<Record<string, string>> = {
    location: `new Promise((given, refused) => navigator.geolocation.getCurrentPosition(given, refused))`,
    notification: `Notification.requestPermission().then((answer) => { if (answer !== 'granted') throw answer })`,
    'reading the clipboard': `navigator.clipboard.readText()`,
    'writing the clipboard': `navigator.clipboard.writeText('x')`,
    camera: `navigator.mediaDevices.getUserMedia({ video: true })`,
    microphone: `navigator.mediaDevices.getUserMedia({ audio: true })`,
    midi: `navigator.requestMIDIAccess()`,
  }
  const succeeded: string[] = []
  for (const [what, code] of Object.entries(uses)) {
    const source = `(async () => ${code})().then(() => true, () => false)`
    if (await app.page.evaluate(source)) succeeded.push(what)
  }
  expect(succeeded).toEqual([])
})

const countDeletes = () => service.control.countRequests({ method: 'DELETE' })

it('R7 a true ticket is no use before anybody could have read the question, nor twice, nor for other keys', async () => {
  const keys = (await service.control.keys()).filter(({ state }) => state === 'active')
  const [first, second] = keys.map(({ id }) => id)
  const codes = await app.page.evaluate(
    async ([one = '', other = '']) => {
      const { keys: commands } = window.latchkey
      const codeOf = (answer: { ok: boolean; error?: { code: string } }) => answer.error?.code ?? 'ok'
      const prepared = await commands.prepareRevoke({ keyIds: [one] })
      const ticket = prepared.ok ? prepared.value.ticket : ''
      const early = await Promise.all([1, 2, 3].map(() => commands.revoke({ ticket })))
      const extended = await commands.revoke({ ticket, keyIds: [other] } as never)
      await new Promise((resolve) => setTimeout(resolve, 500))
      const used = await commands.revoke({ ticket })
      const again = await commands.revoke({ ticket })
      return [...early, extended, used, again].map(codeOf)
    },
    [first, second],
  )
  expect(codes).toEqual([
    'notConfirmed',
    'notConfirmed',
    'notConfirmed',
    'invalidInput',
    'ok',
    'notConfirmed',
  ])
  expect(await countDeletes()).toBe(1)
  const states = new Map((await service.control.keys()).map(({ id, state }) => [id, state]))
  expect(states.get(first ?? '')).toBe('revoked')
  expect(states.get(second ?? '')).toBe('active')
})

it('R7 a page that prepares its own tickets for everything meets the app’s own question', async () => {
  const keyIds = (await service.control.keys()).filter(({ state }) => state === 'active').map(({ id }) => id)
  expect(keyIds.length).toBeGreaterThan(9)
  const before = await countDeletes()
  const revoking = app.page.evaluate(async (ids) => {
    const prepared = await window.latchkey.keys.prepareRevoke({ keyIds: ids })
    await new Promise((resolve) => setTimeout(resolve, 500))
    return window.latchkey.keys.revoke({ ticket: prepared.ok ? prepared.value.ticket : '' })
  }, keyIds)
  await app.running.dialogs.answer('Cancel')
  expect(await revoking).toMatchObject({ ok: false, error: { code: 'notConfirmed' } })
  expect(await countDeletes()).toBe(before)
})

it('R7 a value is not revealed on the word of the page alone', async () => {
  await app.createKey({ name: 'Sealed', keepsCopy: true })
  const value = await app.copyValue()
  await app.confirmStored()
  const keyId = (await service.keyNamed('Sealed'))?.id ?? ''
  const answers = await app.page.evaluate(
    async (id) =>
      Promise.all(Array.from({ length: 100 }, () => window.latchkey.values.reveal({ keyId: id }))),
    keyId,
  )
  expect(answers.filter(({ ok }) => ok)).toEqual([])
  const permitted = app.page.evaluate((id) => window.latchkey.values.permitReveal({ keyId: id }), keyId)
  await app.running.dialogs.answer('Cancel')
  expect((await permitted).ok).toBe(false)
  expect(JSON.stringify(app.running.ipcMessages())).not.toContain(value)
})

it('R12 nothing that a page can call with reaches another server, not even on this computer', async () => {
  const url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/leak`
  const control = await fetch(url)
  expect(await control.text()).toBe('got you')
  expect(callCount).toBe(1)
  const ways: Readonly<Record<string, string>> = {
    fetch: `fetch(url, { mode: 'no-cors' })`,
    XMLHttpRequest: `new Promise((done) => { const x = new XMLHttpRequest(); x.onloadend = done; x.open('POST', url); x.send('x') })`,
    beacon: `Promise.resolve(navigator.sendBeacon(url, 'x'))`,
    WebSocket: `new Promise((done) => { const w = new WebSocket(url.replace('http', 'ws')); w.onclose = done; w.onopen = done })`,
    EventSource: `new Promise((done) => { const e = new EventSource(url); e.onerror = done; e.onopen = done })`,
    image: `loads('img', 'src')`,
    script: `loads('script', 'src')`,
    style: `loads('link', 'href', { rel: 'stylesheet' })`,
    prefetch: `loads('link', 'href', { rel: 'prefetch' })`,
    preload: `loads('link', 'href', { rel: 'preload', as: 'image' })`,
    manifest: `loads('link', 'href', { rel: 'manifest' })`,
    frame: `loads('iframe', 'src')`,
    object: `loads('object', 'data')`,
    video: `loads('video', 'src')`,
    font: `new FontFace('x', 'url(' + url + ')').load()`,
    worker: `new Promise((done) => { const w = new Worker(url); w.onerror = done })`,
    import: `import(url)`,
    ping: `new Promise((done) => { const a = document.createElement('a'); a.href = '#'; a.ping = url; document.body.append(a); a.click(); setTimeout(done, 100) })`,
    form: `new Promise((done) => { const f = document.createElement('form'); f.action = url; f.method = 'post'; document.body.append(f); f.submit(); setTimeout(done, 100) })`,
    navigation: `new Promise((done) => { location.href = url; setTimeout(done, 100) })`,
    popup: `Promise.resolve(window.open(url))`,
  }
  const address = app.page.url()
  for (const code of Object.values(ways)) {
    const source = `new Promise((finished) => {
      const url = ${JSON.stringify(url)}
      const loads = (tag, name, more = {}) => new Promise((done) => {
        const element = Object.assign(document.createElement(tag), more, { onload: done, onerror: done })
        element[name] = url
        document.body.append(element)
        setTimeout(done, 150)
      })
      setTimeout(finished, 1000)
      setTimeout(() => (async () => ${code})().then(finished, finished))
    })`
    await app.page.evaluate(source)
  }
  expect(Object.keys(ways)).toHaveLength(21)
  expect(callCount).toBe(1)
  // The ping is sent by a click on a link to the page's own top.
  expect(app.page.url().replace(/#$/, '')).toBe(address)
  expect(await app.page.getByRole('searchbox').count()).toBe(1)
})

it('R1 R12 R13 the quick window has the same preferences, and its page no more power', async () => {
  const shortcut = 'Control+Shift+K'
  await app.page.evaluate((quickShortcut) => window.latchkey.settings.change({ quickShortcut }), shortcut)
  await eventually(async () => expect(await app.running.shortcuts.press(shortcut)).toBe(true))
  const quick = await eventually(async () => {
    const page = await app.running.page()
    expect(page.url()).toMatch(/\/quick\.html$/)
    return page
  })
  const ownAddress = quick.url()
  const { webPreferences, ...look } = await app.running.window.options()
  expect(webPreferences).toEqual(webPreferencesOfAll)
  expect(look).toMatchObject({ frame: false, alwaysOnTop: true, skipTaskbar: true, show: false })
  const url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/leak`
  const calls = callCount
  const reached = await quick.evaluate(async (address) => {
    const { state } = await navigator.permissions.query({ name: 'geolocation' })
    const isFetched = await fetch(address, { mode: 'no-cors' }).then(
      () => true,
      () => false,
    )
    return { state, isFetched, opened: window.open(address) !== null }
  }, url)
  await quick.evaluate((address) => location.assign(address), url)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(reached).toEqual({ state: 'denied', isFetched: false, opened: false })
  expect([callCount, quick.url()]).toEqual([calls, ownAddress])
})
