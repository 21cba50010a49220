// What its user writes about keys: kept here, also for keys that ended and without any network, and never sent.
import { expect, test } from 'vitest'
import type { TestApp } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import type { ActivityQuery } from '../../shared/domain/activity.ts'
import { type KeyNotes, noNotes } from '../../shared/domain/key-notes.ts'
import { createAppFactories } from '../app-factories.ts'

const world = createTestWorld()
let app: TestApp

async function connectedWith(...names: string[]): Promise<string[]> {
  const keys = []
  for (const description of names) keys.push(await world.service().control.addKey({ description }))
  app = await world.connected()
  return keys.map(({ id }) => id)
}

const written = (changes: Partial<KeyNotes>): KeyNotes => ({ ...noNotes, ...changes })
const tagsOf = async (name: string) => (await app.row(name)).notes.tags
const everything: ActivityQuery = { text: '', kinds: ['keyNoted'], subjectId: null, since: null }

/** The history as it lies in the file, the newest first. */
function history() {
  const store = createAppFactories({ clock: app.clock, log: () => {} }).openVaultStore(
    `${world.computer().folder}/vault.db`,
    () => {},
  )
  try {
    return store.readActivity(null, everything, { beforeId: null, limit: 100 })
  } finally {
    store.close()
  }
}

test('what is written about a key is shown, survives a restart and is never sent', async () => {
  const [keyId = ''] = await connectedWith('ci')
  const notes = {
    note: 'Runs on “build 7”\n<b>not bold</b> \u202Egpj',
    tags: ['CI', 'Größe'],
    isFavourite: true,
    remindDays: 45,
  }
  const patches = app.window.patches.length
  await app.must('keys.note', { keyId, notes })
  expect((await app.row('ci')).notes).toEqual(notes)
  expect(JSON.stringify(app.window.patches.slice(patches))).toContain('Größe')
  expect(await world.service().control.countRequests({ method: 'PATCH' })).toBe(0)
  await app.must('sync.refresh', {})
  expect((await app.row('ci')).notes).toEqual(notes)
  await app.quit()
  app = await world.restarted()
  expect((await app.row('ci')).notes).toEqual(notes)
})

test('a key that has ended can be noted as well, and without a connection', async () => {
  const [keyId = ''] = await connectedWith('old')
  await world.service().control.revokeKey(keyId)
  await app.must('sync.refresh', {})
  expect((await app.row('old')).ending?.how).toBe('goneElsewhere')
  await world.service().close()
  await app.must('keys.note', { keyId, notes: written({ note: 'was the crawler' }) })
  expect(await app.row('old')).toMatchObject({
    notes: { note: 'was the crawler' },
    ending: { how: 'goneElsewhere' },
  })
})

test('tags of several keys change together, whatever their case, and what they have besides stays', async () => {
  const ids = await connectedWith('one', 'two', 'three')
  const [one = '', two = ''] = ids
  await app.must('keys.note', { keyId: one, notes: written({ tags: ['CI', 'old'], note: 'mine' }) })
  await app.must('keys.tag', {
    keyIds: [one, two, 'gone-elsewhere'],
    add: ['ci', 'blue'],
    remove: ['OLD'],
    isFavourite: true,
  })
  expect(await tagsOf('one')).toEqual(['CI', 'blue'])
  expect(await tagsOf('two')).toEqual(['ci', 'blue'])
  expect(await app.row('one')).toMatchObject({ notes: { note: 'mine', isFavourite: true } })
  expect(await tagsOf('three')).toEqual([])
})

test('a key that would get too many tags refuses the change for all of them', async () => {
  const [one = '', two = ''] = await connectedWith('one', 'two')
  const tags = Array.from({ length: 20 }, (_, index) => `t${index}`)
  await app.must('keys.note', { keyId: one, notes: written({ tags }) })
  expect(await app.send('keys.tag', { keyIds: [two, one], add: ['more'], remove: [] })).toMatchObject({
    error: { code: 'invalidInput', effect: 'none', fields: [{ field: 'add' }] },
  })
  expect(await tagsOf('two')).toEqual([])
})

test('what cannot be written stays as it was, for every key', async () => {
  const keyIds = await connectedWith('one', 'two')
  app.breakStore('vault.writeKeyFacts')
  expect(await app.send('keys.tag', { keyIds, add: ['ci'], remove: [] })).toMatchObject({
    error: { code: 'storage', effect: 'none' },
  })
  expect([await tagsOf('one'), await tagsOf('two')]).toEqual([[], []])
})

test('unknown keys and no account are refused', async () => {
  app = await world.started()
  expect(await app.send('keys.note', { keyId: 'nobody', notes: noNotes })).toMatchObject({
    error: { code: 'notFound' },
  })
  expect(await app.send('keys.tag', { keyIds: ['nobody'], add: ['ci'], remove: [] })).toMatchObject({
    error: { code: 'notFound' },
  })
})

test('the history tells what changed, never the text of a note, and nothing where nothing changed', async () => {
  const [keyId = '', other = ''] = await connectedWith('ci', 'other')
  const notes = written({ note: 'where-it-runs', tags: ['ci'], isFavourite: true, remindDays: 1 })
  await app.must('keys.note', { keyId, notes })
  await app.must('keys.note', { keyId, notes })
  await app.must('keys.tag', { keyIds: [keyId, other], add: ['CI', 'blue'], remove: [] })
  app.breakStore('vault.addActivity')
  await app.must('keys.note', { keyId: other, notes: noNotes })
  const entries = history()
  expect(entries.map(({ subject, changes, detail }) => [subject, changes, detail])).toEqual([
    ['other', [{ field: 'Tags', before: 'none', after: 'CI, blue' }], null],
    ['ci', [{ field: 'Tags', before: 'ci', after: 'ci, blue' }], null],
    [
      'ci',
      [
        { field: 'Tags', before: 'none', after: 'ci' },
        { field: 'Favourite', before: 'no', after: 'yes' },
        { field: 'First reminder', before: 'as in the settings', after: '1 day before the expiry' },
      ],
      'A note was written.',
    ],
  ])
  expect(JSON.stringify(entries)).not.toContain('where-it-runs')
})
