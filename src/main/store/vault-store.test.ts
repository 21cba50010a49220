// vault.db through the functions that the services use.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ApiKey, Ending, KeyDraft } from '../../shared/domain/api-key.ts'
import { noNotes } from '../../shared/domain/key-notes.ts'
import {
  type CreationIntent,
  type SealedValue,
  type StoredAccount,
  StoreError,
  type VaultStore,
} from '../ports/store.ts'
import type { Clock } from '../ports/system.ts'
import { createVaultStore } from './vault-store.ts'

const clock: Clock = { now: () => Date.UTC(2026, 10, 23, 12), monotonic: () => 0, after: () => () => {} }
let folder = ''
let path = ''
let store: VaultStore

const open = (): VaultStore =>
  createVaultStore(path, { clock, log: () => {}, onQuarantined: () => expect.fail('quarantined') })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-vault-'))
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

const draft: KeyDraft = {
  name: 'ci',
  expiresAt: null,
  access: { kind: 'only', models: ['a/b'] },
  creditLimit: 5,
  creditCycle: 'daily',
  prefix: 'acme',
  keepSealedCopy: true,
}
const intent: CreationIntent = {
  id: 'intent-1',
  accountId: 'me',
  tag: 't1',
  draft,
  state: 'prepared',
  keyId: null,
  isTagRemoved: false,
  startedAt: 100,
}
const account: StoredAccount = {
  id: 'me',
  kind: 'live',
  owner: 'Zoë',
  adminKeyExpiresAt: 1_800_000_000_000,
  adminKeyDisplay: 'io-v2-eyJh...c0eQ',
  keysHost: 'api.io.solutions',
  connectedAt: 1000,
  isRemembered: true,
  look: { label: 'work', colour: 'green' },
  origins: { keys: 'https://api.io.solutions', intelligence: 'https://api.intelligence.io.solutions' },
  sealedAdminKey: new Uint8Array([1, 2, 3]),
}

function sealedValue(keyId: string, sealed = Buffer.from(`sealed bytes of ${keyId}`)): SealedValue {
  return {
    keyId,
    accountId: 'me',
    sealed: new Uint8Array(sealed),
    name: 'ci',
    display: 'acme-v2-eyJh...c0eQ',
    expiresAt: null,
    createdAt: 200,
    keepsCopy: true,
    acknowledgedAt: null,
  }
}

const ended = (id: string, ending: Ending): ApiKey & { ending: Ending } => ({
  id,
  name: 'old',
  display: 'd',
  createdAt: 1,
  expiresAt: 2,
  access: { kind: 'all' },
  creditLimit: null,
  creditUsed: 1.5,
  creditCycle: null,
  usedToday: null,
  usedAllTime: 3,
  lastUseSeenAt: null,
  hasSealedCopy: false,
  notes: noNotes,
  frozen: null,
  ending,
})

describe('what the vault keeps over a restart', () => {
  it('the account with its origins, with or without a sealed admin key', () => {
    expect(store.listAccounts()).toEqual([])
    store.writeAccount(account)
    reopen()
    expect(store.listAccounts()[0]).toEqual(account)
    store.writeAccount({ ...account, sealedAdminKey: null })
    expect(store.listAccounts()[0]?.sealedAdminKey).toBeNull()
    store.writeAccount({ ...account, id: 'other', connectedAt: 2000 })
    expect(store.listAccounts()[0]?.id).toBe('other')
  })

  it('a creation through all its states, until it is closed', () => {
    store.addIntent(intent)
    store.addIntent({ ...intent, id: 'intent-2', tag: 't2', startedAt: 50 })
    store.addIntent({ ...intent, id: 'stranger', accountId: 'other' })
    reopen()
    expect(store.openIntents('me').map((entry) => entry.id)).toEqual(['intent-2', 'intent-1'])
    expect(store.openIntents('me')[1]).toEqual(intent)
    store.updateIntent('intent-1', { state: 'found', keyId: 'k' })
    store.updateIntent('intent-1', { isTagRemoved: true })
    expect(store.openIntents('me')[1]).toEqual({ ...intent, state: 'found', keyId: 'k', isTagRemoved: true })
    store.updateIntent('intent-1', { keyId: null, isTagRemoved: false })
    expect(store.openIntents('me')[1]).toEqual({ ...intent, state: 'found' })
    store.updateIntent('intent-1', { state: 'closed' })
    expect(store.openIntents('me').map((entry) => entry.id)).toEqual(['intent-2'])
  })

  it('a new value and its intent in one step, or neither', () => {
    store.addIntent({ ...intent, state: 'sent' })
    store.storeNewValue('intent-1', sealedValue('k1'))
    reopen()
    expect(store.readValue('me', 'k1')).toEqual(sealedValue('k1'))
    expect(store.openIntents('me')).toEqual([{ ...intent, state: 'received', keyId: 'k1' }])
    store.addIntent({ ...intent, id: 'intent-2', tag: 't2', state: 'sent' })
    const again = { ...sealedValue('k1'), sealed: new Uint8Array([0]) }
    expect(() => store.storeNewValue('intent-2', again)).toThrow(StoreError)
    expect(store.readValue('me', 'k1')).toEqual(sealedValue('k1'))
    expect(store.openIntents('me').map((entry) => entry.state)).toEqual(['received', 'sent'])
  })

  it('values without their ciphertext, with what the user said about them', () => {
    store.storeNewValue('none', sealedValue('k1'))
    store.storeNewValue('none', { ...sealedValue('k2'), createdAt: 100, expiresAt: 9 })
    store.acknowledgeValue('me', 'k1', 300, false)
    const { sealed: _sealed, ...listed } = sealedValue('k1')
    expect(store.listValues('me')).toEqual([
      { ...listed, keyId: 'k2', createdAt: 100, expiresAt: 9 },
      { ...listed, acknowledgedAt: 300, keepsCopy: false },
    ])
    expect(store.listValues('other')).toEqual([])
    expect(store.readValue('other', 'k1')).toBeNull()
    store.storeNewValue('none', { ...sealedValue('k3'), accountId: 'other' })
    expect(store.countValues()).toBe(3)
  })

  it('keys that have ended, the latest first, each once', () => {
    const first = ended('a', { how: 'expired', at: 10 })
    const second = ended('b', { how: 'revokedHere', at: 20 })
    store.addEndedKey('me', first)
    store.addEndedKey('me', second)
    store.addEndedKey('me', { ...first, name: 'older' })
    reopen()
    expect(store.listEndedKeys('me')).toEqual([second, { ...first, name: 'older' }])
  })
})

