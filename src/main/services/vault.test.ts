// Sealing and opening values, and secure stores that are absent, weak or locked.
import { createCipheriv, createDecipheriv, hash, pbkdf2Sync, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Result } from '../../shared/errors.ts'
import type { VaultStore } from '../ports/store.ts'
import type { SecureStore } from '../ports/system.ts'
import { createVaultStore } from '../store/vault-store.ts'
import { createVault, type RecordPlace, type Vault } from './vault.ts'
import {
  createMemoryWrapFile,
  createTestClock,
  createTestKeyring,
  type TestClock,
} from './vault-test-support.ts'

let folder = ''
let store: VaultStore
let clock: TestClock

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-seal-'))
  clock = createTestClock()
  store = createVaultStore(join(folder, 'vault.db'), { clock, log: () => {}, onQuarantined: () => {} })
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const create = (
  secureStore: SecureStore,
  wraps: Pick<VaultStore, 'readWraps' | 'writeWrap'> = store,
): Vault =>
  createVault({
    secureStore,
    store: { ...store, ...wraps },
    wrapFile: createMemoryWrapFile(),
    clock,
    log: () => {},
  })

/** The database as one number, the log included. */
const fingerprint = (): string =>
  ['vault.db', 'vault.db-wal'].map((file) => hash('sha256', readFileSync(join(folder, file)))).join()

const place: RecordPlace = { table: 'sealed_values', rowId: 'key-1', accountId: 'me' }
const secret = 'sandbox-v2-made-up-value-0001 ünïcode 😀'

function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`failed with ${result.error.code}`)
  return result.value
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code
}

describe('a value', () => {
  it('is sealed and opened again, also after a restart', async () => {
    const keyring = createTestKeyring()
    const vault = create(keyring.store)
    expect(await vault.unlock()).toEqual({ state: 'ready', backend: 'a keyring' })
    const sealed = unwrap(vault.seal(place, secret))
    expect(unwrap(vault.open(place, sealed))).toBe(secret)
    expect(unwrap(vault.open(place, unwrap(vault.seal(place, ''))))).toBe('')
    const restarted = create(keyring.store)
    await restarted.unlock()
    expect(unwrap(restarted.open(place, sealed))).toBe(secret)
  })

  it('is never sealed twice to the same bytes, nor visible in them', async () => {
    const vault = create(createTestKeyring().store)
    await vault.unlock()
    const sealed = Array.from({ length: 200 }, () => Buffer.from(unwrap(vault.seal(place, secret))))
    expect(new Set(sealed.map((bytes) => bytes.subarray(0, 13).toString('hex'))).size).toBe(200)
    expect(sealed.some((bytes) => bytes.includes('sandbox'))).toBe(false)
  })

  it('that is no well-formed text is refused, for it would come back changed', async () => {
    const vault = create(createTestKeyring().store)
    await vault.unlock()
    expect(codeOf(vault.seal(place, 'a\ud800'))).toBe('invalidInput')
  })
})

describe('R16 the data key', () => {
  it('is on disk only as the secure store sealed it', async () => {
    const keyring = createTestKeyring()
    const texts: string[] = []
    const watched: SecureStore = {
      ...keyring.store,
      seal: (text) => {
        texts.push(text)
        return keyring.store.seal(text)
      },
    }
    const vault = create(watched)
    await vault.unlock()
    const key = Buffer.from(texts.at(-1) ?? '', 'base64')
    expect(key).toHaveLength(32)
    for (const file of ['vault.db', 'vault.db-wal']) {
      const bytes = readFileSync(join(folder, file))
      for (const encoding of ['latin1', 'base64', 'base64url', 'hex'] as const) {
        expect(bytes.includes(Buffer.from(key.toString(encoding), 'latin1'))).toBe(false)
      }
    }
  })
})

describe('R17 the secure store', () => {
  it('is not asked for anything before unlock is called', async () => {
    const keyring = createTestKeyring()
    const vault = create(keyring.store)
    expect(vault.status().state).toBe('waiting')
    expect(codeOf(vault.seal(place, secret))).toBe('vaultWaiting')
    await clock.pass(60_000)
    expect(keyring.calls()).toBe(0)
  })
})

