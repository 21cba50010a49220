// A vault that is damaged or gone: nothing crashes, nothing is silently empty, and every byte is kept.
import { hash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordFigure } from '../../../test/support/figures.ts'
import {
  anAccount,
  aValue,
  createVaultFolder,
  importOf,
  runScript,
  type VaultFolder,
} from '../../../test/support/vault-folder.ts'
import { openDatabase } from './open-database.ts'
import { vaultKind } from './vault-schema.ts'

let vault: VaultFolder

beforeEach(() => {
  vault = createVaultFolder()
})

afterEach(() => {
  vault.remove()
})

const quarantine = () => join(vault.folder, 'quarantine', '2026-11-23T13-00-00.000Z')
const backedUpAt = Date.UTC(2026, 10, 23, 12)

/** Two values that a backup holds; a third that came later, in a session that was killed. */
function useAndKill(): void {
  vault.session((store) => {
    store.writeAccount(anAccount)
    for (const keyId of ['k1', 'k2']) store.storeNewValue('none', aValue(keyId))
  })
  vault.clock.advance(3_600_000)
  vault.killedSession((store) => store.storeNewValue('none', aValue('k3')))
}

const keysAfter = () => vault.session((store) => store.listValues('me').map(({ keyId }) => keyId))

function noise(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, index) => (index * 7919 + 13) % 251))
}

function patch(at: number, bytes: Buffer): void {
  const whole = readFileSync(vault.path)
  bytes.copy(whole, at)
  writeFileSync(vault.path, whole)
}

/** Changes the vault as something else than the app would, past the triggers, and leaves it in good order. */
function meddle(sql: string): void {
  const database = new Database(vault.path)
  database.exec(`UPDATE sentinel SET is_open = 0; ${sql}`)
  database.close()
}

/** What lies at a place, to be compared. An empty log says the same as none. */
function contentOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false })
  if (found?.isDirectory()) return readdirSync(file).join()
  return found?.isFile() && found.size > 0 ? hash('sha256', readFileSync(file)) : 'nothing'
}

const noiseBytes = new Uint8Array(noise(20_000))
const all = ['k1', 'k2', 'k3']
const ofBackup = ['k1', 'k2']

