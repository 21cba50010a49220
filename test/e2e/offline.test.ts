// What goes wrong between here and the service is told in words, costs nothing that is known, and passes by itself.
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { FaultRuleInput } from '../../src/sandbox/fault-rules.ts'
import { eventually } from './support/eventually.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { createProfile } from './support/profile.ts'
import { adminKey, type Service, startService } from './support/service.ts'
import { shownText } from './support/shown-text.ts'

type Fault = FaultRuleInput['fault']

const list = { method: 'GET', pathPattern: '/sub-keys$' }

describe('R58 a start without a network', () => {
  it('shows the known keys as of then, finds them, and refuses changes before a form opens', async () => {
    const service = await startService({ keys: 12 })
    onTestFinished(service.close)
    const profile = createProfile()
    onTestFinished(profile.remove)
    const options = { userData: profile.userData, env: service.env }
    const first = await startLatchkey(options)
    await first.connect(adminKey)
    // The table is there a moment before its rows.
    await first.page.getByText('12 keys', { exact: true }).waitFor()
    const names = await first.names()
    await first.quit()
    await service.stop()

    const app = await startLatchkey(options)
    onTestFinished(app.quit)
    await app.notice(/Offline, as of \d\d:\d\d/).waitFor()
    // Those that never expire have no order among themselves.
    await eventually(async () => expect((await app.names()).toSorted()).toEqual(names.toSorted()))

    const reason = 'Not possible now: IO Intelligence cannot be reached.'
    const create = app.page.getByRole('button', { name: 'Create New API Key' })
    await expect.poll(() => create.getAttribute('aria-disabled')).toBe('true')
    await create.hover()
    await app.page.getByRole('tooltip').filter({ hasText: reason }).waitFor()
    await create.click({ force: true })
    await expect.poll(() => app.page.getByRole('dialog').count()).toBe(0)
    await app.page.keyboard.press('Control+n')
    await app.message(reason).waitFor()

    await app.search('Legacy')
    expect(await app.names()).toEqual(['Legacy importer'])
    await app
      .row('Legacy importer')
      .getByRole('button', { name: /^Actions/ })
      .click()
    for (const entry of ['Edit…', 'Revoke…']) {
      const item = app.page.getByRole('menuitem', { name: entry })
      await expect.poll(() => item.getAttribute('aria-disabled')).toBe('true')
      await expect.poll(() => shownText(item)).toContain(reason)
    }
    await app.page.getByRole('menuitem', { name: 'Copy identifier' }).click()
    await app.message('Identifier copied').waitFor()

    await service.start()
    await app.refresh()
    await app.notice('Offline').waitFor({ state: 'detached' })
    await expect.poll(() => create.getAttribute('aria-disabled')).toBeNull()
    await app.createKey({ name: 'Made when back online' })
    expect(await service.statusFor(await app.copyValue())).toBe(200)
  })
})

