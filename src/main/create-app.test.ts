// The app as a whole: settings, links, what crosses to the page, damaged files, quitting.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { aDraft, until } from '../../test/support/test-app.ts'
import { createTestWorld } from '../../test/support/test-world.ts'
import { patchSchema } from '../shared/domain/snapshot.ts'

const world = createTestWorld()

describe('settings', () => {
  test('are written, shown and applied, one at a time', async () => {
    const app = await world.connected()
    await app.must('settings.change', { theme: 'dark' })
    await app.must('settings.change', { clipboardClearMs: 60_000 })
    expect(app.snapshot().settings).toMatchObject({ theme: 'dark', clipboardClearMs: 60_000 })
    expect(world.computer().settingsStore.settings).toEqual(app.snapshot().settings)
    expect(app.theme.applied).toBe('dark')
  })

  test('that cannot be written are not shown as changed', async () => {
    const app = await world.connected()
    world.computer().settingsStore.isReadOnly = true
    expect(await app.send('settings.change', { theme: 'dark' })).toMatchObject({ error: { code: 'storage' } })
    expect(app.snapshot().settings.theme).toBe('system')
    expect(app.theme.applied).toBe('system')
  })
})

test('R14 links are opened by their id', async () => {
  const app = await world.connected()
  await app.must('links.open', { link: 'subKeysGuide' })
  expect(app.links.opened).toEqual(['subKeysGuide'])
})

describe('R43 a damaged vault is told by the folder to which it was moved', () => {
  const spoil = () => writeFileSync(join(world.computer().folder, 'vault.db'), 'not a database at all')
  const quarantine = () => join(world.computer().folder, 'quarantine')

  test('and comes back as it was when the app was last left', async () => {
    const before = await world.connected()
    const { keyId } = await before.must('keys.create', aDraft())
    await before.quit()
    spoil()
    const app = await world.started()
    expect(app.dialogs.messages[0]?.detail).toContain(quarantine())
    expect(app.dialogs.messages[0]?.detail).toContain('was put back')
    expect(app.snapshot().account).not.toBeNull()
    await until(() => app.snapshot().vault.state === 'ready')
    await app.must('values.copy', { keyId })
  })

  test('and begins empty where no backup is left', async () => {
    await (await world.connected()).quit()
    rmSync(join(world.computer().folder, 'backups'), { recursive: true })
    spoil()
    const app = await world.started()
    expect(app.dialogs.messages[0]?.detail).toContain(quarantine())
    expect(app.dialogs.messages[0]?.detail).toContain('a new vault was begun')
    expect(app.snapshot().account).toBeNull()
  })
})

test('a keyring that was locked is asked again when its user says so', async () => {
  await (await world.connected()).quit()
  world.computer().secureStore.mode = 'undecryptable'
  const app = await world.started()
  await until(() => app.snapshot().vault.state === 'lockedByOs')
  expect(await app.send('vault.retry', {})).toMatchObject({ error: { code: 'vaultLocked' } })
  await until(() => app.snapshot().sync.listProblem?.code === 'vaultLocked')
  world.computer().secureStore.mode = 'ok'
  await app.must('vault.retry', {})
  await until(() => app.snapshot().sync.listProblem === null && app.snapshot().sync.listAsOf !== null)
})

describe('what crosses to the page', () => {
  test('is JSON: snapshot, patches and answers survive it unchanged', async () => {
    await world.service().control.addKey({ description: 'ci', credit_limit: 5 })
    const app = await world.connected()
    await app.must('keys.create', aDraft())
    await world.service().control.addFault({
      pathPattern: 'usage',
      times: 'always',
      fault: { kind: 'status', status: 503 },
    })
    await app.must('sync.refresh', {})
    expect(app.snapshot().sync.usageProblem?.code).toBe('unavailable')
    const { keyId } = await app.must('keys.create', aDraft({ name: 'second' }))
    await app.must('values.copy', { keyId })
    for (const payload of [app.snapshot(), ...app.window.patches, await app.rows()]) {
      expect(JSON.parse(JSON.stringify(payload))).toStrictEqual(payload)
    }
    expect(app.window.patches.length).toBeGreaterThan(5)
    for (const patch of app.window.patches) patchSchema.parse(patch)
  })

  test('patches lead from any snapshot to the present one without a gap', async () => {
    const app = await world.connected()
    await app.must('keys.create', aDraft())
    await app.must('sync.refresh', {})
    const revisions = app.window.patches.map((patch) => patch.revision)
    expect(revisions).toEqual(revisions.map((_, index) => index + 1))
    expect(app.snapshot().revision).toBe(revisions.at(-1))
  })
})

describe('quitting', () => {
  test('R29 clears the clipboard if it still holds the value', async () => {
    const app = await world.connected()
    const { keyId } = await app.must('keys.create', aDraft())
    await app.must('values.copy', { keyId })
    expect(world.computer().clipboard.text).not.toBe('')
    await app.quit()
    expect(world.computer().clipboard.text).toBe('')
  })

  test('asks before values that are in memory only are lost', async () => {
    world.computer().secureStore.mode = 'unavailable'
    const app = await world.connected()
    expect(await app.app.permitQuit()).toBe(true)
    await app.must('keys.create', aDraft({ name: 'only here' }))
    app.dialogs.reply = false
    expect(await app.app.permitQuit()).toBe(false)
    expect(app.dialogs.questions.at(-1)?.detail).toContain('“only here”')
  })
})
