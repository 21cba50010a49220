// A keyring that was lost for good: a new data key beside the old ones, which wait untouched for their keyring.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Result } from '../../shared/errors.ts'
import type { VaultStore } from '../ports/store.ts'
import { type SecureStore, SecureStoreError } from '../ports/system.ts'
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
  folder = mkdtempSync(join(tmpdir(), 'latchkey-anew-'))
  clock = createTestClock()
  store = openStore('vault.db')
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const openStore = (file: string): VaultStore =>
  createVaultStore(join(folder, file), { clock, log: () => {}, onQuarantined: () => {} })

type Wraps = Pick<VaultStore, 'readWraps' | 'writeWrap'>

const create = (secureStore: SecureStore, wraps: Wraps = store): Vault =>
  createVault({
    secureStore,
    store: { ...store, ...wraps },
    wrapFile: createMemoryWrapFile(),
    clock,
    log: () => {},
  })

async function unlocked(secureStore: SecureStore): Promise<Vault> {
  const vault = create(secureStore)
  await vault.unlock()
  return vault
}

const place: RecordPlace = { table: 'sealed_values', rowId: 'key-1', accountId: 'me' }
const oldSecret = 'sandbox-v2-made-up-value-0001'
const newSecret = 'sandbox-v2-made-up-value-0002'

function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`failed with ${result.error.code}`)
  return result.value
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code
}

/** A keyring that sealed a value, and the empty one that stands in its place. */
async function loseKeyring() {
  const old = createTestKeyring('the old keyring')
  const oldValue = unwrap((await unlocked(old.store)).seal(place, oldSecret))
  return { old, oldValue, fresh: createTestKeyring('the new keyring') }
}

/** Opens with whichever of the two can. */
function both(first: SecureStore, second: SecureStore): SecureStore {
  return { ...first, open: (sealed) => first.open(sealed).catch(() => second.open(sealed)) }
}

describe('R19 beginning anew', () => {
  it('seals again with a new key, and leaves the old wraps and what they sealed as they are', async () => {
    const { oldValue, fresh } = await loseKeyring()
    const wraps = store.readWraps()
    const vault = await unlocked(fresh.store)
    const states: string[] = []
    vault.onChange((status) => states.push(status.state))
    expect(vault.status().state).toBe('lockedByOs')
    expect(await vault.beginAnew()).toEqual({ ok: true, value: undefined })
    expect(states).toEqual(['ready'])
    const newValue = unwrap(vault.seal(place, newSecret))
    expect(codeOf(vault.open(place, oldValue))).toBe('valueUnreadable')
    expect(store.readWraps().slice(0, wraps.length)).toEqual(wraps)
    expect(store.readWraps().map((wrap) => [wrap.generation, wrap.backend])).toEqual([
      [1, 'the old keyring'],
      [2, 'the new keyring'],
    ])
    const restarted = await unlocked(fresh.store)
    expect(restarted.status().state).toBe('ready')
    expect(unwrap(restarted.open(place, newValue))).toBe(newSecret)
    expect(codeOf(restarted.open(place, oldValue))).toBe('valueUnreadable')
  })

  it('a keyring that returns opens what it sealed, beside the new one or in its place', async () => {
    const { old, oldValue, fresh } = await loseKeyring()
    const vault = await unlocked(fresh.store)
    unwrap(await vault.beginAnew())
    const newValue = unwrap(vault.seal(place, newSecret))

    const beside = await unlocked(both(fresh.store, old.store))
    expect(unwrap(beside.open(place, oldValue))).toBe(oldSecret)
    expect(unwrap(beside.open(place, newValue))).toBe(newSecret)

    const instead = await unlocked(old.store)
    expect(instead.status().state).toBe('ready')
    expect(unwrap(instead.open(place, oldValue))).toBe(oldSecret)
    expect(codeOf(instead.open(place, newValue))).toBe('valueUnreadable')
    const later = unwrap(instead.seal(place, 'sandbox-v2-made-up-value-0003'))

    const back = await unlocked(both(fresh.store, old.store))
    expect(unwrap(back.open(place, later))).toBe('sandbox-v2-made-up-value-0003')
  })

  it('may happen again, each time with a key of its own', async () => {
    const { fresh } = await loseKeyring()
    unwrap(await (await unlocked(fresh.store)).beginAnew())
    const third = createTestKeyring('a third keyring')
    unwrap(await (await unlocked(third.store)).beginAnew())
    expect(store.readWraps().map((wrap) => wrap.generation)).toEqual([1, 2, 3])
  })

  it('does not take an older key while the newest is refused for the moment only', async () => {
    const { old, fresh } = await loseKeyring()
    unwrap(await (await unlocked(fresh.store)).beginAnew())
    const busy: SecureStore = {
      ...old.store,
      open: (sealed) => old.store.open(sealed).catch(() => Promise.reject(new SecureStoreError('temporary'))),
    }
    expect((await unlocked(busy)).status().state).toBe('lockedByOs')
  })

  it('is stopped at any step without a loss: it has begun or it has not', async () => {
    const ends: string[] = []
    for (let step = 1; ends.at(-1) !== 'survived'; step += 1) {
      store.close()
      store = openStore(join(`stopped-at-${step}`, 'vault.db'))
      const { old, oldValue, fresh } = await loseKeyring()
      const wraps = store.readWraps()
      const { begun, sealed, hasDied } = await beginAndDie(fresh.store, step)
      const restarted = await unlocked(fresh.store)
      ends.push(hasDied ? restarted.status().state : 'survived')
      expect(store.readWraps().slice(0, wraps.length)).toEqual(wraps)
      // What was said to be done, and what was sealed before the end, holds after it.
      if (begun.ok) expect(restarted.status().state).toBe('ready')
      if (sealed.ok) expect(unwrap(restarted.open(place, sealed.value))).toBe(newSecret)
      // Whatever was left open can be done once more.
      if (restarted.status().state !== 'ready') unwrap(await restarted.beginAnew())
      expect(codeOf(restarted.seal(place, newSecret))).toBe('ok')
      expect(unwrap((await unlocked(both(fresh.store, old.store))).open(place, oldValue))).toBe(oldSecret)
    }
    expect([...new Set(ends)]).toEqual(['lockedByOs', 'ready', 'survived'])
  })
})

