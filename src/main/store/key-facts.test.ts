// What only this computer knows of keys and secrets, in vault.db: notes, limits, digests, rotations, reminders.
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  anAccount,
  aValue,
  createVaultFolder,
  marked,
  type VaultFolder,
} from '../../../test/support/vault-folder.ts'
import { noNotes } from '../../shared/domain/key-notes.ts'
import { noSecretNotes } from '../../shared/domain/notes.ts'
import type { Rotation } from '../../shared/domain/rotation.ts'
import type { KeyFacts, NewActivity, StoredKeyFingerprint, ToldReminder, VaultStore } from '../ports/store.ts'

let vault: VaultFolder
beforeEach(() => {
  vault = createVaultFolder()
})
afterEach(() => {
  vault.remove()
})

const facts: KeyFacts = {
  keyId: 'k',
  notes: {
    note: 'for the “build” box\nДля сборки',
    tags: ['ci', 'Größe'],
    isFavourite: true,
    remindDays: 45,
  },
  frozen: { limit: null, at: 1_790_000_000_123 },
}
const digest: StoredKeyFingerprint = {
  ...{ accountId: 'me', keyId: 'k', generation: 2, digest: new Uint8Array([1, 2, 3]) },
}
const rotation: Rotation = {
  ...{
    id: 'rotation-of-a-key',
    oldKeyId: 'k',
    oldName: 'ci',
    newKeyId: 'k2',
    startedAt: 20,
    quietMs: 3_600_000,
  },
  ...{ lastUseSeenAt: null, checkedAt: 30, creditsSeen: 1.5, quietFrom: 20, state: 'watching' },
}
const secretFacts = { secretId: 's', notes: { note: 'Для агентов', tags: ['Größe'], isFavourite: true } }
const ignored = [{ finding: 'neverExpires' as const, subjectId: 'k', at: 1_790_000_000_123 }]
const told: ToldReminder = { id: 'expiry:k:7', toldAt: 5, snoozedUntil: 1_790_000_000_123, isPutAway: false }

function writeAll(store: VaultStore, accountId: string): void {
  store.writeAccount({ ...anAccount, id: accountId })
  store.writeKeyFacts(accountId, facts)
  store.writeSecretFacts(accountId, secretFacts)
  store.writeKeyFingerprint({ ...digest, accountId })
  store.writeRotation(accountId, rotation)
  store.writeTold(accountId, [told])
  store.changeIgnoredFindings(accountId, { put: ignored, remove: [] })
  store.writeSeen(accountId, { id: 7, at: 8 })
  store.addActivity([anEntry(accountId)])
}

function anEntry(accountId: string | null, subject = 'ci'): NewActivity {
  return {
    ...{ accountId, at: 1, kind: 'keyNoted', account: 'Zoë', subjectId: 'k', subject },
    ...{ outcome: 'done', error: null, changes: [], detail: null },
  }
}

const everything = (store: VaultStore, accountId: string) => ({
  facts: store.listKeyFacts(accountId),
  secrets: store.listSecretFacts(accountId),
  digests: store.listKeyFingerprints(accountId),
  rotations: store.listRotations(accountId),
  told: store.listTold(accountId),
  ignored: store.listIgnoredFindings(accountId),
  seen: store.readSeen(accountId),
  history: store.readActivity(accountId, { text: '', kinds: null, subjectId: null, since: null }, aPage)
    .length,
})
const aPage = { beforeId: null, limit: 100 }
const nothing = {
  facts: [],
  secrets: [],
  digests: [],
  rotations: [],
  told: [],
  ignored: [],
  seen: null,
  history: 0,
}

it('is kept over a restart, by account', () => {
  vault.session((store) => writeAll(store, 'me'))
  vault.session((store) => {
    expect(everything(store, 'me')).toEqual({
      ...{
        facts: [facts],
        secrets: [secretFacts],
        digests: [digest],
        rotations: [rotation],
        told: [told],
        ignored,
      },
      ...{ seen: { id: 7, at: 8 }, history: 1 },
    })
    expect(everything(store, 'other')).toEqual(nothing)
  })
})