describe('R43 damages', () => {
  const damages: Record<string, [damage: () => void, left: readonly string[], isTold: boolean]> = {
    'zero length': [() => truncateSync(vault.path), ofBackup, true],
    'a spoiled header': [() => patch(0, Buffer.from('SQLite format 4')), ofBackup, true],
    'half the file': [() => truncateSync(vault.path, statSync(vault.path).size / 2), ofBackup, true],
    'a page of noise': [() => patch(4096, noise(4096)), ofBackup, true],
    'a flipped byte in the structure': [() => patch(4096, Buffer.from([0x0c])), ofBackup, true],
    'noise all over': [() => writeFileSync(vault.path, noise(50_000)), ofBackup, true],
    'the id of another application': [() => meddle('PRAGMA application_id = 7'), ofBackup, true],
    'a folder in its place': [
      () => {
        rmSync(vault.path)
        mkdirSync(join(vault.path, 'inside'), { recursive: true })
      },
      ofBackup,
      true,
    ],
    'a link in its place': [
      () => {
        renameSync(vault.path, join(vault.folder, 'elsewhere.db'))
        symlinkSync(join(vault.folder, 'elsewhere.db'), vault.path)
      },
      ofBackup,
      true,
    ],
    'a log without its file': [() => rmSync(vault.path), ofBackup, true],
    'a row that is missing': [
      () => meddle(`DROP TRIGGER sealed_values_removed; DELETE FROM sealed_values WHERE key_id = 'k1'`),
      ofBackup,
      true,
    ],
    'a table that is missing': [() => meddle('DROP TABLE fingerprints'), ofBackup, true],
    'a sentinel that is missing': [() => meddle('DELETE FROM sentinel'), ofBackup, true],
    'books that are missing': [() => meddle('DROP TABLE ledger'), ofBackup, true],
    'a log that is missing': [() => rmSync(`${vault.path}-wal`), all, true],
    'garbage in the shared memory': [() => writeFileSync(`${vault.path}-shm`, noise(32_768)), all, false],
    'garbage in the log': [() => writeFileSync(`${vault.path}-wal`, noise(32_768)), all, false],
    'a log cut to nothing': [() => truncateSync(`${vault.path}-wal`), all, false],
    'rights that forbid writing': [() => chmodSync(vault.path, 0o400), all, false],
    // Its record says so by its tag, and only it is lost: the vault stays.
    'a flipped byte inside a value': [
      () => patch(readFileSync(vault.path).indexOf('sealed bytes of k1'), Buffer.from('X')),
      all,
      false,
    ],
  }

  const kept: string[] = []
  afterAll(() => {
    const count = Object.keys(damages).length
    const text = `${count} kinds, ${count - kept.length} crashes, silent losses or originals lost`
    recordFigure('Damages to the vault', text)
  })

  it.each(Object.keys(damages))('%s: no crash, no silent loss, every byte kept', (name) => {
    const [damage, left, isTold] = damages[name] ?? expect.fail()
    useAndKill()
    damage()
    const files = ['vault.db', 'vault.db-wal']
    const before = files.map((file) => contentOf(join(vault.folder, file)))
    expect(keysAfter()).toEqual(left)
    const restoredAt = left === all ? expect.any(Number) : backedUpAt
    expect(vault.rescues).toEqual(isTold ? [{ folder: quarantine(), restoredAt }] : [])
    if (isTold) expect(files.map((file) => contentOf(join(quarantine(), file)))).toEqual(before)
    // What was put back is a vault like any other.
    expect(keysAfter()).toEqual(left)
    expect(vault.rescues).toHaveLength(Number(isTold))
    kept.push(name)
  })

  it('a log that is missing costs nothing: the file itself is the latest state', () => {
    useAndKill()
    rmSync(`${vault.path}-wal`)
    const savedAt = Math.floor(statSync(vault.path).mtimeMs)
    expect(keysAfter()).toEqual(all)
    expect(vault.rescues[0]?.restoredAt).toBe(savedAt)
  })

  it('a vault that ended in good order has no log to miss', () => {
    vault.session((store) => store.storeNewValue('none', aValue('k1')))
    expect(readdirSync(vault.folder).sort()).toEqual(['backups', 'vault.db'])
    expect(keysAfter()).toEqual(['k1'])
    expect(vault.rescues).toEqual([])
  })
})

