// Bringing a vault up to date: a backup first, each version whole or not at all, whatever kills the app.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createVaultFolder,
  importOf,
  runScript,
  type VaultFolder,
} from '../../../test/support/vault-folder.ts'
import { noNotes } from '../../shared/domain/key-notes.ts'
import { noSecretNotes } from '../../shared/domain/notes.ts'
import { StoreError } from '../ports/store.ts'
import { openDatabase } from './open-database.ts'
import { vaultKind } from './vault-schema.ts'

let vault: VaultFolder

beforeEach(() => {
  vault = createVaultFolder()
})

afterEach(() => {
  vault.remove()
})

function makeOld(version: number, sql: string): void {
  rmSync(vault.path, { force: true })
  const migrations = vaultKind.migrations.slice(0, version)
  const old = openDatabase(vault.path, { ...vaultKind, migrations })
  old.exec(sql)
  old.close()
}

const oneValue = `INSERT INTO sealed_values VALUES ('me', 'k', x'0304', 'ci', 'd', NULL, 6, 1, NULL)`

function versionOf(path: string): unknown {
  const database = new Database(path, { readonly: true })
  const version = database.pragma('user_version', { simple: true })
  database.close()
  return version
}

describe('R44 a vault of an older version', () => {
  it.each([1, 2, 3, 4, 5, 6, 7])('is backed up as it is before it is changed (version %i)', (version) => {
    makeOld(version, oneValue)
    vault.session((store) => expect(store.readValue('me', 'k')?.sealed).toEqual(new Uint8Array([3, 4])))
    const [first = ''] = vault.backups()
    expect(versionOf(join(vault.backupFolder, first))).toBe(version)
    expect(versionOf(vault.path)).toBe(vaultKind.migrations.length)
    writeFileSync(vault.path, 'spoiled')
    for (const name of vault.backups().slice(1)) rmSync(join(vault.backupFolder, name))
    vault.session((store) => expect(store.readValue('me', 'k')?.sealed).toEqual(new Uint8Array([3, 4])))
    expect(vault.rescues).toHaveLength(1)
  })

  it.each([5, 6, 7])('gets its new tables counted from the first row on (version %i)', (version) => {
    makeOld(version, `${oneValue}; INSERT INTO clipboard_mark VALUES (1, 1, x'07')`)
    vault.killedSession((store) => {
      store.writeKeyFacts('me', { keyId: 'k', notes: noNotes, frozen: null })
      store.removeKeyFacts('me', 'k')
      store.writeSeen('me', { id: 1, at: 2 })
      store.writeSecretFacts('me', { secretId: 's', notes: noSecretNotes })
    })
    vault.session((store) => {
      expect(store.readSeen('me')).toEqual({ id: 1, at: 2 })
      expect(store.listSecretFacts('me')).toEqual([{ secretId: 's', notes: noSecretNotes }])
      expect(store.readClipboardMark()?.digest).toEqual(new Uint8Array([7]))
      expect(store.countValues()).toBe(1)
    })
    expect(vault.rescues).toEqual([])
    const database = new Database(vault.path, { readonly: true })
    const ledger = database.prepare('SELECT * FROM ledger WHERE row_count > 0').raw().all()
    database.close()
    expect(ledger).toEqual([
      ['sealed_values', 1],
      ['secret_facts', 1],
      ['seen', 1],
    ])
  })

  it('that holds nothing needs no backup', () => {
    makeOld(2, '')
    vault.session(() => {})
    expect(vault.backups()).toEqual([])
  })

  it('stays as it is where it cannot be backed up', () => {
    makeOld(2, oneValue)
    writeFileSync(vault.backupFolder, 'a file in the way')
    expect(vault.open).toThrow(StoreError)
    expect(versionOf(vault.path)).toBe(2)
    rmSync(vault.backupFolder)
    vault.session((store) => expect(store.countValues()).toBe(1))
  })

  it('a vault of a later version is refused and left untouched, backups or not', () => {
    vault.session((store) => store.storeNewValue('none', { ...aRow, keyId: 'k' }))
    const newer = new Database(vault.path)
    newer.pragma('user_version = 99')
    newer.close()
    const before = readFileSync(vault.path)
    expect(vault.open).toThrow(new StoreError('newer'))
    expect(readFileSync(vault.path).equals(before)).toBe(true)
    expect(vault.rescues).toEqual([])
  })
})

const aRow = {
  ...{ accountId: 'me', sealed: new Uint8Array([1]), name: '', display: '', expiresAt: null, createdAt: 1 },
  ...{ keepsCopy: true, acknowledgedAt: null },
}

describe('R44 a kill inside a migration', () => {
  const points = vaultKind.migrations.flatMap((_, index) =>
    (['begins', 'ends', 'is committed'] as const).map((moment) => [index + 1, moment] as const),
  )

  it.each(points)(
    'to version %i, when it %s: the old one or the new one, never between',
    (version, moment) => {
      if (version > 1) makeOld(1, `${oneValue}; INSERT INTO wraps VALUES (0, x'07', 'K')`)
      const script = `
      ${importOf('openDatabase', 'open-database.ts')}
      ${importOf('vaultKind', 'vault-schema.ts')}
      const die = () => process.kill(process.pid, 'SIGKILL')
      const last = vaultKind.migrations.slice(0, ${version}).at(-1)
      const kind = {
        ...vaultKind,
        migrations: [
          ...vaultKind.migrations.slice(0, ${version - 1}),
          (database) => {
            if (${moment === 'begins'}) die()
            last(database)
            if (${moment === 'ends'}) die()
          },
          // A page of the next one is in the log, and not its end.
          (database) => { database.exec('CREATE TABLE half (id INTEGER)'); die() },
        ],
      }
      openDatabase(${JSON.stringify(vault.path)}, kind)`
      expect(runScript(script)).toBe('SIGKILL')
      expect(versionOf(vault.path)).toBe(moment === 'is committed' ? version : version - 1)
      vault.session((store) => {
        expect(store.countValues()).toBe(version > 1 ? 1 : 0)
        expect(store.readWraps()).toHaveLength(version > 1 ? 1 : 0)
      })
      expect(vault.rescues).toEqual([])
      const database = new Database(vault.path, { readonly: true })
      expect(database.prepare(`SELECT count(*) FROM sqlite_schema WHERE name = 'half'`).pluck().get()).toBe(0)
      database.close()
    },
  )
})
