// The passphrase of the vault: what opens with it, what no longer opens without it, and computers without a secure store.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Result } from '../../shared/errors.ts'
import type { VaultStore } from '../ports/store.ts'
import type { SecureStore } from '../ports/system.ts'
import { createVaultStore } from '../store/vault-store.ts'
import { createWrapFile } from '../store/wrap-file.ts'
import { createVault, type RecordPlace, type Vault, type VaultDeps } from './vault.ts'
import {
  cheapScrypt,
  createTestClock,
  createTestKeyring,
  type TestClock,
  type TestKeyring,
} from './vault-test-support.ts'
import { formOf } from './wrappings.ts'

const passphrase = 'made-up words of a test'
const another = 'other words of a test'
const place: RecordPlace = { table: 'sealed_values', rowId: 'key-1', accountId: 'me' }
const secret = 'sandbox-v2-made-up-value-0001'

let folder = ''
let store: VaultStore
let clock: TestClock
let keyring: TestKeyring

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-passphrase-'))
  clock = createTestClock()
  keyring = createTestKeyring()
  store = openStore()
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const openStore = () =>
  createVaultStore(join(folder, 'vault.db'), { clock, log: () => {}, onQuarantined: () => {} })

const start = (changes: Partial<VaultDeps> = {}): Vault => {
  const wrapFile = createWrapFile(join(folder, 'vault-keys.json'))
  const secureStore = keyring.store
  return createVault({
    secureStore,
    store,
    wrapFile,
    clock,
    log: () => {},
    scryptCost: cheapScrypt,
    ...changes,
  })
}

function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`failed with ${result.error.code}`)
  return result.value
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)

/** A vault that sealed a value and then got its passphrase. */
async function withPassphrase(changes: Partial<VaultDeps> = {}) {
  const vault = start(changes)
  await vault.unlock()
  const sealed = vault.seal(place, secret)
  unwrap(await vault.passphrase.set(passphrase, null))
  return { vault, sealed: unwrap(sealed.ok ? sealed : vault.seal(place, secret)) }
}

/** Every byte of the vault's files, backups included. */
const allBytes = (): Buffer =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  )

