// The exported history: whole, one line an entry whatever a name holds, nothing that a spreadsheet runs, and no value.
import { expect, test } from 'vitest'
import { createWorker, spendDay } from '../../../test/support/day-of-work.ts'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { aDraft, createTestApp, type TestApp } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import type { ActivityQuery } from '../../shared/domain/activity.ts'

const world = createTestWorld()
const everything: ActivityQuery = { text: '', kinds: null, subjectId: null, since: null }
const csv = { query: everything, format: 'csv' } as const

/** The cells of a file in which every cell is quoted, row by row, without the head. */
function rowsOf(text: string): string[][] {
  const lines = text.replace(/^\uFEFF/, '').split('\r\n')
  expect(lines.pop()).toBe('')
  return lines.slice(1).map((line) => {
    const cells = [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, cell = '']) => cell)
    expect(cells.map((cell) => `"${cell}"`).join(',')).toBe(line)
    return cells.map((cell) => cell.replaceAll('""', '"'))
  })
}

const last = (app: TestApp) => app.files.saved.at(-1)?.text ?? ''

/** Texts that break lines, cells, spreadsheets and eyes where nobody looks after them. */
const hostileNames = [
  ...["=cmd|' /C calc'!A0", '=1+1', '+1', '-1', '@SUM(A1)', '\t=1+1', '\r=1+1', '\n=1+1', '＝1+1'],
  ...['＋1', '－1', '＠x', '"', '""', '","', '",=1+1,"', "'", ';', ',', '\r\nsecond,"line"', 'a\nb', 'a\rb'],
  ...['a\u2028b', 'a\u2029b', '\u202egnp', 'a\u0000b', '\u001b[31mred', '<script>', '%0A=1+1', 'a\u0085b'],
]

test('R31 thirty names that want to be more than a name give one row each, and no formula', async () => {
  expect(hostileNames).toHaveLength(30)
  const app = await world.connected()
  for (const description of hostileNames) await world.service().control.addKey({ description })
  await app.must('sync.refresh', {})
  await app.must('history.export', { query: { ...everything, kinds: ['keyAppeared'] }, format: 'csv' })
  const rows = rowsOf(last(app))
  expect(rows).toHaveLength(30)
  for (const row of rows) {
    expect(row).toHaveLength(10)
    for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/u)
  }
  expect(last(app).split('\n')).toHaveLength(32)
})

test('is written as its user reads it, the newest first, as CSV for tables and JSON for programs', async () => {
  const app = await world.connected()
  const { keyId } = await app.must('keys.create', aDraft())
  await app.must('keys.update', { keyId, changes: { creditLimit: 500 } })
  expect(await app.must('history.export', csv)).toEqual({ count: 3 })
  const saved = app.files.saved[0]
  expect(saved?.fileName).toBe('latchkey-history-2026-03-18.csv')
  // Without it Excel would garble every name that is not English.
  expect(saved?.text.startsWith('\uFEFF"Time (UTC)","Event","Name"')).toBe(true)
  const [newest] = rowsOf(saved?.text ?? '')
  expect(newest).toEqual([
    ...['2026-03-18T10:30:00.000Z', 'You changed “billing-bot”: Credit limit 50 → 500 credits'],
    ...[
      'billing-bot',
      keyId,
      expect.any(String),
      'Done',
      '',
      'Credit limit: 50 → 500 credits',
      '',
      'keyEdited',
    ],
  ])
  await app.must('history.export', { query: { ...everything, subjectId: keyId }, format: 'json' })
  const { entries, ...head } = JSON.parse(last(app)) as { entries: { kind: string }[] }
  expect(head).toEqual({ program: 'Latchkey', exportedAt: '2026-03-18T10:30:00.000Z' })
  expect(entries.map(({ kind }) => kind)).toEqual(['keyEdited', 'keyCreated'])
})

test('R7 takes its user’s choice of a place, one at a time, and is noted itself', async () => {
  const app = await world.connected()
  app.files.mode = 'cancels'
  expect(await app.send('history.export', csv)).toMatchObject({ error: { code: 'notConfirmed' } })
  app.files.mode = 'fails'
  expect(await app.send('history.export', csv)).toMatchObject({
    error: { code: 'storage', effect: 'none', isRetryable: true },
  })
  app.files.mode = 'saves'
  const [first, second] = await Promise.all([
    app.send('history.export', csv),
    app.send('history.export', csv),
  ])
  expect([first.ok, second]).toEqual([
    true,
    { ok: false, error: expect.objectContaining({ code: 'tooMany' }) },
  ])
  const page = await app.must('history.read', { query: everything, beforeId: null, limit: 10 })
  expect(page.entries.map(({ kind, outcome, detail }) => [kind, outcome, detail])).toEqual([
    ['exported', 'done', '2 entries as CSV.'],
    ['exported', 'failed', null],
    ['connected', 'done', null],
  ])
})

test('R31 after a day of work no file holds a value, an admin key or a passphrase', async () => {
  const app = createTestApp({ service: world.service(), computer: world.computer() })
  const worker = createWorker(app)
  const day = { ...app, serviceClock: createFakeClock() }
  await spendDay(day, worker, world.service().adminKey, () => {})
  expect(worker.wrong).toEqual([])
  const canaries = [...app.values, 'made-up words of a bad day']
  expect(canaries.length).toBeGreaterThan(4)
  await app.kill()
  const [table = '', list = ''] = ['csv', 'json'].map(
    (format) =>
      app.files.saved.findLast(({ fileName }) => /history.*\./.test(fileName) && fileName.endsWith(format))
        ?.text,
  )
  for (const words of ['You revealed the value of', 'You replaced the value of the secret', 'You tested']) {
    expect(table).toContain(words)
  }
  for (const kind of ['valueRevealed', 'secretReplaced', 'secretChecked']) expect(list).toContain(`"${kind}"`)
  for (const { fileName, text } of app.files.saved) {
    expect([fileName, ...canaries.filter((canary) => text.includes(canary))]).toEqual([fileName])
  }
})