describe('R43 what takes the place of a damaged vault', () => {
  const spoil = (name: string) => {
    const path = join(vault.backupFolder, name)
    const bytes = readFileSync(path)
    bytes.fill(0xee, 4096)
    writeFileSync(path, bytes)
  }

  it('is the newest backup that is whole', () => {
    for (const keyId of ['k1', 'k2', 'k3']) {
      vault.session((store) => store.storeNewValue('none', aValue(keyId)))
      vault.clock.advance(1_200_000)
    }
    spoil(vault.backups()[2] ?? '')
    writeFileSync(vault.path, 'spoiled')
    expect(keysAfter()).toEqual(['k1', 'k2'])
    expect(vault.rescues[0]?.restoredAt).toBe(backedUpAt + 1_200_000)
  })

  it('never a backup of a later version, nor one with rows missing', () => {
    for (const keyId of ['k1', 'k2', 'k3'])
      vault.session((store) => store.storeNewValue('none', aValue(keyId)))
    const [, second = '', third = ''] = vault.backups().map((name) => join(vault.backupFolder, name))
    const later = new Database(third)
    later.pragma('user_version = 99')
    later.close()
    const short = new Database(second)
    short.exec(`DROP TRIGGER sealed_values_removed; DELETE FROM sealed_values WHERE key_id = 'k1'`)
    short.close()
    writeFileSync(vault.path, 'spoiled')
    expect(keysAfter()).toEqual(['k1'])
    expect(vault.backups()).toHaveLength(3)
  })

  it('is an empty one where there is none, and that is told too', () => {
    vault.clock.advance(3_600_000)
    writeFileSync(vault.path, 'spoiled')
    expect(keysAfter()).toEqual([])
    expect(vault.rescues).toEqual([{ folder: quarantine(), restoredAt: null }])
    vault.session((store) => store.storeNewValue('none', aValue('k1')))
    spoil(vault.backups()[0] ?? '')
    writeFileSync(vault.path, 'spoiled again')
    expect(keysAfter()).toEqual([])
    expect(vault.rescues[1]).toEqual({ folder: `${quarantine()}-2`, restoredAt: null })
    expect(readFileSync(join(quarantine(), 'vault.db'), 'utf8')).toBe('spoiled')
    expect(readFileSync(join(`${quarantine()}-2`, 'vault.db'), 'utf8')).toBe('spoiled again')
  })

  it('may be a backup out of which something was being erased when the app was killed', () => {
    vault.session((store) => {
      for (const keyId of all) store.storeNewValue('none', aValue(keyId, { sealed: noiseBytes }))
    })
    const [backup = ''] = vault.backups()
    const script = `
      import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))}
      const database = new Database(${JSON.stringify(join(vault.backupFolder, backup))})
      database.pragma('cache_size = 1')
      database.exec('BEGIN IMMEDIATE; UPDATE sealed_values SET sealed = zeroblob(length(sealed)); DELETE FROM intents')
      process.kill(process.pid, 'SIGKILL')`
    expect(runScript(script)).toBe('SIGKILL')
    expect(vault.backups()).toHaveLength(2)
    writeFileSync(vault.path, 'spoiled')
    vault.session((store) => {
      const sealed = all.map((keyId) => Buffer.from(store.readValue('me', keyId)?.sealed ?? []))
      expect(sealed.map((bytes) => bytes.equals(noiseBytes))).toEqual([true, true, true])
    })
  })

  it('is brought up to date where it is of an older version', () => {
    useAndKill()
    const [backup = ''] = vault.backups()
    const migrations = vaultKind.migrations.slice(0, 2)
    const old = openDatabase(join(vault.folder, 'old.db'), { ...vaultKind, migrations })
    for (const keyId of ofBackup) {
      old.exec(`INSERT INTO sealed_values VALUES ('me', '${keyId}', x'01', 'n', 'd', NULL, 1, 1, NULL)`)
    }
    old.close()
    renameSync(join(vault.folder, 'old.db'), join(vault.backupFolder, backup))
    writeFileSync(vault.path, 'spoiled')
    expect(keysAfter()).toEqual(ofBackup)
    vault.session((store) => expect(store.listSecretCopies('me')).toEqual([]))
  })

  it('comes also where the vault is gone, which is told without a folder', () => {
    useAndKill()
    for (const file of ['vault.db', 'vault.db-wal', 'vault.db-shm']) rmSync(join(vault.folder, file))
    expect(keysAfter()).toEqual(ofBackup)
    expect(vault.rescues).toEqual([{ folder: null, restoredAt: backedUpAt }])
  })

  it('is not asked for by a profile that is new', () => {
    expect(keysAfter()).toEqual([])
    expect(vault.rescues).toEqual([])
  })
})

describe('R43 a kill during the rescue', () => {
  it.each([1, 2, 3])('at its rename number %i: the next start completes it', (count) => {
    useAndKill()
    const latest = join(vault.folder, 'latest')
    copyFileSync(vault.path, latest)
    // Only the file itself has the third value: its log is what is missing.
    rmSync(`${vault.path}-wal`)
    rmSync(vault.backupFolder, { recursive: true })
    const script = `
      ${importOf('createVaultStore', 'vault-store.ts')}
      import fs from 'node:fs'
      import { syncBuiltinESMExports } from 'node:module'
      const { renameSync } = fs
      let left = ${count}
      fs.renameSync = (from, to) => {
        left -= 1
        if (left === 0) process.kill(process.pid, 'SIGKILL')
        renameSync(from, to)
      }
      syncBuiltinESMExports()
      const clock = { now: Date.now, monotonic: () => 0, after: () => () => {} }
      createVaultStore(${JSON.stringify(vault.path)}, { clock, log: () => {}, onQuarantined: () => {} }).close()`
    expect(runScript(script)).toBe('SIGKILL')
    expect(keysAfter()).toEqual(all)
    expect(vault.rescues).toHaveLength(1)
    expect(readdirSync(vault.folder).filter((file) => file.includes('restored'))).toEqual([])
  })
})
