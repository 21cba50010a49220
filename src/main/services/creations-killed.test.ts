// R38: wherever the process dies, every key that was made is stored or shown as one whose value nobody has.
import { describe, expect, test } from 'vitest'
import { activeKeys, createPosts, isUsableKey } from '../../../test/support/created-keys.ts'
import { aDraft, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import type { FaultRuleInput } from '../../sandbox/fault-rules.ts'

const world = createTestWorld()
const madeKeys = () => activeKeys(world.service())
const clipboardHoldsUsableKey = () => isUsableKey(world.service(), world.computer().clipboard.text)

describe('R38 the process dies during a creation', () => {
  interface KillPoint {
    readonly name: string
    readonly killAt: string
    readonly fault?: FaultRuleInput['fault']
    /** What the next run must show: nothing was made, an orphan was, or the value is safe. */
    readonly shows: 'nothing' | 'orphan' | 'value'
  }
  const points: KillPoint[] = [
    { name: 'K1 K2 before the intent is committed', killAt: 'vault.addIntent begins', shows: 'nothing' },
    {
      name: 'K2 the intent is committed, not marked as sent',
      killAt: 'vault.addIntent ends',
      shows: 'nothing',
    },
    { name: 'K3 marked as sent, not sent', killAt: 'api.createKey begins', shows: 'nothing' },
    {
      name: 'K4 the request broke off on the way',
      killAt: 'api.createKey ends',
      fault: { kind: 'dropBefore' },
      shows: 'nothing',
    },
    {
      name: 'K5 the key is made, no answer is sent',
      killAt: 'api.createKey ends',
      fault: { kind: 'dropAfter' },
      shows: 'orphan',
    },
    {
      name: 'K6 K7 half the answer came',
      killAt: 'api.createKey ends',
      fault: { kind: 'dropHalfway' },
      shows: 'orphan',
    },
    {
      name: 'K7 the answer ends in the middle of its JSON',
      killAt: 'api.createKey ends',
      fault: { kind: 'truncatedJson' },
      shows: 'orphan',
    },
    { name: 'K8 the answer is read, nothing is sealed', killAt: 'api.createKey ends', shows: 'orphan' },
    { name: 'K9 K10 sealed, not committed', killAt: 'vault.storeNewValue begins', shows: 'orphan' },
    { name: 'K11 committed, the page not told', killAt: 'vault.storeNewValue ends', shows: 'value' },
    {
      name: 'K14 the request that takes the tag away is sent',
      killAt: 'api.updateKey begins',
      shows: 'value',
    },
    { name: 'K14 the tag is gone, which is not noted', killAt: 'api.updateKey ends', shows: 'value' },
  ]

  test.each(points)('$name', async ({ killAt, fault, shows }) => {
    const app = await world.connected({ killAt })
    if (fault !== undefined) await world.service().control.addFault({ method: 'POST', fault })
    void app.send('keys.create', aDraft({ name: 'billing-bot' }))
    await until(app.isKilled)
    await app.kill()
    expect(await world.service().control.countRequests(createPosts)).toBeLessThanOrEqual(1)

    const next = await world.restarted()
    const made = await madeKeys()
    const { lostCreations, unstoredValues } = next.snapshot()
    if (shows === 'nothing') {
      expect(made).toEqual([])
      expect(unstoredValues).toEqual([])
      expect(lostCreations.every((lost) => lost.state === 'notFound')).toBe(true)
    } else if (shows === 'orphan') {
      expect(made).toHaveLength(1)
      expect(unstoredValues).toEqual([])
      expect(lostCreations).toMatchObject([{ state: 'found', keyId: made[0]?.id }])
      expect((await next.row('billing-bot')).id).toBe(made[0]?.id)
    } else {
      expect(made).toHaveLength(1)
      expect(lostCreations).toEqual([])
      expect(unstoredValues).toMatchObject([{ keyId: made[0]?.id, isSealedOnDisk: true }])
      await next.must('values.copy', { keyId: made[0]?.id ?? '' })
      expect(await clipboardHoldsUsableKey()).toBe(true)
      await until(async () => (await madeKeys())[0]?.description === 'billing-bot')
    }
    expect(await world.service().control.countRequests(createPosts)).toBeLessThanOrEqual(1)
    expect(await world.service().control.countRequests({ method: 'DELETE' })).toBe(0)
  })

  test('K15 acknowledged without a copy, killed before the erasure: it is finished at the next start', async () => {
    const app = await world.connected({ killAt: 'vault.eraseValue begins' })
    const { keyId } = await app.must('keys.create', aDraft())
    void app.send('values.acknowledge', { keyId, keepSealedCopy: false })
    await until(app.isKilled)
    await app.kill()
    const next = await world.restarted()
    expect(next.snapshot().unstoredValues).toEqual([])
    expect(next.steps).toContain('vault.eraseValue ends')
    expect(await next.send('values.copy', { keyId })).toMatchObject({
      ok: false,
      error: { code: 'notFound' },
    })
  })

  test.each([
    ['the value is sealed, its tags are not yet noted', 'vault.writeKeyFacts begins'],
    ['nothing is sealed', 'vault.storeNewValue begins'],
    ['the tags are noted', 'vault.writeKeyFacts ends'],
  ])('the tags that were asked for come with the key, killed when %s', async (_, killAt) => {
    const app = await world.connected({ killAt })
    void app.send('keys.create', aDraft({ tags: ['ci', 'Größe'] }))
    await until(app.isKilled)
    await app.kill()
    const next = await world.restarted()
    expect((await next.row('billing-bot')).notes.tags).toEqual(['ci', 'Größe'])
  })

  test('the creation that a quit interrupts is found at the next start', async () => {
    const app = await world.connected()
    await world.service().control.addFault({ method: 'POST', fault: { kind: 'delay', ms: 300 } })
    const created = app.send('keys.create', aDraft())
    await until(() => app.steps.includes('api.createKey begins'))
    await until(async () => (await world.service().control.countRequests(createPosts)) === 1)
    await app.quit()
    expect(await created).toMatchObject({ ok: false, error: { effect: 'unknown' } })
    await until(async () => (await madeKeys()).length === 1)
    const next = await world.restarted()
    expect(next.snapshot().lostCreations).toMatchObject([{ state: 'found' }])
  })
})