describe('what the service says', () => {
  let service: Service
  let app: Latchkey
  /** Left alone until its list is old. */
  let waiting: Latchkey
  let waitingSince: number

  beforeAll(async () => {
    service = await startService({ keys: 5 })
    waiting = await startLatchkey({ env: service.env })
    await waiting.connect(adminKey)
    waitingSince = performance.now()
    app = await startLatchkey({ env: service.env })
    await app.connect(adminKey)
    // The table is there a moment before its rows.
    await app.page.getByText('5 keys', { exact: true }).waitFor()
  })
  // What one test leaves broken would break all that follow.
  afterEach(() => service.control.clearFaults())
  afterAll(async () => {
    await app.quit()
    await waiting.quit()
    await service.close()
  })

  it.each<[what: string, fault: Fault, words: string, action: string]>([
    ['401', { kind: 'status', status: 401 }, 'The admin key was not accepted', 'Connect again'],
    ['403', { kind: 'status', status: 403 }, 'This key may not do that', 'Connect again'],
    ['429', { kind: 'status', status: 429, retryAfter: 90 }, 'Try again in 90 seconds.', 'Try again'],
    ['500', { kind: 'status', status: 500 }, 'IO Intelligence had an internal error', 'Try again'],
    [
      'a sign-in page',
      { kind: 'captivePortal' },
      'Something other than IO Intelligence answered',
      'Try again',
    ],
    [
      'a redirect to a sign-in page',
      { kind: 'redirect', location: 'https://sign-in.example/' },
      'Something other than IO Intelligence answered',
      'Try again',
    ],
    ['half of an answer', { kind: 'truncatedJson' }, 'Latchkey does not understand', 'Try again'],
    [
      'an answer of another type',
      { kind: 'body', body: '{"status":"succeeded","data":[]}', contentType: 'text/plain' },
      'Latchkey does not understand',
      'Try again',
    ],
    [
      'a host without this API',
      { kind: 'body', body: '<h1>Not Found</h1>', status: 404, contentType: 'text/html' },
      'This server does not know API keys',
      'Connect again',
    ],
    ['a dropped connection', { kind: 'dropBefore' }, 'IO Intelligence cannot be reached', 'Try again'],
  ])('%s to a refresh is told above the rows, which stay', async (_what, fault, words, action) => {
    const names = await app.names()
    await service.control.addFault({ ...list, times: 'always', fault })
    await app.refresh()
    const notice = app.notice(words)
    await notice.waitFor()
    await expect.poll(() => shownText(notice)).toMatch(/as of \d\d:\d\d/)
    await expect.poll(() => notice.getByRole('button', { name: action }).count()).toBe(1)
    expect(await app.names()).toEqual(names)
    await service.control.clearFaults()
    await app.refresh()
    await notice.waitFor({ state: 'detached' })
  })

  it('a failure of the usage alone leaves the list alone', async () => {
    await service.control.addFault({
      method: 'GET',
      pathPattern: '/usage$',
      times: 'always',
      fault: { kind: 'status', status: 503 },
    })
    await app.refresh()
    const totals = app.page.getByRole('region', { name: 'Totals' })
    await totals.getByText('Usage unavailable').waitFor()
    await expect.poll(() => shownText(totals)).toMatch(/as of \d\d:\d\d/)
    await expect.poll(() => app.page.getByRole('region', { name: 'Notices' }).count()).toBe(0)
    await service.control.clearFaults()
    await app.refresh()
    await totals.getByText('Usage unavailable').waitFor({ state: 'detached' })
  })

  it('R39 a row that cannot be read is counted on screen, and the others are shown', async () => {
    const answer = await fetch(`${service.url}/v1/api-keys/sub-keys`, { headers: { 'x-api-key': adminKey } })
    const body = (await answer.json()) as { data: object[] }
    const spoiled = { ...body, data: body.data.map((row, index) => (index === 0 ? { id: 7 } : row)) }
    await service.control.addFault({ ...list, fault: { kind: 'body', body: JSON.stringify(spoiled) } })
    await app.refresh()
    const notice = app.notice('1 key could not be read and is not shown')
    await notice.waitFor()
    await app.refresh()
    await notice.waitFor({ state: 'detached' })
  })

  it('each refusal of a new key keeps the form, says that none was made, and where to look', async () => {
    const before = (await service.control.keys()).length
    const { page } = app
    const form = app.dialog('Create API key')
    const send = () => form.getByRole('button', { name: 'Create key', exact: true }).click()
    const refuse = (fault: Fault) => service.control.addFault({ method: 'POST', fault })
    const detail = [{ type: 'value_error', loc: ['body', 'description'], msg: 'Name is taken', input: '' }]

    await refuse({ kind: 'body', status: 422, body: JSON.stringify({ detail }) })
    await app.tryToCreateKey({ name: 'Refused', limit: 10 })
    const name = form.getByLabel('Name', { exact: true })
    await form.getByText('Name is taken').waitFor()
    await expect.poll(() => name.getAttribute('aria-invalid')).toBe('true')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('placeholder'))).toContain('use it')

    await name.fill('Refused again')
    for (const [status, words] of [
      [413, 'Too large for the service'],
      [401, 'The admin key was not accepted'],
      [403, 'This key may not do that'],
    ] as const) {
      await refuse({ kind: 'status', status })
      await send()
      await form.getByText('No key was created').waitFor()
      await form.getByText(words).waitFor()
      await expect.poll(() => shownText(form)).toContain('Nothing was changed.')
      await form.getByText('Details').click()
      await expect.poll(() => shownText(form)).toContain(`HTTP status ${status}`)
    }

    await refuse({ kind: 'status', status: 429, retryAfter: 70 })
    await send()
    await form.getByRole('button', { name: /^Create key in (70|69) s$/ }).waitFor()
    await form.getByRole('button', { name: /^Create key in 6[0-8] s$/ }).waitFor()
    await expect.poll(() => name.inputValue()).toBe('Refused again')
    await expect.poll(() => form.getByLabel('Credits per cycle').inputValue()).toBe('10')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Discard' }).click()
    expect(await service.control.keys()).toHaveLength(before)
  })

  it('a window that comes to the front refreshes what is older than a quarter of a minute', async () => {
    const countLists = () => service.control.countRequests({ method: 'GET', pathPattern: /sub-keys$/ })
    await service.control.addKey({ description: 'Made elsewhere meanwhile' })
    await eventually(() => expect(performance.now() - waitingSince).toBeGreaterThan(15_500), 20_000)
    const before = await countLists()
    await waiting.running.window.blur()
    await waiting.running.window.focus()
    await eventually(async () => expect(await waiting.names()).toContain('Made elsewhere meanwhile'))
    await waiting.running.window.blur()
    await waiting.running.window.focus()
    expect(await countLists()).toBe(before + 1)
  })
})
