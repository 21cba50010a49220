// What was spent "today" is of the service's day: it is not shown as today's when that is over.
import { expect, it } from 'vitest'
import { aDraft, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

const hourMs = 3_600_000
const world = createTestWorld()

/** A key that has spent 3 credits today, as the app has read it. */
async function spender() {
  const app = await world.connected()
  const { keyId } = await app.must('keys.create', aDraft({ name: 'spender' }))
  await world.service().control.addUsage(keyId, { credits: 3 })
  await app.must('sync.refresh', {})
  await until(async () => (await app.row('spender')).usedToday === 3)
  return app
}

it('a day later it starts at nothing, and what was spent in all stays', async () => {
  const app = await spender()
  app.clock.advance(24 * hourMs)
  await until(async () => (await app.row('spender')).usedToday === 0)
  expect((await app.row('spender')).usedAllTime).toBe(3)
})

it('without an answer of the service it is not known, rather than that of yesterday', async () => {
  const app = await spender()
  await world.service().control.addFault({ fault: { kind: 'status', status: 503 } })
  app.clock.advance(24 * hourMs)
  await until(async () => (await app.row('spender')).usedToday === null)
  await app.quit()
  const next = await world.started()
  await until(async () => (await next.rows()).length > 0)
  expect(await next.row('spender')).toMatchObject({ usedToday: null, usedAllTime: 3 })
})
