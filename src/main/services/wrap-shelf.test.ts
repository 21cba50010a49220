// R20: the data key lives in two places, and neither an old nor a spoiled one of them opens or loses the vault.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Result } from '../../shared/errors.ts'
import { StoreError, type VaultStore, type WrapFile } from '../ports/store.ts'
import { createVaultStore } from '../store/vault-store.ts'
import { createVault, type RecordPlace, type Vault } from './vault.ts'
import {
  cheapScrypt,
  createMemoryWrapFile,
  createTestClock,
  createTestKeyring,
  type TestKeyring,
} from './vault-test-support.ts'
import { formOf } from './wrappings.ts'

const passphrase = 'made-up words of a test'
const place: RecordPlace = { table: 'sealed_values', rowId: 'key-1', accountId: 'me' }
const secret = 'sandbox-v2-made-up-value-0001'
const clock = createTestClock()
let folder = ''
let keyring: TestKeyring
let file: ReturnType<typeof createMemoryWrapFile>
let store: VaultStore

const openStore = (name: string): VaultStore =>
  createVaultStore(join(folder, name, 'vault.db'), { clock, log: () => {}, onQuarantined: () => {} })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-shelf-'))
  keyring = createTestKeyring()
  file = createMemoryWrapFile()
  store = openStore('first')
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const start = (wrapFile: WrapFile = file): Vault =>
  createVault({ secureStore: keyring.store, store, wrapFile, clock, log: () => {}, scryptCost: cheapScrypt })
function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`failed with ${result.error.code}`)
  return result.value
}
async function sealOne(): Promise<Uint8Array> {
  const vault = start()
  await vault.unlock()
  return unwrap(vault.seal(place, secret))
}
/** As after a damage of which no backup could be had. */
const loseDatabase = () => {
  store.close()
  store = openStore('second')
}
const spoil = () => {
  for (const wrap of store.readWraps()) store.writeWrap({ ...wrap, wrapped: new Uint8Array([1, 2, 3]) })
}

describe('R20 a vault.db that was lost', () => {
  it('gets its data key from the file, so that what a backup holds opens again', async () => {
    const sealed = await sealOne()
    expect(file.content?.wraps).toEqual(store.readWraps())
    loseDatabase()
    const vault = start()
    expect((await vault.unlock()).state).toBe('ready')
    expect(unwrap(vault.open(place, sealed))).toBe(secret)
    file.remove()
    const later = start()
    await later.unlock()
    expect(unwrap(later.open(place, sealed))).toBe(secret)
  })

  it('R49 that had a passphrase still asks for it', async () => {
    const sealed = await sealOne()
    const first = start()
    await first.unlock()
    unwrap(await first.passphrase.set(passphrase, null))
    loseDatabase()
    const vault = start()
    expect((await vault.unlock()).state).toBe('locked')
    unwrap(await vault.passphrase.unlock(passphrase))
    expect(unwrap(vault.open(place, sealed))).toBe(secret)
    // From now on the database says so itself.
    expect(store.readPassphrase().isSet).toBe(true)
  })

  it('and a file that is gone, too, begin anew like any new computer', async () => {
    await sealOne()
    loseDatabase()
    file.remove()
    expect((await start().unlock()).state).toBe('ready')
    expect(store.readWraps().map(({ generation }) => generation)).toEqual([1])
  })
})

describe('R20 a wrap that was spoiled', () => {
  it('in the database is replaced by that of the file', async () => {
    const sealed = await sealOne()
    spoil()
    const vault = start()
    expect((await vault.unlock()).state).toBe('ready')
    expect(unwrap(vault.open(place, sealed))).toBe(secret)
    file.remove()
    const later = start()
    await later.unlock()
    expect(unwrap(later.open(place, sealed))).toBe(secret)
  })

  it('in the database while the disk takes nothing is not copied over the good one', async () => {
    const sealed = await sealOne()
    spoil()
    const { writeWrap } = store
    const full = () => {
      throw new StoreError('full')
    }
    Object.assign(store, { writeWrap: full })
    const vault = start()
    await vault.unlock()
    expect(unwrap(vault.open(place, sealed))).toBe(secret)
    Object.assign(store, { writeWrap })
    const later = start()
    await later.unlock()
    expect(unwrap(later.open(place, sealed))).toBe(secret)
  })

  it('R49 in the database of a vault with a passphrase as well', async () => {
    const sealed = await sealOne()
    const first = start()
    await first.unlock()
    unwrap(await first.passphrase.set(passphrase, null))
    spoil()
    const vault = start()
    expect(vault.status().state).toBe('locked')
    unwrap(await vault.passphrase.unlock(passphrase))
    expect(unwrap(vault.open(place, sealed))).toBe(secret)
    expect(store.readWraps().map(({ wrapped }) => formOf(wrapped))).toEqual(['both'])
  })

  it('in the file is replaced by that of the database', async () => {
    const sealed = await sealOne()
    const [wrap] = store.readWraps()
    if (wrap === undefined) throw new Error('no wrap')
    file.write({ wraps: [{ ...wrap, wrapped: new Uint8Array([9]) }], hasPassphrase: false })
    const vault = start()
    await vault.unlock()
    expect(unwrap(vault.open(place, sealed))).toBe(secret)
    expect(file.content?.wraps).toEqual(store.readWraps())
  })
})

describe('R49 an old copy of one of the two places', () => {
  it('a database from before the passphrase does not take it away', async () => {
    const sealed = await sealOne()
    const before = store.readWraps()
    const first = start()
    await first.unlock()
    unwrap(await first.passphrase.set(passphrase, null))
    loseDatabase()
    for (const wrap of before) store.writeWrap(wrap)
    const vault = start()
    expect((await vault.unlock()).state).toBe('locked')
    expect(vault.open(place, sealed)).toMatchObject({ error: { code: 'locked' } })
    unwrap(await vault.passphrase.unlock(passphrase))
    expect(unwrap(vault.open(place, sealed))).toBe(secret)
    expect(store.readWraps().map(({ wrapped }) => formOf(wrapped))).toEqual(['both'])
  })

  it('a file from before the passphrase is brought up to date at the start, before anybody unlocks', async () => {
    await sealOne()
    const before = file.content
    const first = start()
    await first.unlock()
    unwrap(await first.passphrase.set(passphrase, null))
    if (before) file.write(before)
    expect(start().status().state).toBe('locked')
    expect(file.content).toEqual({ wraps: store.readWraps(), hasPassphrase: true })
  })

  it('a file that cannot be written goes away rather than stay behind', async () => {
    await sealOne()
    const stubborn: WrapFile = {
      ...file,
      write: () => {
        throw new StoreError('full')
      },
    }
    const vault = start(stubborn)
    await vault.unlock()
    unwrap(await vault.passphrase.set(passphrase, null))
    expect(file.content).toBeNull()

    const immovable: WrapFile = {
      ...stubborn,
      read: () => ({ wraps: [], hasPassphrase: false }),
      remove: () => {
        throw new StoreError('unavailable')
      },
    }
    // It is set, and the user learns that something of before may still be there.
    const other = start(immovable)
    unwrap(await other.passphrase.unlock(passphrase))
    expect(await other.passphrase.set('other words of a test', passphrase)).toMatchObject({
      error: { code: 'storage', effect: 'done' },
    })
    expect(start(immovable).status().state).toBe('locked')
  })
})
