// What vault.db keeps for the passphrase and the clipboard, and how all of it is erased.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VaultStore, WrappedKey } from '../ports/store.ts'
import type { Clock } from '../ports/system.ts'
import { createVaultStore } from './vault-store.ts'

const clock: Clock = { now: () => 0, monotonic: () => 0, after: () => () => {} }
let folder = ''
let store: VaultStore

const open = (): VaultStore =>
  createVaultStore(join(folder, 'vault.db'), { clock, log: () => {}, onQuarantined: () => {} })
const reopen = () => {
  store.close()
  store = open()
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-rows-'))
  store = open()
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const wrap = (generation: number, slot: number, text: string): WrappedKey => {
  return { generation, slot, wrapped: new Uint8Array(Buffer.from(text)), backend: 'a keyring' }
}
const contains = (text: string): boolean =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(text))

describe('R20 settling the wraps', () => {
  it('leaves these alone in their generations, others as they are, and of what is dropped no byte', () => {
    store.writeWrap(wrap(1, 0, 'old-wrap-of-the-first'))
    store.writeWrap(wrap(2, 0, 'old-wrap-of-the-second'))
    store.writeWrap(wrap(3, 0, 'wrap-of-a-lost-one'))
    // Now a backup holds them, too.
    reopen()
    store.writeWrap(wrap(1, 1, 'new-wrap-of-the-first'))
    store.writeWrap(wrap(2, 1, 'new-wrap-of-the-second'))
    const kept = [wrap(1, 1, 'new-wrap-of-the-first'), wrap(2, 1, 'new-wrap-of-the-second')]
    store.settleWraps(kept, true)
    expect(store.readWraps()).toEqual([...kept, wrap(3, 0, 'wrap-of-a-lost-one')])
    expect(store.readPassphrase()).toEqual({ isSet: true, failures: 0 })
    expect(contains('old-wrap-of')).toBe(false)
    reopen()
    expect(store.readWraps()).toEqual([...kept, wrap(3, 0, 'wrap-of-a-lost-one')])
    expect(store.readPassphrase().isSet).toBe(true)
    store.settleWraps([], false)
    expect(store.readPassphrase().isSet).toBe(false)
  })
})

describe('R49 wrong passphrases', () => {
  it('are counted across restarts', () => {
    expect(store.readPassphrase()).toEqual({ isSet: false, failures: 0 })
    store.writePassphraseFailures(3)
    reopen()
    expect(store.readPassphrase()).toEqual({ isSet: false, failures: 3 })
    store.settleWraps([], true)
    expect(store.readPassphrase()).toEqual({ isSet: true, failures: 0 })
  })
})

describe('R29 the mark of the clipboard', () => {
  it('is one at most, and is there after a restart', () => {
    expect(store.readClipboardMark()).toBeNull()
    store.writeClipboardMark({ generation: 1, digest: new Uint8Array([1]) })
    store.writeClipboardMark({ generation: 2, digest: new Uint8Array([2, 3]) })
    reopen()
    expect(store.readClipboardMark()).toEqual({ generation: 2, digest: new Uint8Array([2, 3]) })
    store.removeClipboardMark()
    store.removeClipboardMark()
    expect(store.readClipboardMark()).toBeNull()
  })
})

describe('R24 erasing everything', () => {
  it('leaves no byte of it, in the vault or its backups', () => {
    const bytes = (text: string) => new Uint8Array(Buffer.from(text))
    store.writeWrap(wrap(1, 0, 'erased-wrap'))
    store.storeSecretCopy({ accountId: 'me', secretId: 's', sealed: bytes('erased-copy'), createdAt: 0 })
    store.writeFingerprint({
      accountId: 'erased-id',
      secretId: 's',
      setAt: null,
      generation: 1,
      digest: bytes('erased-digest'),
    })
    store.writeClipboardMark({ generation: 1, digest: bytes('erased-mark') })
    store.settleWraps([wrap(1, 0, 'erased-wrap')], true)
    reopen()
    expect(contains('erased-')).toBe(true)
    store.eraseAll()
    expect(contains('erased-')).toBe(false)
    expect(store.readWraps()).toEqual([])
    expect(store.readPassphrase()).toEqual({ isSet: false, failures: 0 })
    expect(store.countValues()).toBe(0)
    reopen()
    expect(store.readWraps()).toEqual([])
  })
})