describe('R24 an erased value', () => {
  const marker = Buffer.from('CIPHERTEXT-MARKER-'.repeat(40))

  function countMarkers(): number {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((file) => join(folder, file))
      .filter((file) => statSync(file).isFile())
      .map((file) => readFileSync(file))
      .reduce((sum, bytes) => sum + (bytes.includes('CIPHERTEXT-MARKER') ? 1 : 0), 0)
  }

  it.each([
    ['short', marker.subarray(0, 100)],
    ['longer than a page', Buffer.concat(Array.from({ length: 20 }, () => marker))],
  ])('leaves no byte of its ciphertext in any file (%s)', (_name, sealed) => {
    for (let index = 0; index < 5; index += 1) store.storeNewValue('none', sealedValue(`k${index}`, sealed))
    expect(countMarkers()).toBeGreaterThan(0)
    for (let index = 0; index < 5; index += 1) store.eraseValue('me', `k${index}`)
    expect(countMarkers()).toBe(0)
    expect(store.listValues('me')).toEqual([])
    reopen()
    expect(countMarkers()).toBe(0)
  })

  it('is gone also when the app was killed before the log was emptied', () => {
    store.storeNewValue('none', sealedValue('k1', marker))
    store.close()
    // An erasure begins with them.
    rmSync(join(folder, 'backups'), { recursive: true })
    const killed = new Database(path)
    killed.pragma('wal_autocheckpoint = 0')
    killed.pragma('secure_delete = ON')
    killed.exec(
      "INSERT INTO sealed_values SELECT account_id, 'k2', sealed, name, display, expires_at, created_at, keeps_copy, acknowledged_at FROM sealed_values",
    )
    killed.exec('DELETE FROM sealed_values')
    // What a kill leaves: the files as they are now, the log still full.
    const files = ['vault.db', 'vault.db-wal'].map(
      (file) => [file, readFileSync(join(folder, file))] as const,
    )
    killed.close()
    for (const [file, bytes] of files) writeFileSync(join(folder, file), bytes)
    expect(countMarkers()).toBeGreaterThan(0)
    store = open()
    expect(countMarkers()).toBe(0)
  })

  it('R50 removing the account erases everything of it and nothing of another', () => {
    store.writeAccount({ ...account, sealedAdminKey: new Uint8Array(marker) })
    store.addIntent(intent)
    store.storeNewValue('intent-1', sealedValue('k1', marker))
    store.storeNewValue('none', { ...sealedValue('k1'), accountId: 'other' })
    store.addEndedKey('me', ended('a', { how: 'expired', at: 1 }))
    store.removeAccount('me')
    expect(countMarkers()).toBe(0)
    expect(store.listAccounts()).toEqual([])
    expect(store.openIntents('me')).toEqual([])
    expect(store.listEndedKeys('me')).toEqual([])
    expect(store.listValues('other')).toHaveLength(1)
  })
})

describe('R44 downgrading', () => {
  it('a vault of a later version is refused and stays where it is', () => {
    store.storeNewValue('none', sealedValue('k1'))
    store.close()
    const newer = new Database(path)
    newer.pragma('user_version = 99')
    newer.close()
    const before = readFileSync(path)
    expect(open).toThrow(new StoreError('newer'))
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(existsSync(join(folder, 'quarantine'))).toBe(false)
  })
})

describe('a vault that cannot write', () => {
  it('R46 says busy while another process writes', () => {
    const holder = new Database(path)
    holder.exec('BEGIN IMMEDIATE')
    expect(() => store.addIntent(intent)).toThrow(new StoreError('busy'))
    holder.close()
    store.addIntent(intent)
  })

  it('an error holds no path and no statement', () => {
    store.addIntent(intent)
    try {
      store.addIntent(intent)
      expect.unreachable()
    } catch (error) {
      expect(error).toEqual(new StoreError('unavailable'))
      expect(String(error)).not.toMatch(/INSERT|intents|vault\.db/)
      expect((error as Error).cause).toBeUndefined()
    }
  })
})