describe('R18 a store that protects nothing', () => {
  it('gets no value and no key to keep', async () => {
    const key = pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1')
    const iv = Buffer.alloc(16, ' ')
    const weak: SecureStore = {
      isAvailable: async () => true,
      seal: async (text) => {
        const cipher = createCipheriv('aes-128-cbc', key, iv)
        return Buffer.concat([Buffer.from('v10'), cipher.update(text), cipher.final()])
      },
      open: async (sealed) => {
        const decipher = createDecipheriv('aes-128-cbc', key, iv)
        const text = decipher.update(sealed.subarray(3)).toString() + decipher.final().toString()
        return { text, shouldReseal: false }
      },
      backend: () => 'gnome_libsecret',
    }
    const vault = create(weak)
    expect((await vault.unlock()).state).toBe('weak')
    expect(codeOf(vault.seal(place, secret))).toBe('vaultWeak')
    expect(codeOf(vault.open(place, new Uint8Array(40)))).toBe('vaultWeak')
    expect(store.readWraps()).toEqual([])
  })

  it('a store that is absent is unavailable, and may come later', async () => {
    const keyring = createTestKeyring()
    keyring.behave('absent')
    const vault = create(keyring.store)
    expect((await vault.unlock()).state).toBe('unavailable')
    expect(codeOf(vault.seal(place, secret))).toBe('vaultUnavailable')
    keyring.behave('works')
    expect((await vault.unlock()).state).toBe('ready')
  })

  it.each(['temporary', 'undecryptable', 'throws'] as const)(
    'a new store that fails (%s) keeps nothing',
    async (how) => {
      const keyring = createTestKeyring()
      keyring.behave(how)
      const vault = create(keyring.store)
      expect((await vault.unlock()).state).toBe('unavailable')
      expect(store.readWraps()).toEqual([])
      keyring.behave('works')
      expect((await vault.unlock()).state).toBe('ready')
    },
  )
})

describe('R18 a store that cuts what it is given', () => {
  it('keeps no wrap that would open to something else', async () => {
    const keyring = createTestKeyring()
    const cutting: SecureStore = {
      ...keyring.store,
      open: async (sealed) => {
        const { text, shouldReseal } = await keyring.store.open(sealed)
        return { text: text.slice(0, 40), shouldReseal }
      },
    }
    expect((await create(cutting).unlock()).state).toBe('unavailable')
    expect(store.readWraps()).toEqual([])
  })
})

describe('R19 a store that does not open what it once sealed', () => {
  async function sealFirst() {
    const keyring = createTestKeyring()
    const vault = create(keyring.store)
    await vault.unlock()
    return { keyring, sealed: unwrap(vault.seal(place, secret)) }
  }

  it.each(['absent', 'temporary', 'undecryptable', 'throws'] as const)(
    'locks the vault, changes no byte of it, and recovers (%s)',
    async (how) => {
      const { keyring, sealed } = await sealFirst()
      const before = fingerprint()
      keyring.behave(how)
      const vault = create(keyring.store)
      expect((await vault.unlock()).state).toBe('lockedByOs')
      expect(vault.seal(place, secret)).toMatchObject({
        error: { code: 'vaultLocked', isRetryable: true },
      })
      for (let tries = 0; tries < 10; tries += 1) await vault.unlock()
      await clock.pass(3_600_000)
      expect(fingerprint()).toBe(before)
      keyring.behave('works')
      expect((await vault.unlock()).state).toBe('ready')
      expect(unwrap(vault.open(place, sealed))).toBe(secret)
      expect(fingerprint()).toBe(before)
    },
  )

  it.each([1, 2, 3, 4])('is asked again by itself, and has opened after %i failures', async (failures) => {
    const { keyring, sealed } = await sealFirst()
    keyring.behave('temporary')
    const vault = create(keyring.store)
    const states: string[] = []
    vault.onChange((status) => states.push(status.state))
    await vault.unlock()
    const waits = [5000, 15_000, 60_000, 300_000].slice(0, failures)
    for (const wait of waits.slice(0, -1)) await clock.pass(wait)
    keyring.behave('works')
    await clock.pass(waits.at(-1) ?? 0)
    expect(states).toEqual(['lockedByOs', 'ready'])
    expect(unwrap(vault.open(place, sealed))).toBe(secret)
  })

  it('is not asked for ever, for each question may show a prompt', async () => {
    const { keyring } = await sealFirst()
    keyring.behave('temporary')
    const vault = create(keyring.store)
    await vault.unlock()
    const before = keyring.calls()
    await clock.pass(24 * 3_600_000)
    expect(keyring.calls() - before).toBe(4)
  })

  it('another keyring does not overwrite the wraps of the first', async () => {
    const { keyring, sealed } = await sealFirst()
    const before = fingerprint()
    const vault = create(createTestKeyring('another keyring').store)
    // R19: what sealed it is said, for the user may know where that keyring is.
    expect(await vault.unlock()).toEqual({
      state: 'lockedByOs',
      backend: 'another keyring',
      sealedBy: 'a keyring',
    })
    expect(fingerprint()).toBe(before)
    const back = create(keyring.store)
    await back.unlock()
    expect(unwrap(back.open(place, sealed))).toBe(secret)
  })

  it('a wrap that was spoiled on disk locks, and is left as it is', async () => {
    const { keyring } = await sealFirst()
    for (const spoiled of [new Uint8Array(), new Uint8Array([1, 2, 3]), new Uint8Array(randomBytes(80))]) {
      store.writeWrap({ generation: 1, slot: 0, wrapped: spoiled, backend: 'a keyring' })
      expect((await create(keyring.store).unlock()).state).toBe('lockedByOs')
      expect(store.readWraps()[0]?.wrapped).toEqual(spoiled)
    }
  })
})