it('is replaced by what is written later, and gone when it is removed', () => {
  vault.session((store) => {
    writeAll(store, 'me')
    const later = { ...facts, notes: noNotes, frozen: { limit: 2.5, at: 9 } }
    store.writeKeyFacts('me', later)
    store.writeKeyFingerprint({ ...digest, digest: new Uint8Array([9]) })
    store.writeRotation('me', { ...rotation, state: 'quiet' })
    store.writeRotation('me', { ...rotation, id: 'the-one-before-it', startedAt: 10 })
    store.writeTold('me', [{ ...told, snoozedUntil: null, isPutAway: true }])
    store.writeSeen('me', { id: 9, at: 10 })
    expect(store.listKeyFacts('me')).toEqual([later])
    expect(store.listKeyFingerprints('me')).toEqual([{ ...digest, digest: new Uint8Array([9]) }])
    expect(store.listRotations('me').map(({ id, state }) => [id, state])).toEqual([
      ['the-one-before-it', 'watching'],
      ['rotation-of-a-key', 'quiet'],
    ])
    expect(store.listTold('me')).toEqual([{ ...told, snoozedUntil: null, isPutAway: true }])
    expect(store.readSeen('me')).toEqual({ id: 9, at: 10 })
    store.writeSecretFacts('me', { ...secretFacts, notes: noSecretNotes }, { ...secretFacts, secretId: 't' })
    expect(store.listSecretFacts('me').map(({ notes }) => notes.isFavourite)).toEqual([false, true])
    store.removeSecretFacts('me', 's', 'unknown', 't')
    store.removeKeyFacts('me', 'k')
    store.removeRotation('me', rotation.id)
    store.removeTold('me', [told.id])
    store.changeIgnoredFindings('me', { put: [], remove: ignored })
    expect(everything(store, 'me')).toMatchObject({
      ...{ facts: [], secrets: [], told: [], ignored: [], rotations: [{ startedAt: 10 }] },
    })
  })
})

it('a row that cannot be read is left out, and the others are there', () => {
  vault.session((store) => {
    store.writeAccount(anAccount)
    for (const keyId of ['a', 'b', 'c', 'd', 'e']) store.writeKeyFacts('me', { ...facts, keyId })
    store.writeSecretFacts('me', secretFacts, { ...secretFacts, secretId: 't' })
    store.writeRotation('me', rotation)
    store.writeRotation('me', { ...rotation, id: 'another-rotation-of-it' })
  })
  const spoiler = new Database(vault.path)
  spoiler.exec(`
    UPDATE key_facts SET details = '{' WHERE key_id = 'a';
    UPDATE key_facts SET details = 'null' WHERE key_id = 'b';
    UPDATE key_facts SET details = '{"notes":{"note":7},"frozen":null}' WHERE key_id = 'c';
    UPDATE key_facts SET details = '[]' WHERE key_id = 'd';
    UPDATE secret_facts SET details = replace(details, 'isFavourite', 'isOdd') WHERE secret_id = 's';
    UPDATE rotations SET details = replace(details, 'watching', 'dancing') WHERE id = 'rotation-of-a-key';
    INSERT INTO accounts VALUES ('broken', 9999, '{"id":', NULL);
    INSERT INTO ignored_findings VALUES ('me', 'key', 'k', 'ofAnotherVersion', 1), ('me', 'secret', 's', 'oldValue', 2);
  `)
  spoiler.close()
  vault.session((store) => {
    expect(store.listKeyFacts('me').map(({ keyId }) => keyId)).toEqual(['e'])
    expect(store.listSecretFacts('me').map(({ secretId }) => secretId)).toEqual(['t'])
    expect(store.listRotations('me').map(({ id }) => id)).toEqual(['another-rotation-of-it'])
    expect(store.listIgnoredFindings('me')).toEqual([{ finding: 'oldValue', subjectId: 's', at: 2 }])
    expect(store.listAccounts()).toEqual([anAccount])
  })
})

