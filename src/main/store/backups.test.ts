// Backups of vault.db: when they are made, what they hold, what kills and erasures leave of them.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  aCopy,
  aValue,
  createVaultFolder,
  importOf,
  runScript,
  type VaultFolder,
} from '../../../test/support/vault-folder.ts'
import { openRecord, sealRecord } from '../services/sealed-record.ts'

let vault: VaultFolder

beforeEach(() => {
  vault = createVaultFolder()
})

afterEach(() => {
  vault.remove()
})

const keep = (...keyIds: string[]) =>
  vault.session((store) => {
    for (const keyId of keyIds) store.storeNewValue('none', aValue(keyId))
  })

/** Reads a backup as a user's own tool would. */
function look<T>(name: string | undefined, read: (database: Database.Database) => T): T {
  const database = new Database(join(vault.backupFolder, name ?? 'none'), { readonly: true })
  try {
    return read(database)
  } finally {
    database.close()
  }
}

const keysIn = (name: string | undefined) =>
  look(name, (database) => database.prepare('SELECT key_id FROM sealed_values ORDER BY 1').pluck().all())

const isSound = (name: string) =>
  look(
    name,
    (database) =>
      database.pragma('integrity_check', { simple: true }) === 'ok' &&
      database
        .prepare(
          `SELECT count(*) = (SELECT row_count FROM ledger WHERE counted = 'sealed_values') FROM sealed_values`,
        )
        .pluck()
        .get() === 1,
  )

describe('R47 backups of the vault', () => {
  it('hold the state at the end of a session, of the latest three sessions', () => {
    for (const keyId of ['k1', 'k2', 'k3', 'k4']) {
      keep(keyId)
      vault.clock.advance(60_000)
    }
    expect(vault.backups()).toEqual([
      'vault-000002-2026-11-23T12-01-00.000Z.db',
      'vault-000003-2026-11-23T12-02-00.000Z.db',
      'vault-000004-2026-11-23T12-03-00.000Z.db',
    ])
    expect(vault.backups().map(keysIn)).toEqual([
      ['k1', 'k2'],
      ['k1', 'k2', 'k3'],
      ['k1', 'k2', 'k3', 'k4'],
    ])
  })

  it.skipIf(process.platform === 'win32')(
    'R23 are their owner’s alone, also under a permissive umask',
    () => {
      const before = process.umask(0)
      keep('k1')
      process.umask(before)
      const modes = [vault.backupFolder, ...vault.backups().map((name) => join(vault.backupFolder, name))]
      expect(modes.map((file) => (statSync(file).mode & 0o777).toString(8))).toEqual(['700', '600'])
    },
  )

  it('are made where something changed, and not of a vault that never held anything', () => {
    vault.session(() => {})
    expect(vault.backups()).toEqual([])
    keep('k1')
    vault.session((store) => store.listValues('me'))
    vault.session((store) => store.acknowledgeValue('me', 'k1', 5, true))
    expect(vault.backups()).toHaveLength(2)
  })

  it('are made every six hours of use, and at the start after a kill', () => {
    vault.killedSession((store) => {
      store.storeNewValue('none', aValue('k1'))
      vault.clock.advance(6 * 3_600_000 - 1)
      expect(vault.backups()).toEqual([])
      vault.clock.advance(1)
      expect(vault.backups().map(keysIn)).toEqual([['k1']])
      vault.clock.advance(6 * 3_600_000)
      expect(vault.backups()).toHaveLength(1)
      store.storeNewValue('none', aValue('k2'))
    })
    const store = vault.open()
    expect(vault.backups().map(keysIn)).toEqual([['k1'], ['k1', 'k2']])
    store.close()
    vault.clock.advance(7 * 3_600_000)
    expect(vault.backups()).toHaveLength(2)
  })

  it('keep their order where somebody sets the clock back', () => {
    for (const [index, keyId] of ['k1', 'k2', 'k3', 'k4', 'k5'].entries()) {
      vault.clock.setWall(Date.UTC(2026 - index, 0))
      keep(keyId)
    }
    expect(vault.backups().map((name) => keysIn(name).length)).toEqual([3, 4, 5])
  })

  it('that fail hinder neither work nor end, and leave the others', () => {
    keep('k1')
    const [name = ''] = vault.backups()
    const kept = readFileSync(join(vault.backupFolder, name))
    rmSync(vault.backupFolder, { recursive: true })
    writeFileSync(vault.backupFolder, 'a file in the way')
    keep('k2')
    expect(vault.events.at(-1)).toBe('vault.notBackedUp')
    rmSync(vault.backupFolder)
    mkdirSync(vault.backupFolder)
    writeFileSync(join(vault.backupFolder, name), kept)
    vault.session((store) => expect(store.listValues('me')).toHaveLength(2))
    expect(vault.backups().map(keysIn)).toEqual([['k1'], ['k1', 'k2']])
  })

  it('restored give back each value, as it was sealed', () => {
    const key = { generation: 1, bytes: Buffer.alloc(32, 7) }
    const place = (keyId: string) => ({ table: 'sealed_values', rowId: keyId, accountId: 'me' }) as const
    const ids = Array.from({ length: 200 }, (_, index) => `k${String(index).padStart(3, '0')}`)
    vault.session((store) => {
      for (const id of ids) {
        store.storeNewValue('none', aValue(id, { sealed: sealRecord(key, place(id), `io-v2-madeUp-${id}`) }))
      }
    })
    rmSync(vault.path)
    copyFileSync(join(vault.backupFolder, vault.backups()[0] ?? ''), vault.path)
    vault.session((store) => {
      const opened = ids.map((id) =>
        openRecord(key, place(id), store.readValue('me', id)?.sealed ?? new Uint8Array()),
      )
      expect(opened).toEqual(ids.map((id) => `io-v2-madeUp-${id}`))
    })
    expect(vault.rescues).toEqual([])
  })
})

