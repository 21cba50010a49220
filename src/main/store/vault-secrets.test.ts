// Fingerprints and sealed copies of secrets in vault.db, and vaults of the versions that knew none of them.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noNotes } from '../../shared/domain/key-notes.ts'
import { type SealedSecret, type StoredFingerprint, StoreError, type VaultStore } from '../ports/store.ts'
import type { Clock } from '../ports/system.ts'
import { openDatabase } from './open-database.ts'
import { vaultKind } from './vault-schema.ts'
import { createVaultStore } from './vault-store.ts'

const clock: Clock = { now: () => 0, monotonic: () => 0, after: () => () => {} }
let folder = ''
let path = ''
let store: VaultStore

const open = (): VaultStore =>
  createVaultStore(path, { clock, log: () => {}, onQuarantined: () => expect.fail('quarantined') })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-vault-secrets-'))
  path = join(folder, 'vault.db')
  store = open()
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

function reopen(): void {
  store.close()
  store = open()
}

const aCopy = (secretId: string, changes: Partial<SealedSecret> = {}): SealedSecret => ({
  accountId: 'me',
  secretId,
  sealed: new Uint8Array(Buffer.from(`sealed bytes of ${secretId}`)),
  createdAt: 1_790_000_000_123,
  ...changes,
})

const aFingerprint = (secretId: string, changes: Partial<StoredFingerprint> = {}): StoredFingerprint => ({
  accountId: 'me',
  secretId,
  generation: 1,
  digest: new Uint8Array([0, 1, 255]),
  setAt: 1_790_000_000_123,
  ...changes,
})

/** How many files of the profile, whatever their folder, hold the text. */
function filesWith(text: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => statSync(file).isFile() && readFileSync(file).includes(text)).length
}

describe('what the vault keeps of secrets over a restart', () => {
  it('copies, with and without their ciphertext, in the order of the ids', () => {
    store.storeSecretCopy(aCopy('b', { createdAt: 1 }))
    store.storeSecretCopy(aCopy('a', { sealed: new Uint8Array() }))
    reopen()
    expect(store.readSecretCopy('me', 'b')).toEqual(aCopy('b', { createdAt: 1 }))
    expect(store.readSecretCopy('me', 'a')).toEqual(aCopy('a', { sealed: new Uint8Array() }))
    expect(store.listSecretCopies('me')).toEqual([
      { accountId: 'me', secretId: 'a', createdAt: 1_790_000_000_123 },
      { accountId: 'me', secretId: 'b', createdAt: 1 },
    ])
    expect(store.readSecretCopy('me', 'unknown')).toBeNull()
  })

  it('one copy a secret: the last', () => {
    store.storeSecretCopy(aCopy('a'))
    const second = aCopy('a', { sealed: new Uint8Array(5000).fill(7), createdAt: 2 })
    store.storeSecretCopy(second)
    reopen()
    expect(store.readSecretCopy('me', 'a')).toEqual(second)
    expect(store.listSecretCopies('me')).toHaveLength(1)
  })

  it('one fingerprint a secret, with or without the time of its value', () => {
    store.writeFingerprint(aFingerprint('b'))
    store.writeFingerprint(aFingerprint('a'))
    store.writeFingerprint(aFingerprint('a', { generation: 2, digest: new Uint8Array([9]), setAt: null }))
    reopen()
    expect(store.listFingerprints('me')).toEqual([
      aFingerprint('a', { generation: 2, digest: new Uint8Array([9]), setAt: null }),
      aFingerprint('b'),
    ])
    store.removeFingerprint('me', 'a')
    store.removeFingerprint('me', 'unknown')
    reopen()
    expect(store.listFingerprints('me')).toEqual([aFingerprint('b')])
  })

  it('accounts apart', () => {
    store.storeSecretCopy(aCopy('a'))
    store.writeFingerprint(aFingerprint('a'))
    const ofOther = aCopy('a', { accountId: 'other', sealed: new Uint8Array([3]) })
    store.storeSecretCopy(ofOther)
    store.writeFingerprint(aFingerprint('a', { accountId: 'other' }))
    store.eraseSecretCopy('me', 'a')
    store.removeFingerprint('me', 'a')
    expect(store.listSecretCopies('me')).toEqual([])
    expect(store.listFingerprints('me')).toEqual([])
    expect(store.readSecretCopy('other', 'a')).toEqual(ofOther)
    expect(store.listFingerprints('other')).toEqual([aFingerprint('a', { accountId: 'other' })])
  })

  it('values of keys and of secrets count alike', () => {
    expect(store.countValues()).toBe(0)
    store.storeSecretCopy(aCopy('a'))
    store.storeSecretCopy(aCopy('a', { accountId: 'other' }))
    const key = {
      name: '',
      display: '',
      expiresAt: null,
      createdAt: 1,
      keepsCopy: true,
      acknowledgedAt: null,
    }
    store.storeNewValue('none', { ...key, accountId: 'me', keyId: 'k', sealed: new Uint8Array([1]) })
    expect(store.countValues()).toBe(3)
    store.eraseSecretCopy('me', 'a')
    expect(store.countValues()).toBe(2)
  })

  it('hostile text is data, never SQL', () => {
    const hostile = `' OR 1=1; DROP TABLE sealed_secrets; -- \u0000 \\ " % 🗝`
    store.storeSecretCopy(aCopy('a'))
    store.storeSecretCopy(aCopy(hostile, { accountId: hostile }))
    store.writeFingerprint(aFingerprint(hostile, { accountId: hostile }))
    expect(store.readSecretCopy(hostile, hostile)).toEqual(aCopy(hostile, { accountId: hostile }))
    store.eraseSecretCopy(hostile, hostile)
    store.removeFingerprint(hostile, hostile)
    expect(store.listFingerprints(hostile)).toEqual([])
    expect(store.listSecretCopies('me')).toHaveLength(1)
  })
})

