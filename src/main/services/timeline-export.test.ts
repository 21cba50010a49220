// The export of the timeline in the whole app: what is in the file, what is noted of it, and how it can end without one.
import { expect, it } from 'vitest'
import { aDraft } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

const world = createTestWorld()
const day = 86_400_000

async function connected() {
  const app = await world.connected()
  for (const [name, days] of [
    ['within', 20],
    ['beyond', 60],
  ] as const) {
    await app.must(
      'keys.create',
      aDraft({ name, expiresAt: app.clock.now() + days * day, creditLimit: null }),
    )
  }
  return app
}

it('holds what lies within the chosen days, and the history says so', async () => {
  const app = await connected()
  const { count } = await app.must('timeline.export', { days: 30 })
  const [{ fileName, text } = expect.fail('nothing was saved')] = app.files.saved
  expect(fileName).toBe('latchkey-timeline.ics')
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(count)
  expect(text).toContain('SUMMARY:API key “within” expires')
  expect(text).not.toContain('beyond')
  const query = { text: '', kinds: ['exported' as const], subjectId: null, since: null }
  const { entries } = await app.must('history.read', { query, beforeId: null, limit: 10 })
  expect(entries).toMatchObject([{ subject: 'Timeline', outcome: 'done' }])
})

it('a dialog that is cancelled, a place that cannot be written, and no account are each told', async () => {
  const app = await connected()
  const codeOf = async () => {
    const answer = await app.send('timeline.export', { days: 90 })
    return answer.ok ? 'ok' : answer.error.code
  }
  app.files.mode = 'cancels'
  expect(await codeOf()).toBe('notConfirmed')
  app.files.mode = 'fails'
  expect(await codeOf()).toBe('storage')
  app.files.mode = 'saves'
  expect(await codeOf()).toBe('ok')
  await app.must('session.disconnect', {})
  expect(await codeOf()).toBe('notConnected')
  expect(app.files.saved).toHaveLength(1)
})
