// R57: clocks that are years off, dates at the edges of calendars, and whoever sets the computer's clock meanwhile.
import { afterEach, describe, expect, it } from 'vitest'
import { connectTo, startServer } from '../../src/main/remote/test-support.ts'
import { endOfLocalDay } from '../../src/shared/domain/expiry.ts'
import { createPosts } from '../support/created-keys.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { recordFigure } from '../support/figures.ts'
import {
  aDraft,
  type Computer,
  connectTestApp,
  createComputer,
  restartTestApp,
  type TestApp,
} from '../support/test-app.ts'
import { type Service, startService } from '../support/test-service.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const yearMs = 365.25 * dayMs

let service: Service
let computer: Computer
let app: TestApp | null = null
let caseCount = 0

async function connectAt({ serviceAt, computerAt }: { serviceAt?: number; computerAt?: number }) {
  service = await startService(serviceAt)
  computer = createComputer()
  const clock = computerAt === undefined ? {} : { clock: createFakeClock(computerAt) }
  app = await connectTestApp({ service, computer, ...clock })
  caseCount += 1
  return app
}

/** Time goes by for both. */
function pass(ms: number): void {
  service.clock.advance(ms)
  if (app !== null && app.clock !== service.clock) app.clock.advance(ms)
}

afterEach(async () => {
  await app?.kill()
  app = null
  await service?.close()
  computer?.remove()
})

describe('R57 a computer whose clock is off by', () => {
  const offsets: Record<string, number> = {
    '-10 years': -10 * yearMs,
    '-1 year': -yearMs,
    '-1 day': -dayMs,
    '-6 minutes': -6 * minuteMs,
    '-4 minutes': -4 * minuteMs,
    nothing: 0,
    '4 minutes': 4 * minuteMs,
    '6 minutes': 6 * minuteMs,
    '1 day': dayMs,
    '1 year': yearMs,
    '10 years': 10 * yearMs,
  }

  it.each(Object.keys(offsets))('%s shows and checks expiries by the service’s clock', async (name) => {
    const offsetMs = offsets[name] ?? 0
    const serviceAt = Date.parse('2026-03-18T10:30:00Z')
    const now = await connectAt({ serviceAt, computerAt: serviceAt + offsetMs })
    expect(now.snapshot().sync.clockSkewMs).toBe(0 - offsetMs)

    const past = await now.send('keys.create', aDraft({ expiresAt: serviceAt - 1000 }))
    expect(past).toMatchObject({ ok: false, error: { code: 'invalidInput' } })
    expect(await service.control.countRequests(createPosts)).toBe(0)

    const expiresAt = serviceAt + hourMs
    await now.must('keys.create', aDraft({ name: 'an hour', expiresAt }))
    await now.must('keys.create', aDraft({ name: 'for good' }))
    expect((await now.row('an hour')).expiresAt).toBe(expiresAt)
    pass(59 * minuteMs)
    await now.must('sync.refresh', {})
    expect((await now.row('an hour')).ending).toBeNull()
    pass(2 * minuteMs)
    await now.must('sync.refresh', {})
    expect((await now.row('an hour')).ending).toEqual({ how: 'expired', at: expiresAt })
    expect((await now.row('for good')).ending).toBeNull()
  })
})

