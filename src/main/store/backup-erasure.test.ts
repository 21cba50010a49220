// What is erased from the vault is erased from its backups too.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  aCopy,
  anAccount,
  aValue,
  createVaultFolder,
  marked,
  type VaultFolder,
} from '../../../test/support/vault-folder.ts'
import type { VaultStore } from '../ports/store.ts'
import { openDatabase } from './open-database.ts'
import { vaultKind } from './vault-schema.ts'

let vault: VaultFolder

beforeEach(() => {
  vault = createVaultFolder()
})

afterEach(() => {
  vault.remove()
})

const secret = marked('ERASED-MARKER ', 9000)

/** Three backups, all of which hold the marked bytes and something else that stays. */
function withBackups(store: (store: VaultStore) => void): void {
  vault.session((first) => {
    store(first)
    first.storeNewValue('none', aValue('stays', { accountId: 'other' }))
  })
  for (const keyId of ['a', 'b']) {
    vault.session((next) => next.storeNewValue('none', aValue(keyId, { accountId: 'other' })))
  }
  expect(vault.backups()).toHaveLength(3)
  expect(vault.filesWith('ERASED-MARKER')).toBe(4)
}

/** The number of values in each backup, all of which must be whole. */
const valuesInBackups = () =>
  vault.backups().map((name) => {
    const database = new Database(join(vault.backupFolder, name), { readonly: true })
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    const count = database.prepare('SELECT count(*) FROM sealed_values').pluck().get()
    const entry = database.prepare(`SELECT row_count FROM ledger WHERE counted = 'sealed_values'`).pluck()
    expect(entry.get()).toBe(count)
    database.close()
    return count
  })

describe('R24 no byte stays in any backup', () => {
  const cases: Record<string, [put: (store: VaultStore) => void, take: (store: VaultStore) => void]> = {
    'of a value that is erased': [
      (store) => store.storeNewValue('none', aValue('k', { sealed: secret })),
      (store) => store.eraseValue('me', 'k'),
    ],
    'of a secret’s copy that is erased': [
      (store) => store.storeSecretCopy(aCopy('s', { sealed: secret })),
      (store) => store.eraseSecretCopy('me', 's'),
    ],
    'of a secret’s copy that is replaced': [
      (store) => store.storeSecretCopy(aCopy('s', { sealed: secret })),
      (store) => store.storeSecretCopy(aCopy('s')),
    ],
    'of a fingerprint that is removed': [
      (store) =>
        store.writeFingerprint({
          accountId: 'me',
          secretId: 's',
          generation: 1,
          digest: secret,
          setAt: null,
        }),
      (store) => store.removeFingerprint('me', 's'),
    ],
    'of an admin key that is replaced': [
      (store) => store.writeAccount({ ...anAccount, sealedAdminKey: secret }),
      (store) => store.writeAccount(anAccount),
    ],
    'of an admin key that is no longer remembered': [
      (store) => store.writeAccount({ ...anAccount, sealedAdminKey: secret }),
      (store) => store.writeAccount({ ...anAccount, sealedAdminKey: null }),
    ],
    'of an account that is removed (R50)': [
      (store) => {
        store.writeAccount({ ...anAccount, sealedAdminKey: secret })
        store.storeSecretCopy(aCopy('s', { sealed: secret }))
      },
      (store) => store.removeAccount('me'),
    ],
  }

  it.each(Object.keys(cases))('%s, and the rest of them stays', (name) => {
    const [put, take] = cases[name] ?? expect.fail()
    withBackups(put)
    const before = vault.backups()
    vault.killedSession((store) => {
      take(store)
      expect(vault.filesWith('ERASED-MARKER')).toBe(0)
    })
    expect(vault.filesWith('ERASED-MARKER')).toBe(0)
    expect(vault.backups()).toEqual(before)
    expect(valuesInBackups().map((count) => Number(count) > 0)).toEqual([true, true, true])
  })

  it('in one that is half written, or too damaged to erase from: it goes as a whole', () => {
    withBackups((store) => store.storeSecretCopy(aCopy('s', { sealed: secret })))
    const [first = '', second = ''] = vault.backups().map((name) => join(vault.backupFolder, name))
    const spoiled = readFileSync(first)
    spoiled.fill(0, 0, 100)
    writeFileSync(first, spoiled)
    writeFileSync(`${second}.new`, readFileSync(second))
    vault.killedSession((store) => store.eraseSecretCopy('me', 's'))
    expect(vault.filesWith('ERASED-MARKER')).toBe(0)
    expect(vault.backups()).toHaveLength(2)
    expect(vault.events).toContain('vault.backupDiscarded')
  })

  it('of a vault of an older version, which lacks the tables of today', () => {
    const migrations = vaultKind.migrations.slice(0, 2)
    const old = openDatabase(vault.path, { ...vaultKind, migrations })
    const add = old.prepare(`INSERT INTO sealed_values VALUES ('me', ?, ?, 'n', 'd', NULL, 1, 1, NULL)`)
    add.run('k', secret)
    add.run('stays', new Uint8Array([1]))
    old.close()
    vault.killedSession((store) => {
      expect(vault.filesWith('ERASED-MARKER')).toBeGreaterThan(1)
      store.eraseValue('me', 'k')
      store.storeSecretCopy(aCopy('s'))
      store.eraseSecretCopy('me', 's')
      store.removeAccount('nobody')
    })
    expect(vault.filesWith('ERASED-MARKER')).toBe(0)
    const [backup = ''] = vault.backups()
    const database = new Database(join(vault.backupFolder, backup), { readonly: true })
    expect(database.prepare('SELECT key_id FROM sealed_values').pluck().all()).toEqual(['stays'])
    database.close()
  })
})