describe('R24 a secret’s copy', () => {
  const sizes = { short: 60, 'longer than a page': 15_000 }
  const marked = (text: string, length: number) => new Uint8Array(Buffer.alloc(length, text))

  it.each(Object.entries(sizes))('erased leaves no byte in any file (%s)', (_name, length) => {
    for (let index = 0; index < 5; index += 1) {
      store.storeSecretCopy(aCopy(`s${index}`, { sealed: marked('ERASED-MARKER ', length) }))
    }
    expect(filesWith('ERASED-MARKER')).toBeGreaterThan(0)
    for (let index = 0; index < 5; index += 1) store.eraseSecretCopy('me', `s${index}`)
    expect(filesWith('ERASED-MARKER')).toBe(0)
    reopen()
    expect(filesWith('ERASED-MARKER')).toBe(0)
  })

  it.each([
    ['short by short', sizes.short, sizes.short],
    ['long by short', sizes['longer than a page'], sizes.short],
    ['short by long', sizes.short, sizes['longer than a page']],
  ])('replaced leaves no byte of the one before (%s)', (_name, before, after) => {
    store.storeSecretCopy(aCopy('s', { sealed: marked('FIRST-MARKER ', before) }))
    store.storeSecretCopy(aCopy('s', { sealed: marked('SECOND-MARKER ', after) }))
    expect(filesWith('FIRST-MARKER')).toBe(0)
    expect(store.readSecretCopy('me', 's')?.sealed).toEqual(marked('SECOND-MARKER ', after))
  })

  it('is erased among many whose rows were moved between pages', () => {
    const ids = Array.from({ length: 120 }, (_, index) => `s${(index * 7919) % 120}`)
    for (const id of ids) {
      store.storeSecretCopy(aCopy(id, { sealed: marked('MOVED-MARKER ', 40 + ((id.length * 97) % 400)) }))
    }
    for (const id of ids) store.eraseSecretCopy('me', id)
    expect(filesWith('MOVED-MARKER')).toBe(0)
  })

  it('is erased also from a log that another process kept from being emptied', () => {
    const reader = new Database(path, { readonly: true })
    reader.exec('BEGIN; SELECT count(*) FROM sealed_secrets')
    const copy = aCopy('s', { sealed: marked('LOGGED-MARKER ', 9000) })
    expect(() => store.storeSecretCopy(copy)).toThrow(new StoreError('busy'))
    reader.close()
    store.eraseSecretCopy('me', 's')
    expect(filesWith('LOGGED-MARKER')).toBe(0)
  })

  it('says busy while another process reads the log that still holds it', () => {
    store.storeSecretCopy(aCopy('s'))
    store.writeFingerprint(aFingerprint('s'))
    const reader = new Database(path, { readonly: true })
    reader.exec('BEGIN; SELECT count(*) FROM sealed_secrets')
    expect(() => store.eraseSecretCopy('me', 's')).toThrow(new StoreError('busy'))
    reader.close()
    store.eraseSecretCopy('me', 's')
    expect(store.readSecretCopy('me', 's')).toBeNull()
  })

  it('a fingerprint that is removed is in no file either', () => {
    store.writeFingerprint(aFingerprint('s', { digest: marked('DIGEST-MARKER ', 32) }))
    expect(filesWith('DIGEST-MARKER')).toBeGreaterThan(0)
    store.removeFingerprint('me', 's')
    expect(filesWith('DIGEST-MARKER')).toBe(0)
  })

  it('R50 goes with its account, and the fingerprints too', () => {
    store.storeSecretCopy(aCopy('s', { sealed: marked('GONE-MARKER ', 500) }))
    store.writeFingerprint(aFingerprint('s', { digest: marked('GONE-MARKER ', 32) }))
    store.storeSecretCopy(aCopy('s', { accountId: 'other' }))
    store.writeFingerprint(aFingerprint('s', { accountId: 'other' }))
    store.removeAccount('me')
    expect(filesWith('GONE-MARKER')).toBe(0)
    expect(store.listSecretCopies('me')).toEqual([])
    expect(store.listFingerprints('me')).toEqual([])
    expect(store.listSecretCopies('other')).toHaveLength(1)
    expect(store.listFingerprints('other')).toHaveLength(1)
  })
})

