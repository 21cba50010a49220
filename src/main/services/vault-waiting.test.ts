// Prompts that nobody answers, and wraps that have to be renewed.
import { mkdtempSync, rmSync } from 'node:fs'
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

const place: RecordPlace = { table: 'sealed_values', rowId: 'key-1', accountId: 'me' }
const secret = 'sandbox-v2-made-up-value-0001 ünïcode 😀'

function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`failed with ${result.error.code}`)
  return result.value
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code
}

describe('a prompt of the system that nobody answers', () => {
  it('keeps the vault waiting after the deadline, and unlocks it when it is answered late', async () => {
    const keyring = createTestKeyring()
    keyring.behave('pending')
    const vault = create(keyring.store)
    const states: string[] = []
    const unsubscribe = vault.onChange((status) => states.push(status.state))
    let status: unknown
    const unlocking = vault.unlock().then((result) => {
      status = result
    })
    await clock.pass(9999)
    expect(status).toBeUndefined()
    await clock.pass(1)
    await unlocking
    expect(status).toEqual({ state: 'waiting', backend: 'a keyring' })
    expect(vault.seal(place, secret)).toMatchObject({ error: { code: 'vaultWaiting', isRetryable: true } })
    keyring.answer('works')
    await expect.poll(() => vault.status().state).toBe('ready')
    expect(states).toEqual(['ready'])
    expect(codeOf(vault.seal(place, secret))).toBe('ok')
    unsubscribe()
  })

  it('asking again does not stack up prompts', async () => {
    const keyring = createTestKeyring()
    keyring.behave('pending')
    const vault = create(keyring.store)
    const answers = [vault.unlock(), vault.unlock(), vault.unlock()]
    await clock.pass(10_000)
    expect((await Promise.all(answers)).map((status) => status.state)).toEqual([
      'waiting',
      'waiting',
      'waiting',
    ])
    expect(keyring.calls()).toBe(1)
    keyring.answer('works')
    expect((await vault.unlock()).state).toBe('ready')
  })

  it('that is refused late leaves a sealed vault locked', async () => {
    const keyring = createTestKeyring()
    await create(keyring.store).unlock()
    keyring.behave('pending')
    const vault = create(keyring.store)
    const unlocking = vault.unlock()
    await clock.pass(10_000)
    expect((await unlocking).state).toBe('waiting')
    keyring.answer('temporary')
    await expect.poll(() => vault.status().state).toBe('lockedByOs')
  })
})

describe('R20 a wrap that the store wants renewed', () => {
  it('is written to the other slot first, and both then open', async () => {
    const keyring = createTestKeyring()
    const vault = create(keyring.store)
    await vault.unlock()
    const sealed = unwrap(vault.seal(place, secret))
    const [old] = store.readWraps()
    keyring.wantReseal(true)
    await create(keyring.store).unlock()
    const wraps = store.readWraps()
    expect(wraps.map((wrap) => wrap.slot)).toEqual([0, 1])
    expect(wraps.some((wrap) => Buffer.from(wrap.wrapped).equals(Buffer.from(old?.wrapped ?? [])))).toBe(
      false,
    )
    keyring.wantReseal(false)
    for (const { slot } of wraps) {
      const only = {
        readWraps: () => store.readWraps().filter((wrap) => wrap.slot === slot),
        writeWrap: () => {},
      }
      const restarted = create(keyring.store, only)
      await restarted.unlock()
      expect(unwrap(restarted.open(place, sealed))).toBe(secret)
    }
  })

  it('stays openable when the app dies at any step of it', async () => {
    const keyring = createTestKeyring()
    const vault = create(keyring.store)
    await vault.unlock()
    const sealed = unwrap(vault.seal(place, secret))
    for (let step = 1; step <= 14; step += 1) {
      keyring.wantReseal(true)
      let left = step
      const die = <T>(act: () => T): T => {
        left -= 1
        if (left <= 0) throw new Error('killed')
        return act()
      }
      const dying: SecureStore = {
        ...keyring.store,
        seal: async (text) => die(() => keyring.store.seal(text)),
        open: async (wrapped) => die(() => keyring.store.open(wrapped)),
      }
      await create(dying, {
        readWraps: () => die(store.readWraps),
        writeWrap: (wrap) => die(() => store.writeWrap(wrap)),
      }).unlock()
      keyring.wantReseal(false)
      const restarted = create(keyring.store)
      expect((await restarted.unlock()).state).toBe('ready')
      expect(unwrap(restarted.open(place, sealed))).toBe(secret)
    }
  })

  it('a renewal that fails does not keep the vault closed', async () => {
    const keyring = createTestKeyring()
    await create(keyring.store).unlock()
    keyring.wantReseal(true)
    const vault = create(keyring.store, {
      readWraps: store.readWraps,
      writeWrap: () => {
        throw new Error('disk full')
      },
    })
    expect((await vault.unlock()).state).toBe('ready')
  })
})

describe('a vault whose first key cannot be kept', () => {
  it('is unavailable, and leaves no wrap that nobody can open', async () => {
    const keyring = createTestKeyring()
    const vault = create(keyring.store, {
      readWraps: store.readWraps,
      writeWrap: () => {
        throw new Error('disk full')
      },
    })
    expect((await vault.unlock()).state).toBe('unavailable')
    expect((await create(keyring.store).unlock()).state).toBe('ready')
  })
})
