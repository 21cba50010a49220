// Emergency actions: what is asked, what is done, what is kept for a retry; R7: without a yes nothing is sent.
import { beforeEach, describe, expect, test } from 'vitest'
import { type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import type { EmergencyAction } from '../../shared/domain/emergency.ts'

const world = createTestWorld()
const ids = new Map<string, string>()
let app: TestApp

/** Five keys: `a` and `b` tagged CI or ci, `c` spends, `idle` has no credits, `free` has no limit. */
beforeEach(async () => {
  for (const [description, credit_limit] of [
    ['a', 5],
    ['b', 6],
    ['c\u202E', 7],
    ['idle', 0],
    ['free', null],
  ] as const) {
    ids.set(description, (await world.service().control.addKey({ description, credit_limit })).id)
  }
  await world.service().control.addUsage(idOf('c\u202E'), { credits: 12.5 })
  app = await world.connected()
  await until(() => app.snapshot().sync.usageAsOf !== null)
  const tag = (name: string, ...tags: string[]) =>
    app.must('keys.tag', { keyIds: [idOf(name)], add: tags, remove: [] })
  await tag('a', 'CI')
  await tag('b', 'ci', 'prod')
})

const idOf = (name: string) => ids.get(name) ?? ''
const writes = async () =>
  (await world.service().control.countRequests({ method: 'PATCH' })) +
  (await world.service().control.countRequests({ method: 'DELETE' }))
const run = (action: EmergencyAction) => app.send('panic.run', action)
const limits = async () =>
  Object.fromEntries(
    (await world.service().control.keys()).map(({ description, creditLimit }) => [description, creditLimit]),
  )
const question = () => app.dialogs.questions.at(-1)

describe('R7 the question is main’s', () => {
  test('a no sends nothing, whatever was asked', async () => {
    app.dialogs.reply = false
    for (const action of [
      { action: 'freezeAll' },
      { action: 'freezeTag', tag: 'ci' },
      { action: 'revokeTag', tag: 'ci' },
    ] as const) {
      expect(await run(action)).toMatchObject({ error: { code: 'notConfirmed' } })
    }
    expect(await writes()).toBe(0)
  })

  test('there is one at a time, and while it is open nothing is sent', async () => {
    app.dialogs.reply = 'later'
    const first = run({ action: 'freezeAll' })
    await until(() => app.dialogs.questions.length === 1)
    expect(await run({ action: 'revokeTag', tag: 'ci' })).toMatchObject({ error: { code: 'tooMany' } })
    expect(app.dialogs.questions).toHaveLength(1)
    expect(await writes()).toBe(0)
    app.dialogs.answer(true)
    expect(await first).toMatchObject({ ok: true })
  })

  test('it says how many, names them safely, and tells what they spent today', async () => {
    app.dialogs.reply = false
    await run({ action: 'freezeAll' })
    expect(question()).toMatchObject({ title: 'Freeze 4 keys?', confirmLabel: 'Freeze 4 keys' })
    expect(question()?.detail).toContain('“c‹U+202E›”')
    expect(question()?.detail).toContain('Together they spent 12.5 credits today')
    expect(question()?.detail).toContain('a request or two may still pass')
    await run({ action: 'revokeTag', tag: 'cI' })
    expect(question()).toMatchObject({ title: 'Revoke 2 keys tagged “cI”?', isDestructive: true })
    expect(question()?.detail).toContain('“a”, “b”')
    expect(question()?.detail).toContain('This cannot be undone')
  })

  test('what is added while it is open is not part of the answer', async () => {
    app.dialogs.reply = 'later'
    const answer = run({ action: 'freezeAll' })
    await until(() => app.dialogs.questions.length === 1)
    await world.service().control.addKey({ description: 'late', credit_limit: 9 })
    await app.must('sync.refresh', {})
    app.dialogs.answer(true)
    expect(await answer).toMatchObject({ ok: true })
    expect((await limits()).late).toBe(9)
  })
})

describe('acting', () => {
  test('all are frozen without a second question, and all thawed with the limits of before', async () => {
    await run({ action: 'freezeAll' })
    expect(app.dialogs.questions).toHaveLength(1)
    expect(Object.values(await limits())).toEqual([0, 0, 0, 0, 0])
    expect(app.snapshot().freezing).toMatchObject({ kind: 'freeze' })
    await run({ action: 'thawAll' })
    expect(await limits()).toEqual({ a: 5, b: 6, 'c\u202E': 7, idle: 0, free: null })
    expect(await run({ action: 'thawAll' })).toMatchObject({ error: { code: 'notFound' } })
  })

  test('only keys with the tag, in whatever case, are frozen or revoked', async () => {
    await run({ action: 'freezeTag', tag: 'prod' })
    expect(await limits()).toMatchObject({ a: 5, b: 0, free: null })
    await run({ action: 'revokeTag', tag: 'ci' })
    const active = (await world.service().control.keys()).filter(({ state }) => state === 'active')
    expect(active.map(({ description }) => description).sort()).toEqual(['c\u202E', 'free', 'idle'])
  })

  test('what failed stays for a retry, which asks again about no more than that', async () => {
    await world.service().control.addFault({
      ...{ method: 'PATCH', pathPattern: idOf('b') },
      fault: { kind: 'status', status: 422 },
    })
    app.window.isOpen = false
    app.clock.advance(500)
    app.tray.click('Freeze all keys…')
    await until(() => app.dialogs.messages.length === 1)
    expect(app.dialogs.messages[0]?.title).toBe('1 of 4 keys was not frozen')
    expect(app.dialogs.messages[0]?.detail).toContain('“b”')
    expect(app.dialogs.messages[0]?.detail).toContain('It still works.')
    app.clock.advance(500)
    expect(app.tray.labels()).toContain('1 key not frozen')
    app.tray.click('Retry what failed…')
    await until(async () => (await limits()).b === 0)
    expect(question()).toMatchObject({ title: 'Freeze 1 key?' })
    await until(() => app.snapshot().freezing?.outcomes.every(({ outcome }) => outcome === 'done') ?? false)
    app.clock.advance(500)
    await until(() => app.tray.labels().includes('1 key was frozen'))
    expect(app.window.isOpen).toBe(false)
  })

  test('it waits where the service asks to slow down', async () => {
    await world.service().control.addFault({
      ...{ method: 'PATCH', times: 2 },
      fault: { kind: 'status', status: 429, retryAfter: 0 },
    })
    await run({ action: 'freezeAll' })
    expect(Object.values(await limits())).toEqual([0, 0, 0, 0, 0])
  })

  test('progress is told in the tray while it goes on, without names once it is locked', async () => {
    const held = app.holdAnswer('api.updateKey')
    const answer = run({ action: 'freezeAll' })
    await until(held.isHeld)
    app.clock.advance(600)
    expect(app.tray.labels()).toContain('Freezing 0 of 4…')
    await app.must('lock.now', {})
    expect(app.tray.labels().join()).not.toContain('Freezing')
    held.release()
    await answer
  })
})
