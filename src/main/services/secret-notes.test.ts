// What its user writes about secrets: kept here, never sent, and gone with the secret, but with no other change of it.
import { beforeEach, expect, test } from 'vitest'
import { type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import { type Notes, noSecretNotes } from '../../shared/domain/notes.ts'
import { createAppFactories } from '../app-factories.ts'

const world = createTestWorld()
let app: TestApp
const control = () => world.service().control
const written = (changes: Partial<Notes>): Notes => ({ ...noSecretNotes, ...changes })
const notesOf = async (name: string) => (await app.secret(name)).notes

beforeEach(async () => {
  app = await world.connected()
  await until(() => app.snapshot().sync.secretsAsOf !== null)
})

async function withSecrets(...names: string[]): Promise<string[]> {
  const ids: string[] = []
  for (const name of names) {
    const added = { secret_name: name, secret_value: `lin_api_madeUp_${name}_0123456789` }
    ids.push((await control().addSecret(added)).id)
  }
  await app.must('sync.refresh', {})
  return ids
}

async function deleteNow(secretId: string): Promise<void> {
  const { ticket } = await app.must('secrets.prepareDelete', { secretIds: [secretId] })
  app.clock.advance(1000)
  await app.must('secrets.delete', { ticket })
}

/** What lies in the file, read by another hand while the app is away. */
async function inVault(): Promise<{ notes: readonly string[]; history: readonly unknown[][] }> {
  await app.quit()
  const { folder } = world.computer()
  const factories = createAppFactories({ clock: app.clock, log: () => {} })
  const store = factories.openVaultStore(`${folder}/vault.db`, () => {})
  try {
    const query = { text: '', kinds: ['secretNoted' as const], subjectId: null, since: null }
    const history = store.readActivity(null, query, { beforeId: null, limit: 100 })
    return {
      notes: store
        .listAccounts()
        .flatMap(({ id }) => store.listSecretFacts(id).map(({ notes }) => notes.note)),
      history: history.map(({ subject, changes, detail }) => [subject, changes, detail]),
    }
  } finally {
    store.close()
  }
}

test('what is written about a secret is shown, survives a restart and is never sent', async () => {
  const [secretId = ''] = await withSecrets('linear')
  const notes = { note: 'Of “Mira”\n<b>not bold</b> \u202Egpj', tags: ['CI', 'Größe'], isFavourite: true }
  const patches = app.window.patches.length
  const requests = await control().countRequests({})
  await app.must('secrets.note', { secretId, notes })
  expect(await notesOf('linear')).toEqual(notes)
  expect(JSON.stringify(app.window.patches.slice(patches))).toContain('Größe')
  expect(await control().countRequests({})).toBe(requests)
  await app.must('sync.refresh', {})
  expect(await notesOf('linear')).toEqual(notes)
  await app.quit()
  app = await world.restarted()
  expect(await notesOf('linear')).toEqual(notes)
})

test('tags of several secrets change together, and what they have besides stays', async () => {
  const [one = '', two = ''] = await withSecrets('one', 'two', 'three')
  await app.must('secrets.note', { secretId: one, notes: written({ tags: ['CI', 'old'], note: 'mine' }) })
  await app.must('secrets.tag', {
    ...{ secretIds: [one, two, 'gone-elsewhere'], add: ['ci', 'blue'], remove: ['OLD'], isFavourite: true },
  })
  expect(await notesOf('one')).toEqual({ note: 'mine', tags: ['CI', 'blue'], isFavourite: true })
  expect(await notesOf('two')).toEqual({ note: '', tags: ['ci', 'blue'], isFavourite: true })
  expect(await notesOf('three')).toEqual(noSecretNotes)
})

test('a change that cannot be made is made for none of them', async () => {
  const [one = '', two = ''] = await withSecrets('one', 'two')
  const tags = Array.from({ length: 20 }, (_, index) => `t${index}`)
  await app.must('secrets.note', { secretId: one, notes: written({ tags }) })
  const more = { secretIds: [two, one], add: ['more'], remove: [] }
  expect(await app.send('secrets.tag', more)).toMatchObject({
    error: { code: 'invalidInput', effect: 'none', fields: [{ field: 'add' }] },
  })
  app.breakStore('vault.writeSecretFacts')
  expect(await app.send('secrets.tag', { ...more, secretIds: [two] })).toMatchObject({
    error: { code: 'storage', effect: 'none' },
  })
  expect(await notesOf('two')).toEqual(noSecretNotes)
  expect(await app.send('secrets.note', { secretId: 'nobody', notes: noSecretNotes })).toMatchObject({
    error: { code: 'notFound' },
  })
})

test('notes stay with a secret that is edited and whose value is replaced, here or elsewhere', async () => {
  const [secretId = ''] = await withSecrets('linear')
  const notes = written({ note: 'mine', tags: ['ci'] })
  await app.must('secrets.note', { secretId, notes })
  await app.must('secrets.update', { secretId, changes: { name: 'renamed' } })
  const { ticket } = await app.must('secrets.prepareReplace', { secretIds: [secretId] })
  app.clock.advance(1000)
  const value = 'lin_api_aNewMadeUpValue9876543210zyxwvuts'
  await app.must('secrets.replaceValue', { ticket, value, keepSealedCopy: true })
  await control().changeSecret(secretId, { secret_value: 'lin_api_madeUpElsewhere0123456789' })
  await app.must('sync.refresh', {})
  expect(await app.secret('renamed')).toMatchObject({ id: secretId, notes })
})

test('of a deleted secret they are gone once the service lists it no more', async () => {
  const [kept = '', gone = ''] = await withSecrets('kept', 'gone')
  await app.must('secrets.note', { secretId: kept, notes: written({ note: 'stays' }) })
  await app.must('secrets.note', { secretId: gone, notes: written({ note: 'goes' }) })
  // The service says that it is deleted, and lists it all the same.
  await control().addFault({ method: 'DELETE', pathPattern: gone, fault: { kind: 'body', body: '{}' } })
  await deleteNow(gone)
  expect((await app.secrets()).map(({ name }) => name)).toEqual(['kept'])
  await app.must('sync.refresh', {})
  expect(await notesOf('gone')).toMatchObject({ note: 'goes' })
  await deleteNow(gone)
  // A list with a hole proves nothing.
  const holed = JSON.stringify({ data: [null] })
  await control().addFault({ method: 'GET', pathPattern: 'secrets/$', fault: { kind: 'body', body: holed } })
  await app.must('sync.refresh', {})
  expect(app.steps).not.toContain('vault.removeSecretFacts begins')
  await app.must('sync.refresh', {})
  expect(await inVault()).toMatchObject({ notes: ['stays'] })
})

test('of secrets that are gone elsewhere, and of one without anything written, nothing stays', async () => {
  const [elsewhere = '', emptied = ''] = await withSecrets('elsewhere', 'emptied')
  await app.must('secrets.note', { secretId: elsewhere, notes: written({ note: 'goes' }) })
  await app.must('secrets.note', { secretId: emptied, notes: written({ note: 'goes, too' }) })
  await app.must('secrets.note', { secretId: emptied, notes: noSecretNotes })
  await control().removeSecret(elsewhere)
  await app.must('sync.refresh', {})
  expect(await inVault()).toMatchObject({ notes: [] })
})

test('R50 they go with the account', async () => {
  const [secretId = ''] = await withSecrets('linear')
  await app.must('secrets.note', { secretId, notes: written({ note: 'goes', isFavourite: true }) })
  await app.must('session.disconnect', {})
  await app.must('session.connect', { adminKey: world.service().adminKey, keysHost: 'api.io.solutions' })
  await until(async () => (await app.secrets()).length === 1)
  expect(await notesOf('linear')).toEqual(noSecretNotes)
})

test('R48 nothing of them is told while Latchkey is locked', async () => {
  const [secretId = ''] = await withSecrets('linear')
  await app.must('lock.setPassphrase', { passphrase: 'made-up words of a test' })
  await app.must('secrets.note', { secretId, notes: written({ note: 'canary', tags: ['canary'] }) })
  app.clock.advance(500)
  app.window.patches.length = 0
  await app.must('lock.now', {})
  await until(() => app.snapshot().vault.state === 'locked')
  expect(JSON.stringify(await app.send('app.readSnapshot', {}))).not.toContain('canary')
  expect(await app.send('secrets.readRows', { afterId: null, limit: 500 })).toMatchObject({
    error: { code: 'locked' },
  })
  expect(JSON.stringify(app.window.patches)).not.toContain('canary')
  await app.must('lock.unlock', { passphrase: 'made-up words of a test' })
  expect(await notesOf('linear')).toMatchObject({ note: 'canary' })
})

test('the history tells what changed, never the text of a note, and nothing where nothing changed', async () => {
  const [secretId = '', other = ''] = await withSecrets('linear', 'other')
  const notes = written({ note: 'where-it-is-used', tags: ['ci'], isFavourite: true })
  await app.must('secrets.note', { secretId, notes })
  await app.must('secrets.note', { secretId, notes })
  await app.must('secrets.tag', { secretIds: [secretId, other], add: ['CI', 'blue'], remove: [] })
  const repair = app.breakStore('vault.addActivity')
  await app.must('secrets.note', { secretId: other, notes: noSecretNotes })
  repair()
  const { history } = await inVault()
  expect(history).toEqual([
    ['other', [{ field: 'Tags', before: 'none', after: 'CI, blue' }], null],
    ['linear', [{ field: 'Tags', before: 'ci', after: 'ci, blue' }], null],
    [
      'linear',
      [
        { field: 'Tags', before: 'none', after: 'ci' },
        { field: 'Favourite', before: 'no', after: 'yes' },
      ],
      'A note was written.',
    ],
  ])
})
