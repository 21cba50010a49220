// The wrapped data keys in vault.db, and how those of an older version of it are taken over.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VaultStore } from '../ports/store.ts'
import type { Clock } from '../ports/system.ts'
import { openDatabase } from './open-database.ts'
import { vaultKind } from './vault-schema.ts'
import { createVaultStore } from './vault-store.ts'

const clock: Clock = { now: () => 0, monotonic: () => 0, after: () => () => {} }
let folder = ''
let path = ''
let store: VaultStore

const open = (): VaultStore => createVaultStore(path, { clock, log: () => {}, onQuarantined: () => {} })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-wraps-'))
  path = join(folder, 'vault.db')
  store = open()
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('what the vault keeps over a restart', () => {
  it('wraps by data key and slot, each replaced by the next in its place', () => {
    const wrap = (generation: number, slot: number, bytes: number[], backend: string) => ({
      ...{ generation, slot, backend },
      wrapped: new Uint8Array(bytes),
    })
    store.writeWrap(wrap(2, 0, [5], 'a new keyring'))
    store.writeWrap(wrap(1, 1, [9], 'KWallet'))
    store.writeWrap(wrap(1, 0, [1], 'old'))
    store.writeWrap(wrap(1, 0, [7, 8], 'Keychain'))
    store.close()
    store = open()
    expect(store.readWraps()).toEqual([
      wrap(1, 0, [7, 8], 'Keychain'),
      wrap(1, 1, [9], 'KWallet'),
      wrap(2, 0, [5], 'a new keyring'),
    ])
  })

  it('R44 the wraps of the version before data keys had generations, as those of the first key', () => {
    store.close()
    rmSync(path)
    const before = openDatabase(path, { ...vaultKind, migrations: vaultKind.migrations.slice(0, 1) })
    before.exec("INSERT INTO wraps VALUES (0, x'0102', 'Keychain'), (1, x'03', 'KWallet')")
    before.close()
    store = open()
    expect(store.readWraps()).toEqual([
      { generation: 1, slot: 0, wrapped: new Uint8Array([1, 2]), backend: 'Keychain' },
      { generation: 1, slot: 1, wrapped: new Uint8Array([3]), backend: 'KWallet' },
    ])
  })
})