describe('R57 a date at the edge of a calendar', () => {
  it.each([
    ['the last second that fits 32 bits', '2038-01-19T03:14:07Z'],
    ['the hour that summer time skips in Europe', '2026-03-29T00:59:30Z'],
    ['the hour that it repeats', '2026-10-25T00:59:30Z'],
    ['the hour that is repeated in New York', '2026-11-01T05:59:30Z'],
    ['the end of a leap day', '2028-02-29T23:59:30Z'],
    ['the end of a year', '2027-12-31T23:59:30Z'],
    ['a century that is no leap year', '2100-02-28T23:59:30Z'],
    ['a second before four digits end', '9998-12-31T23:59:59Z'],
  ])('%s moves no expiry, over a restart neither', async (_name, date) => {
    const serviceAt = Date.parse(date)
    const first = await connectAt({ serviceAt })
    const expiresAt = serviceAt + hourMs
    await first.must('keys.create', aDraft({ name: 'an hour', expiresAt }))
    // A restart takes a minute of its own.
    pass(58 * minuteMs)
    await first.quit()
    app = await restartTestApp({ service, computer })
    expect(await app.row('an hour')).toMatchObject({ expiresAt, ending: null })
    pass(minuteMs)
    await app.must('sync.refresh', {})
    expect((await app.row('an hour')).ending).toEqual({ how: 'expired', at: expiresAt })
  })

  it.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Kolkata'])(
    'the end of each day of a year lies in that day in %s',
    (zone) => {
      const { TZ } = process.env
      process.env.TZ = zone
      try {
        const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone })
        for (let at = Date.UTC(2026, 0, 1, 12); at < Date.UTC(2027, 0, 1); at += dayMs) {
          const date = new Date(at).toISOString().slice(0, 10)
          const end = endOfLocalDay(date) ?? Number.NaN
          expect([day.format(end), day.format(end + 1000) > date]).toEqual([date, true])
        }
      } finally {
        if (TZ === undefined) delete process.env.TZ
        else process.env.TZ = TZ
      }
      caseCount += 1
    },
  )
})

describe('R57 a clock that somebody sets', () => {
  it.each([-10 * yearMs, -dayMs, dayMs, 10 * yearMs])('by %i ms moves no timer', async (ms) => {
    const now = await connectAt({ computerAt: Date.parse('2026-03-18T10:30:00Z') })
    const { keyId } = await now.must('keys.create', aDraft())
    await now.must('values.copy', { keyId })
    await now.must('values.reveal', { keyId })
    now.clock.setWall(now.clock.now() + ms)
    now.clock.advance(29_000)
    expect([computer.clipboard.text === '', now.window.isProtected]).toEqual([false, true])
    now.clock.advance(1000)
    await expect.poll(() => computer.clipboard.text).toBe('')
    expect(now.window.isProtected).toBe(false)
    // Five minutes without anybody hide it, neither more nor less.
    now.presence.idle = 6 * minuteMs
    now.clock.advance(6 * minuteMs)
    await expect.poll(() => now.snapshot().lock.state).toBe('hidden')
  })

  it('to another year does not make the next start forget the account or its backups', async () => {
    const first = await connectAt({ computerAt: Date.parse('2026-03-18T10:30:00Z') })
    const { keyId } = await first.must('keys.create', aDraft())
    await first.quit()
    for (const at of ['2016-01-01T00:00:00Z', '2036-01-01T00:00:00Z']) {
      const clock = createFakeClock(Date.parse(at))
      app = await restartTestApp({ service, computer, clock })
      await app.must('values.copy', { keyId })
      expect(app.dialogs.messages).toEqual([])
      await app.quit()
    }
  })
})

describe('R57 a Date header of the service that is none', () => {
  it.each([
    '',
    'now',
    '0',
    '-1',
    '1e400',
    '2026-03-18T10:30:00Z',
    'Wed, 32 Mar 2026 10:30:00 GMT',
    'Wed, 18 Mar 2026 25:30:00 GMT',
    'Wed, 18 Mar 99999 10:30:00 GMT',
    'x'.repeat(5000),
  ])('%j is taken for no date, and the list is read', async (date) => {
    const odd = await startServer((_request, response) => {
      response.setHeader('date', date)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[]}')
    })
    const api = connectTo(odd.url)
    expect(await api.listKeys()).toMatchObject({ ok: true, value: { clockSkewMs: 0 } })
    await api.close()
    await odd.close()
    caseCount += 1
  })

  it('the cases are counted', () => {
    expect(caseCount).toBeGreaterThan(30)
    recordFigure('Clocks', `${caseCount} wrong clocks and odd dates, 0 expiries or timers moved`)
  })
})