describe('beginning anew where it cannot be done', () => {
  it('is refused while nothing is locked', async () => {
    const keyring = createTestKeyring()
    const vault = create(keyring.store)
    expect(codeOf(await vault.beginAnew())).toBe('refused')
    await vault.unlock()
    expect(codeOf(await vault.beginAnew())).toBe('refused')
    expect(store.readWraps().map((wrap) => wrap.generation)).toEqual([1])
  })

  it('is not needed where the keyring is back by then', async () => {
    const { old, oldValue } = await loseKeyring()
    old.behave('undecryptable')
    const vault = await unlocked(old.store)
    old.behave('works')
    expect(codeOf(await vault.beginAnew())).toBe('ok')
    expect(unwrap(vault.open(place, oldValue))).toBe(oldSecret)
    expect(store.readWraps()).toHaveLength(1)
  })

  it.each([
    ['absent', 'vaultUnavailable'],
    ['temporary', 'vaultUnavailable'],
  ] as const)('leaves everything as it was where the store is %s', async (how, code) => {
    const { fresh } = await loseKeyring()
    const wraps = store.readWraps()
    const vault = await unlocked(fresh.store)
    fresh.behave(how)
    expect(codeOf(await vault.beginAnew())).toBe(code)
    expect(vault.status().state).toBe('lockedByOs')
    expect(store.readWraps()).toEqual(wraps)
  })

  it('R18 makes no key for a store that protects nothing', async () => {
    await loseKeyring()
    const plain: SecureStore = {
      isAvailable: async () => true,
      seal: async (text) => Buffer.from(text),
      open: async (sealed) => ({ text: Buffer.from(sealed).toString(), shouldReseal: false }),
      backend: () => 'a weak keyring',
    }
    const vault = await unlocked(plain)
    expect(codeOf(await vault.beginAnew())).toBe('vaultWeak')
    expect(store.readWraps()).toHaveLength(1)
  })

  it('says so where the disk does not take the new key', async () => {
    const { fresh } = await loseKeyring()
    const vault = create(fresh.store, {
      readWraps: store.readWraps,
      writeWrap: () => {
        throw new Error('disk full')
      },
    })
    await vault.unlock()
    expect(codeOf(await vault.beginAnew())).toBe('storage')
    expect(vault.status().state).toBe('lockedByOs')
  })

  it('waits for a prompt no longer than the deadline, and a late answer still counts', async () => {
    const { fresh } = await loseKeyring()
    const vault = await unlocked(fresh.store)
    fresh.behave('pending')
    const beginning = vault.beginAnew()
    await clock.pass(10_000)
    expect(codeOf(await beginning)).toBe('vaultWaiting')
    fresh.answer('works')
    await expect.poll(() => vault.status().state).toBe('ready')
    expect(codeOf(vault.seal(place, newSecret))).toBe('ok')
  })
})

/** Begins anew in a process that dies at the given step, and seals where that still worked. */
async function beginAndDie(secureStore: SecureStore, step: number) {
  let left = Number.POSITIVE_INFINITY
  const die = <T>(act: () => T): T => {
    left -= 1
    if (left <= 0) throw new Error('killed')
    return act()
  }
  const dying: SecureStore = {
    isAvailable: async () => die(secureStore.isAvailable),
    seal: async (text) => die(() => secureStore.seal(text)),
    open: async (wrapped) => die(() => secureStore.open(wrapped)),
    backend: secureStore.backend,
  }
  const vault = create(dying, {
    readWraps: () => die(store.readWraps),
    writeWrap: (wrap) => die(() => store.writeWrap(wrap)),
  })
  await vault.unlock()
  left = step
  const begun = await vault.beginAnew()
  return { begun, sealed: vault.seal(place, newSecret), hasDied: left <= 0 }
}
