// Deleting and replacing secrets: confirmed in main, one by one, and called done only when the service has said so.
import { beforeEach, describe, expect, test } from 'vitest'
import { scanFiles } from '../../../test/support/file-scan.ts'
import { aSecretDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

const world = createTestWorld()
let app: TestApp
const control = () => world.service().control
const secretsPath = '/api/v1/secrets/'
const deletions = { method: 'DELETE', pathPattern: /\/api\/v1\/secrets\// }
const patches = { method: 'PATCH', pathPattern: /\/api\/v1\/secrets\// }
const newValue = 'lin_api_aNewMadeUpValue9876543210zyxwvuts'

const addRemote = (secret_name: string, changes: object = {}) =>
  control().addSecret({ secret_name, secret_value: `lin_api_madeUp_${secret_name}_0123456789`, ...changes })

beforeEach(async () => {
  app = await world.connected()
  await until(() => app.snapshot().sync.secretsAsOf !== null)
})

const withRemote = async (...names: string[]) => {
  const ids: string[] = []
  for (const name of names) ids.push((await addRemote(name)).id)
  await app.must('sync.refresh', {})
  return ids
}
const confirmed = async (
  command: 'secrets.prepareDelete' | 'secrets.prepareReplace',
  secretIds: string[],
) => {
  const { ticket } = await app.must(command, { secretIds })
  app.clock.advance(1000)
  return ticket
}
const deleteAll = async (secretIds: string[]) =>
  app.must('secrets.delete', { ticket: await confirmed('secrets.prepareDelete', secretIds) })
const replaceAll = async (secretIds: string[], keepSealedCopy = false, value = newValue) => {
  const ticket = await confirmed('secrets.prepareReplace', secretIds)
  return app.must('secrets.replaceValue', { ticket, value, keepSealedCopy })
}
const outcomeOf = ({ outcomes }: { outcomes: readonly { outcome: string }[] }) =>
  outcomes.map(({ outcome }) => outcome)

describe('R7 the confirmation belongs to main', () => {
  test('without a ticket, with an invented one or one of the other kind nothing is sent', async () => {
    const ids = await withRemote('a')
    const invented = 'an-invented-ticket-0123456789'
    for (let count = 0; count < 200; count += 1) {
      await app.send('secrets.delete', { ticket: invented })
      await app.send('secrets.replaceValue', { ticket: invented, value: newValue, keepSealedCopy: false })
    }
    const ticket = await confirmed('secrets.prepareReplace', ids)
    expect(await app.send('secrets.delete', { ticket })).toMatchObject({ error: { code: 'notConfirmed' } })
    expect(await control().countRequests(deletions)).toBe(0)
    expect(await control().countRequests(patches)).toBe(0)
  })

  test('more than ten a minute need an answer in a native dialog that names them', async () => {
    const ids = await withRemote(...Array.from({ length: 11 }, (_, index) => `secret ${index}`))
    app.dialogs.reply = false
    const ticket = await confirmed('secrets.prepareDelete', ids)
    expect(await app.send('secrets.delete', { ticket })).toMatchObject({ error: { code: 'notConfirmed' } })
    expect(app.dialogs.questions.at(-1)).toMatchObject({ title: 'Delete 11 secrets?', isDestructive: true })
    expect(app.dialogs.questions.at(-1)?.detail).toContain('“secret 0”')
    expect(await control().countRequests(deletions)).toBe(0)
  })
})

describe('deleting', () => {
  test('takes the secret, its copy and its fingerprint from service, screen and disk', async () => {
    const draft = aSecretDraft({ keepSealedCopy: true })
    const { secretId } = await app.must('secrets.create', draft)
    expect(outcomeOf(await deleteAll([secretId]))).toEqual(['done'])
    expect(await app.secrets()).toEqual([])
    expect(await control().secrets()).toEqual([])
    expect(await app.send('secrets.copyValue', { secretId })).toMatchObject({ error: { code: 'notFound' } })
    await app.quit()
    expect(scanFiles(world.computer().folder, [draft.value]).hits).toEqual([])
  })

  test('goes one by one with its progress in the snapshot', async () => {
    const ids = await withRemote('a', 'b')
    await deleteAll(ids)
    expect(app.snapshot().secretBatch).toMatchObject({
      kind: 'delete',
      outcomes: [
        { name: 'a', outcome: 'done' },
        { name: 'b', outcome: 'done' },
      ],
    })
    const seen = app.window.patches.flatMap((patch) => patch.parts?.secretBatch?.outcomes ?? [])
    expect(seen.some(({ outcome }) => outcome === 'waiting')).toBe(true)
  })

  test('of one that somebody else deleted is a success with a note', async () => {
    const ids = await withRemote('a')
    await control().removeSecret(ids[0] ?? '')
    expect(outcomeOf(await deleteAll(ids))).toEqual(['alreadyGone'])
    expect(await app.secrets()).toEqual([])
  })

  test('R41 a lost answer is settled by asking for the secret', async () => {
    const [a = '', b = ''] = await withRemote('a', 'b')
    await control().addFault({ method: 'DELETE', pathPattern: a, fault: { kind: 'dropAfter' } })
    expect(outcomeOf(await deleteAll([a]))).toEqual(['done'])
    await control().addFault({
      ...{ method: 'DELETE', pathPattern: b, times: 'always' as const },
      fault: { kind: 'dropBefore' },
    })
    await control().addFault({
      method: 'GET',
      pathPattern: b,
      times: 'always',
      fault: { kind: 'status', status: 500 },
    })
    expect(outcomeOf(await deleteAll([b]))).toEqual(['unconfirmed'])
    expect((await app.secrets()).map(({ id }) => id)).toEqual([b])
    await control().clearFaults()
    await control().removeSecret(b)
    await app.must('sync.refresh', {})
    await until(() => app.snapshot().secretBatch?.outcomes[0]?.outcome === 'done')
    expect(await app.secrets()).toEqual([])
  })

  test('a failure that would meet all of them ends the batch; others only their own', async () => {
    const [a = '', b = '', c = ''] = await withRemote('a', 'b', 'c')
    await control().addFault({ method: 'DELETE', pathPattern: a, fault: { kind: 'status', status: 422 } })
    await control().addFault({ method: 'DELETE', pathPattern: b, fault: { kind: 'status', status: 401 } })
    expect(outcomeOf(await deleteAll([a, b, c]))).toEqual(['failed', 'failed', 'failed'])
    expect(await control().countRequests({ ...deletions, pathPattern: new RegExp(c) })).toBe(0)
    expect(await app.secrets()).toHaveLength(3)
  })
})

describe('replacing a value', () => {
  test('sends nothing but the value, and the age begins anew', async () => {
    const [id = ''] = await withRemote('a')
    const before = await app.secret('a')
    app.clock.advance(86_400_000)
    expect(outcomeOf(await replaceAll([id]))).toEqual(['done'])
    expect((await control().requests(patches)).at(-1)?.bodyShape).toEqual({ secret_value: 'string' })
    const after = await app.secret('a')
    expect(after.display).not.toBe(before.display)
    expect(after).toMatchObject({
      fingerprint: 'current',
      valueSetFrom: after.updatedAt,
      hasSealedCopy: false,
    })
    expect(app.spoken()).not.toContain(newValue)
  })

  test('of several together makes them known to share it', async () => {
    const ids = await withRemote('a', 'b')
    expect(outcomeOf(await replaceAll(ids, true))).toEqual(['done', 'done'])
    const [a, b] = [await app.secret('a'), await app.secret('b')]
    expect(a.sharedGroup).not.toBeNull()
    expect(a.sharedGroup).toBe(b.sharedGroup)
    expect(a.hasSealedCopy).toBe(true)
    await replaceAll([a.id], false, `${newValue}2`)
    expect(await app.secret('a')).toMatchObject({ sharedGroup: null, hasSealedCopy: false })
    expect((await app.secret('b')).sharedGroup).toBeNull()
  })

  test('R24 a copy of the value before is erased with it', async () => {
    const { secretId } = await app.must('secrets.create', aSecretDraft({ keepSealedCopy: true }))
    await replaceAll([secretId], false)
    expect(await app.send('secrets.copyValue', { secretId })).toMatchObject({ error: { code: 'notFound' } })
    expect((await app.secrets())[0]?.hasSealedCopy).toBe(false)
  })

  test('R41 whose answer is lost is not called replaced unless the service shows it', async () => {
    const [id = ''] = await withRemote('a')
    app.clock.advance(5000)
    await control().addFault({ ...patches, pathPattern: secretsPath, fault: { kind: 'dropAfter' } })
    expect(outcomeOf(await replaceAll([id]))).toEqual(['done'])
    app.clock.advance(5000)
    const lost = { ...patches, pathPattern: secretsPath, times: 'always' as const }
    await control().addFault({ ...lost, fault: { kind: 'dropBefore' } })
    expect(outcomeOf(await replaceAll([id], false, `${newValue}3`))).toEqual(['unconfirmed'])
    expect(await app.must('secrets.compareValue', { secretId: id, value: newValue })).toMatchObject({
      verdict: 'same',
    })
  })

  test('beyond the account’s size is refused with its word and changes nothing', async () => {
    const [id = ''] = await withRemote('a')
    const before = await app.secret('a')
    await control().addFault({ ...patches, pathPattern: secretsPath, fault: { kind: 'status', status: 413 } })
    const { outcomes } = await replaceAll([id])
    expect(outcomes[0]).toMatchObject({ outcome: 'failed', error: { code: 'tooLarge', effect: 'none' } })
    expect(await app.secret('a')).toEqual(before)
  })
})