describe('R49 with a passphrase', () => {
  it('the vault starts locked, and opens with the passphrase alone', async () => {
    const { sealed } = await withPassphrase()
    const vault = start()
    expect(vault.status()).toEqual({ state: 'locked', backend: 'a keyring and your passphrase' })
    expect((await vault.unlock()).state).toBe('locked')
    expect(vault.open(place, sealed)).toMatchObject({ error: { code: 'locked' } })
    expect(codeOf(vault.seal(place, secret))).toBe('locked')
    expect(codeOf(vault.fingerprint(secret))).toBe('locked')

    expect(codeOf(await vault.passphrase.unlock('made-up words of a tesT'))).toBe('passphraseWrong')
    expect(codeOf(vault.open(place, sealed))).toBe('locked')
    unwrap(await vault.passphrase.unlock(passphrase))
    expect(vault.status()).toEqual({ state: 'ready', backend: 'a keyring and your passphrase' })
    expect(unwrap(vault.open(place, sealed))).toBe(secret)
  })

  it('no wrap that opens without it stays in any file, nor the passphrase itself', async () => {
    const vault = start()
    await vault.unlock()
    unwrap(vault.seal(place, secret))
    const old = store.readWraps().map(({ wrapped }) => Buffer.from(wrapped))
    // A backup with the old wrap lies beside it by now.
    store.close()
    store = openStore()
    const again = start()
    await again.unlock()
    expect(old.every((wrapped) => allBytes().includes(wrapped))).toBe(true)
    unwrap(await again.passphrase.set(passphrase, null))
    const bytes = allBytes()
    for (const wrapped of old) {
      expect(bytes.includes(wrapped)).toBe(false)
      expect(bytes.includes(wrapped.toString('base64'))).toBe(false)
    }
    expect(bytes.includes(passphrase)).toBe(false)
    expect(store.readWraps().map(({ wrapped }) => formOf(wrapped))).toEqual(['both'])
  })

  it('locking drops the keys, and unlocking brings them back', async () => {
    const { vault, sealed } = await withPassphrase()
    const states: string[] = []
    vault.onChange((status) => states.push(status.state))
    expect(vault.lock()).toBe(true)
    expect(codeOf(vault.open(place, sealed))).toBe('locked')
    expect(vault.isOfValue(secret, { generation: 1, digest: new Uint8Array(32) })).toBeNull()
    unwrap(await vault.passphrase.unlock(passphrase))
    expect(unwrap(vault.open(place, sealed))).toBe(secret)
    expect(states).toEqual(['locked', 'ready'])
  })

  it('without one nothing can be locked', async () => {
    const vault = start()
    await vault.unlock()
    expect(vault.lock()).toBe(false)
    expect(vault.status().state).toBe('ready')
  })

  it('locking in the middle of a change loses no key and leaves it locked', async () => {
    const { vault, sealed } = await withPassphrase()
    const changing = vault.passphrase.set(another, passphrase)
    vault.lock()
    await changing
    expect(vault.status().state).toBe('locked')
    expect(codeOf(vault.open(place, sealed))).toBe('locked')
    unwrap(await vault.passphrase.unlock(another))
    expect(unwrap(vault.open(place, sealed))).toBe(secret)
  })

  it('it can be changed with the present one, and then the old one opens nothing', async () => {
    const { vault, sealed } = await withPassphrase()
    expect(codeOf(await vault.passphrase.set(another, null))).toBe('invalidInput')
    expect(codeOf(await vault.passphrase.set(another, 'not this one'))).toBe('passphraseWrong')
    unwrap(await vault.passphrase.set(another, passphrase))
    const restarted = start()
    expect(codeOf(await restarted.passphrase.unlock(passphrase))).toBe('passphraseWrong')
    unwrap(await restarted.passphrase.unlock(another))
    expect(unwrap(restarted.open(place, sealed))).toBe(secret)
  })

  it('it can be removed with the present one, and then nothing asks for it', async () => {
    const { vault, sealed } = await withPassphrase()
    expect(codeOf(await vault.passphrase.remove('not this one'))).toBe('passphraseWrong')
    unwrap(await vault.passphrase.remove(passphrase))
    expect(vault.status()).toEqual({ state: 'ready', backend: 'a keyring' })
    const restarted = start()
    expect((await restarted.unlock()).state).toBe('ready')
    expect(unwrap(restarted.open(place, sealed))).toBe(secret)
    expect(codeOf(await restarted.passphrase.remove(passphrase))).toBe('refused')
  })

  it('the system’s store is needed, too: a keyring that does not open is no wrong passphrase', async () => {
    const { sealed } = await withPassphrase()
    const vault = start()
    keyring.behave('temporary')
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(codeOf(await vault.passphrase.unlock(passphrase))).toBe('vaultLocked')
    }
    expect(vault.passphrase.waitMs()).toBe(0)
    keyring.behave('works')
    unwrap(await vault.passphrase.unlock(passphrase))
    expect(unwrap(vault.open(place, sealed))).toBe(secret)
  })

  it('the count of wrong ones outlives a restart and ends with the right one', async () => {
    await withPassphrase()
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const vault = start()
      await clock.pass(vault.passphrase.waitMs())
      expect(codeOf(await vault.passphrase.unlock('wrong one'))).toBe('passphraseWrong')
    }
    const vault = start()
    expect(vault.passphrase.waitMs()).toBe(5000)
    expect(codeOf(await vault.passphrase.unlock(passphrase))).toBe('tooMany')
    await clock.pass(5000)
    unwrap(await vault.passphrase.unlock(passphrase))
    expect(start().passphrase.waitMs()).toBe(0)
  })

  it('wraps made with less work are made anew at the next unlocking', async () => {
    const { sealed } = await withPassphrase()
    const before = store.readWraps()
    const stronger = { ...cheapScrypt, logN: cheapScrypt.logN + 2 }
    unwrap(await start({ scryptCost: stronger }).passphrase.unlock(passphrase))
    const after = store.readWraps()
    expect(after).toHaveLength(1)
    expect(after[0]?.wrapped).not.toEqual(before[0]?.wrapped)
    const vault = start({ scryptCost: stronger })
    unwrap(await vault.passphrase.unlock(passphrase))
    expect(store.readWraps()).toEqual(after)
    expect(unwrap(vault.open(place, sealed))).toBe(secret)
  })

  it('R20 the store’s seal around it is renewed without the passphrase being set anew', async () => {
    const { sealed } = await withPassphrase()
    keyring.wantReseal(true)
    unwrap(await start().passphrase.unlock(passphrase))
    keyring.wantReseal(false)
    const vault = start()
    unwrap(await vault.passphrase.unlock(passphrase))
    expect(unwrap(vault.open(place, sealed))).toBe(secret)
    expect(store.readWraps().every(({ wrapped }) => formOf(wrapped) === 'both')).toBe(true)
  })
})