it('accounts are listed with the one connected last first, and one without a look has always the same', () => {
  vault.session((store) => {
    store.writeAccount(anAccount)
    store.writeAccount({ ...anAccount, id: 'newest', connectedAt: 3000, sealedAdminKey: null })
    store.writeAccount({ ...anAccount, id: 'newer', connectedAt: 2000 })
  })
  const before = new Database(vault.path)
  before.exec(`UPDATE accounts SET details = json_remove(details, '$.look') WHERE id = 'newer'`)
  before.close()
  const looks = [1, 2].map(() =>
    vault.session((store) => {
      expect(store.listAccounts().map(({ id }) => id)).toEqual(['newest', 'newer', 'me'])
      expect(store.listAccounts()[2]).toEqual(anAccount)
      return store.listAccounts()[1]?.look
    }),
  )
  expect(looks[0]).toMatchObject({ label: '', colour: expect.any(String) })
  expect(looks[1]).toEqual(looks[0])
})

it('R50 goes with its account, from the backups too, and what is of others stays', () => {
  const marks: KeyFacts = { ...facts, notes: { ...noNotes, note: 'GONE-NOTE', tags: ['GONE-TAG'] } }
  vault.session((store) => {
    writeAll(store, 'other')
    writeAll(store, 'me')
    store.writeKeyFacts('me', marks)
    store.writeSecretFacts('me', { ...secretFacts, notes: { ...noSecretNotes, note: 'GONE-SECRET' } })
    store.writeKeyFingerprint({ ...digest, digest: marked('GONE-DIGEST ', 32) })
    store.addActivity([anEntry('me', 'GONE-SUBJECT'), anEntry(null)])
  })
  const words = ['GONE-NOTE', 'GONE-TAG', 'GONE-DIGEST', 'GONE-SUBJECT', 'GONE-SECRET']
  // The vault and its backup.
  expect(words.map(vault.filesWith)).toEqual(words.map(() => 2))
  vault.session((store) => {
    store.removeAccount('me')
    expect(words.map(vault.filesWith)).toEqual(words.map(() => 0))
    // The entry that is of no account.
    expect(everything(store, 'me')).toEqual({ ...nothing, history: 1 })
    expect(everything(store, 'other')).toMatchObject({ facts: [facts], rotations: [rotation], history: 2 })
  })
})

it('R24 erasing everything leaves none of it, here or in a backup', () => {
  vault.session((store) => {
    writeAll(store, 'me')
    store.writeKeyFacts('me', { ...facts, notes: { ...noNotes, note: 'GONE-NOTE' } })
    store.writeSecretFacts('me', { ...secretFacts, notes: { ...noSecretNotes, note: 'GONE-SECRET' } })
    store.addActivity([anEntry(null, 'GONE-SUBJECT')])
  })
  vault.session((store) => {
    store.eraseAll()
    expect(everything(store, 'me')).toEqual(nothing)
    expect(vault.filesWith('GONE-')).toBe(0)
  })
})

it('R43 a row of it that is lost is noticed like every other', () => {
  for (const table of [
    'key_facts',
    'key_fingerprints',
    'rotations',
    'told_reminders',
    'activity',
    'seen',
    'ignored_findings',
    'secret_facts',
  ]) {
    vault.session((store) => {
      store.eraseAll()
      writeAll(store, 'me')
      store.storeNewValue('none', aValue('k'))
    })
    const rescuesBefore = vault.rescues.length
    const thief = new Database(vault.path)
    // What a lost page does, which no trigger sees.
    const triggers = thief
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`)
      .pluck()
    for (const name of triggers.all()) thief.exec(`DROP TRIGGER ${name}`)
    thief.exec(`DELETE FROM ${table}`)
    thief.close()
    vault.session((store) => expect(everything(store, 'me').facts).toEqual([facts]))
    expect(vault.rescues, table).toHaveLength(rescuesBefore + 1)
  }
})
