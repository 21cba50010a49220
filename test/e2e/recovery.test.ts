// R38: no new key is lost silently, whatever goes wrong between the request and "I have stored it".
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { eventually } from './support/eventually.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { createProfile } from './support/profile.ts'
import { adminKey, type Service, startService } from './support/service.ts'

const create = { method: 'POST', pathPattern: '/sub-keys$' }

/** The tag by which a lost key would be found again has left its description. */
const expectUntagged = (service: Service, name: string) =>
  eventually(async () => expect((await service.keyNamed(name))?.description).toBe(name))

describe('a new value that nobody has said to have stored', () => {
  it('survives power cuts, and is then kept or erased as its owner says', async () => {
    const service = await startService()
    onTestFinished(service.close)
    const profile = createProfile()
    onTestFinished(profile.remove)
    const start = () => startLatchkey({ userData: profile.userData, env: service.env })

    const first = await start()
    await first.connect(adminKey)
    await first.createKey({ name: 'Kept key' })
    await first.crash()

    const second = await start()
    await second.notice('1 key’s value is waiting to be stored: “Kept key”').waitFor()
    await second.createKey({ name: 'Erased key' })
    await second.crash()

    const third = await start()
    await third.notice('2 keys’ values are waiting to be stored').waitFor()
    await third.choose('Kept key', 'Store value…')
    const kept = await third.copyValue()
    expect(await service.statusFor(kept)).toBe(200)
    await third.confirmStored({ keepsCopy: true })
    await third.choose('Erased key', 'Store value…')
    const erased = await third.copyValue()
    expect(erased).not.toBe(kept)
    expect(await service.statusFor(erased)).toBe(200)
    await third.confirmStored({ keepsCopy: false })
    await expectUntagged(service, 'Kept key')
    await expectUntagged(service, 'Erased key')
    await third.quit()

    const last = await start()
    onTestFinished(last.quit)
    await last.choose('Kept key', 'Copy value')
    await last.message('Value of “Kept key” copied').waitFor()
    expect(await last.clipboard()).toBe(kept)
    await last.search('Erased key')
    await last.row('Erased key').getByRole('button', { name: 'Actions for Erased key' }).click()
    await expect.poll(() => last.page.getByRole('menuitem', { name: /value/i }).count()).toBe(0)
    await last.page.keyboard.press('Escape')
    await expect.poll(() => last.notice('waiting to be stored').count()).toBe(0)
    expect(await service.countCreations()).toBe(2)
  })
})

describe('a power cut while the request is on its way', () => {
  it('the key is found after the restart, and no second one is made', async () => {
    const service = await startService()
    onTestFinished(service.close)
    const profile = createProfile()
    onTestFinished(profile.remove)
    const options = { userData: profile.userData, env: service.env }

    const first = await startLatchkey(options)
    await first.connect(adminKey)
    await service.control.addFault({ ...create, fault: { kind: 'delay', ms: 1000 } })
    await first.tryToCreateKey({ name: 'Cut off', limit: 5 })
    await eventually(async () => expect(await service.countCreations()).toBe(1))
    await first.crash()
    await eventually(async () => expect(await service.keyNamed('Cut off')).toBeDefined())

    const second = await startLatchkey(options)
    onTestFinished(second.quit)
    const notice = second.notice('“Cut off” was created, but its value was never received')
    await notice.waitFor()
    expect(await service.countCreations()).toBe(1)
    await notice.getByRole('button', { name: 'Create again…' }).click()
    const form = second.dialog('Create API key')
    await expect.poll(() => form.getByLabel('Name', { exact: true }).inputValue()).toBe('Cut off')
    await expect.poll(() => form.getByLabel('Credits per cycle').inputValue()).toBe('5')
    await form.getByRole('button', { name: 'Cancel' }).click()
    expect((await service.keyNamed('Cut off'))?.state).toBe('active')
  })
})

describe('an answer that never comes', () => {
  let service: Service
  let app: Latchkey

  beforeAll(async () => {
    service = await startService({ keys: 3 })
    app = await startLatchkey({ env: service.env })
    await app.connect(adminKey)
  })
  afterAll(async () => {
    await app.quit()
    await service.close()
  })

  /** Creates a key under a fault and reads what the person is told right away. */
  async function loseAnswer(
    name: string,
    kind: 'dropBefore' | 'dropAfter' | 'dropHalfway' | 'truncatedJson',
  ) {
    await service.control.clearRequests()
    await service.control.addFault({ ...create, fault: { kind } })
    await app.tryToCreateKey({ name })
    await app.question.filter({ hasText: 'does not send the request again' }).waitFor()
    await expect.poll(() => app.question.textContent()).toContain('The answer was lost on the way')
    await app.question.getByRole('button', { name: 'Close', exact: true }).first().click()
  }

  it('after the key was made: it is found, named as unusable and revoked on request', async () => {
    await loseAnswer('Lost answer', 'dropAfter')
    const notice = app.notice('“Lost answer” was created, but its value was never received')
    await notice.waitFor()
    expect((await service.keyNamed('Lost answer'))?.state).toBe('active')

    await notice.getByRole('button', { name: 'Revoke…' }).click()
    await app.question.getByRole('button', { name: 'Revoke key' }).click()
    await app.message('“Lost answer” was revoked').waitFor()
    expect((await service.keyNamed('Lost answer'))?.state).toBe('revoked')
    await eventually(async () => expect(await app.notice('Lost answer').count()).toBe(0))
    expect(await service.countCreations()).toBe(1)
  })

  it.each(['dropHalfway', 'truncatedJson'] as const)(
    'cut in the middle (%s): the key is found as well',
    async (kind) => {
      await loseAnswer(`Half of ${kind}`, kind)
      const notice = app.notice(`“Half of ${kind}” was created, but its value was never received`)
      await notice.waitFor()
      await notice.getByRole('button', { name: 'Dismiss' }).click()
      await notice.waitFor({ state: 'detached' })
      expect((await service.keyNamed(`Half of ${kind}`))?.state).toBe('active')
      expect(await service.countCreations()).toBe(1)
    },
  )

  it('before the service saw it: the list proves that nothing was made, and creating again makes one', async () => {
    await loseAnswer('Never arrived', 'dropBefore')
    const notice = app.notice('“Never arrived” was not created')
    await notice.waitFor()
    expect(await service.keyNamed('Never arrived')).toBeUndefined()
    expect(await service.countCreations()).toBe(1)

    await notice.getByRole('button', { name: 'Create again…' }).click()
    await app.page.getByRole('button', { name: 'Create key', exact: true }).click()
    expect(await service.statusFor(await app.copyValue())).toBe(200)
    await app.confirmStored()
    await notice.getByRole('button', { name: 'Dismiss' }).click()
    await notice.waitFor({ state: 'detached' })
    const made = (await service.control.keys()).filter(({ description }) => description.startsWith('Never'))
    expect(made).toHaveLength(1)
  })
})