describe('R21 on a computer without a secure store', () => {
  const weak: SecureStore = {
    isAvailable: async () => true,
    seal: async (text) => Buffer.from(text),
    open: async (sealed) => ({ text: Buffer.from(sealed).toString(), shouldReseal: false }),
    backend: () => 'a weak keyring',
  }

  it.each(['absent', 'weak'] as const)(
    'that is %s a passphrase makes a vault that keeps values',
    async (how) => {
      if (how === 'absent') keyring.behave('absent')
      const changes = how === 'weak' ? { secureStore: weak } : {}
      const first = start(changes)
      await first.unlock()
      expect(codeOf(first.seal(place, secret))).toBe(how === 'weak' ? 'vaultWeak' : 'vaultUnavailable')
      unwrap(await first.passphrase.set(passphrase, null))
      expect(first.status()).toEqual({ state: 'ready', backend: 'your passphrase' })
      expect(first.passphrase.isOnlyProtection()).toBe(true)
      const sealed = unwrap(first.seal(place, secret))

      const vault = start(changes)
      expect(vault.status()).toEqual({ state: 'locked', backend: 'your passphrase' })
      expect(codeOf(await vault.passphrase.unlock(another))).toBe('passphraseWrong')
      unwrap(await vault.passphrase.unlock(passphrase))
      expect(unwrap(vault.open(place, sealed))).toBe(secret)
      expect(store.readWraps().map(({ wrapped }) => formOf(wrapped))).toEqual(['passphrase'])
      expect(allBytes().includes(secret)).toBe(false)
      // Nothing would be left to protect it.
      expect(codeOf(await vault.passphrase.remove(passphrase))).toBe('vaultUnavailable')
      expect(start(changes).status().state).toBe('locked')
    },
  )

  it('a store that comes later joins in when the passphrase is changed, and then it can be removed', async () => {
    keyring.behave('absent')
    const { vault, sealed } = await withPassphrase()
    keyring.behave('works')
    unwrap(await vault.passphrase.set(another, passphrase))
    expect(vault.status().backend).toBe('a keyring and your passphrase')
    expect(vault.passphrase.isOnlyProtection()).toBe(false)
    unwrap(await vault.passphrase.remove(another))
    const restarted = start()
    expect((await restarted.unlock()).state).toBe('ready')
    expect(unwrap(restarted.open(place, sealed))).toBe(secret)
  })
})

describe('R49 data keys whose keyring was away when the passphrase was set', () => {
  it('get it when their keyring is back, and open to nobody without it from then on', async () => {
    const old = createTestKeyring('the old keyring')
    const first = start({ secureStore: old.store })
    await first.unlock()
    const oldValue = unwrap(first.seal(place, secret))
    const second = start()
    await second.unlock()
    unwrap(await second.beginAnew())
    unwrap(await second.passphrase.set(passphrase, null))
    expect(store.readWraps().map(({ wrapped }) => formOf(wrapped))).toEqual(['store', 'both'])

    const both: SecureStore = {
      ...keyring.store,
      open: (wrapped) => keyring.store.open(wrapped).catch(() => old.store.open(wrapped)),
    }
    const vault = start({ secureStore: both })
    expect(vault.status().state).toBe('locked')
    unwrap(await vault.passphrase.unlock(passphrase))
    expect(unwrap(vault.open(place, oldValue))).toBe(secret)
    expect(store.readWraps().map(({ wrapped }) => formOf(wrapped))).toEqual(['both', 'both'])
  })
})