describe('R47 a backup while another process writes', () => {
  let writer: ChildProcess

  afterEach(async () => {
    writer.kill('SIGKILL')
    await once(writer, 'exit')
  })

  it('is whole, with as many rows as its own books say', async () => {
    keep('k1')
    writer = spawn(process.execPath, [
      ...['--input-type=module', '-e'],
      `import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))}
       const database = new Database(${JSON.stringify(vault.path)}, { timeout: 5000 })
       const add = database.prepare("INSERT INTO sealed_values VALUES ('me', ?, x'01', 'n', 'd', NULL, 1, 1, NULL)")
       for (let count = 0; ; count += 1) {
         add.run('w' + count)
         if (count === 0) console.log('writing')
       }`,
    ])
    if (writer.stdout !== null) await once(writer.stdout, 'data')
    const counts: number[] = []
    for (let round = 0; round < 6; round += 1) {
      await sleep(250)
      vault.session((store) => counts.push(store.listValues('me').length))
      expect(vault.backups().filter((name) => !isSound(name))).toEqual([])
    }
    expect(vault.backups()).toHaveLength(3)
    // R43: what is written at that moment is not taken for rows that are missing.
    expect(vault.rescues).toEqual([])
    expect(counts.at(-1)).toBeGreaterThan(counts[0] ?? 0)
  })
})

describe('R47 a kill during a backup', () => {
  it.each(['before it is written', 'before it has its name', 'after it has its name'])(
    'leaves those before it (%s)',
    (moment) => {
      keep('k1')
      const before = vault.backups()
      const kill = `process.kill(process.pid, 'SIGKILL')`
      const script = `
        import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))}
        ${importOf('createBackups', 'backups.ts')}
        import fs from 'node:fs'
        import { syncBuiltinESMExports } from 'node:module'
        const { renameSync } = fs
        if (${moment.startsWith('before it is')}) fs.openSync = () => ${kill}
        fs.renameSync = (from, to) => {
          if (${moment === 'before it has its name'}) ${kill}
          renameSync(from, to)
          ${kill}
        }
        syncBuiltinESMExports()
        const deps = { clock: { now: Date.now }, log: () => {} }
        createBackups(${JSON.stringify(vault.backupFolder)}, deps).backUp(new Database(${JSON.stringify(vault.path)}))`
      expect(runScript(script)).toBe('SIGKILL')
      expect(vault.backups().slice(0, 1)).toEqual(before)
      expect(vault.backups().filter((name) => name.endsWith('.db') && !isSound(name))).toEqual([])
      keep('k2')
      expect(vault.backups().every((name) => name.endsWith('.db') && isSound(name))).toBe(true)
      expect(keysIn(vault.backups().at(-1))).toEqual(['k1', 'k2'])
    },
  )

  it('what it left half done is in the way of nothing', () => {
    keep('k1')
    writeFileSync(join(vault.backupFolder, 'vault-000002-2026-11-23T12-00-00.000Z.db.new'), 'half')
    writeFileSync(join(vault.backupFolder, 'notes.txt'), 'somebody’s own')
    keep('k2')
    vault.session((store) => store.storeSecretCopy(aCopy('s')))
    expect(vault.backups()).toHaveLength(4)
    expect(vault.backups()[0]).toBe('notes.txt')
  })
})