/** A key that ended under a version that knew no notes. */
const withoutNotes = {
  ...{ id: 'old', name: 'ci', display: 'd', createdAt: 1, expiresAt: 2, access: { kind: 'all' } },
  ...{ creditLimit: null, creditUsed: 1, creditCycle: null, usedToday: null, usedAllTime: 3 },
  ...{ lastUseSeenAt: null, hasSealedCopy: false, ending: { how: 'expired', at: 2 } },
}

describe('a vault of another version', () => {
  it.each([1, 2])('R44 version %i is brought up to date, with all it holds', (version) => {
    store.close()
    rmSync(path)
    const migrations = vaultKind.migrations.slice(0, version)
    const before = openDatabase(path, { ...vaultKind, migrations })
    before.exec(
      version === 1
        ? `INSERT INTO wraps VALUES (0, x'07', 'K')`
        : `INSERT INTO wraps VALUES (1, 0, x'07', 'K')`,
    )
    before.exec(`
      INSERT INTO accounts VALUES ('me', 5, '{"id":"me"}', x'0102');
      INSERT INTO sealed_values VALUES ('me', 'k', x'0304', 'ci', 'd', NULL, 6, 1, NULL);
    `)
    before.prepare(`INSERT INTO ended_keys VALUES ('me', 'old', 7, ?)`).run(JSON.stringify(withoutNotes))
    before.close()
    store = open()
    expect(store.readWraps()).toEqual([
      { generation: 1, slot: 0, wrapped: new Uint8Array([7]), backend: 'K' },
    ])
    const look = { label: '', colour: 'blue' }
    expect(store.listAccounts()[0]).toEqual({ id: 'me', look, sealedAdminKey: new Uint8Array([1, 2]) })
    expect(store.readValue('me', 'k')?.sealed).toEqual(new Uint8Array([3, 4]))
    expect(store.listEndedKeys('me')).toEqual([{ ...withoutNotes, notes: noNotes, frozen: null }])
    store.storeSecretCopy(aCopy('s'))
    store.writeFingerprint(aFingerprint('s'))
    reopen()
    expect(store.readSecretCopy('me', 's')).toEqual(aCopy('s'))
    expect(store.listFingerprints('me')).toEqual([aFingerprint('s')])
  })
})
