// Opening a database: its pragmas, its rights, its versions, and what lies there instead of one.
import { hash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../ports/store.ts'
import { cacheKind } from './cache-schema.ts'
import { type DatabaseKind, openDatabase } from './open-database.ts'
import { vaultKind } from './vault-schema.ts'

let folder = ''
let path = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-open-'))
  path = join(folder, 'profile', 'some.db')
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const small: DatabaseKind = {
  applicationId: 0x4c6b5474,
  synchronous: 'FULL',
  migrations: [(database) => database.exec('CREATE TABLE notes (id INTEGER PRIMARY KEY, note TEXT) STRICT')],
}

function reasonOf(open: () => unknown): string {
  try {
    open()
    return 'opened'
  } catch (error) {
    return error instanceof StoreError ? error.reason : String(error)
  }
}

function makeWithNotes(count = 200): void {
  const database = openDatabase(path, small)
  const add = database.prepare('INSERT INTO notes (note) VALUES (?)')
  database.transaction(() => {
    for (let index = 0; index < count; index += 1) add.run(`note ${index} ${'x'.repeat(100)}`)
  })()
  database.close()
}

describe('R42 the pragmas of a database that is opened again', () => {
  it.each([
    ['vault', vaultKind, 2],
    ['cache', cacheKind, 1],
  ] as const)('%s', (_name, kind, synchronous) => {
    openDatabase(path, kind).close()
    const database = openDatabase(path, kind)
    const read = (pragma: string): unknown => database.pragma(pragma, { simple: true })
    expect({
      journal_mode: read('journal_mode'),
      synchronous: read('synchronous'),
      foreign_keys: read('foreign_keys'),
      secure_delete: read('secure_delete'),
      trusted_schema: read('trusted_schema'),
      cell_size_check: read('cell_size_check'),
      mmap_size: read('mmap_size'),
      busy_timeout: read('busy_timeout'),
      application_id: read('application_id'),
      user_version: read('user_version'),
    }).toEqual({
      journal_mode: 'wal',
      synchronous,
      foreign_keys: 1,
      secure_delete: 1,
      trusted_schema: 0,
      cell_size_check: 1,
      mmap_size: 0,
      busy_timeout: 2000,
      application_id: kind.applicationId,
      user_version: kind.migrations.length,
    })
    database.close()
  })
})

describe.skipIf(process.platform === 'win32')('R23 nobody else may read', () => {
  const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8)

  it('folder and files are private, also under a permissive umask', () => {
    const before = process.umask(0)
    try {
      const database = openDatabase(path, small)
      database.exec("INSERT INTO notes (note) VALUES ('x')")
      expect(modeOf(join(folder, 'profile'))).toBe('700')
      const files = readdirSync(join(folder, 'profile'))
      expect(files.sort()).toEqual(['some.db', 'some.db-shm', 'some.db-wal'])
      expect(files.map((file) => modeOf(join(folder, 'profile', file)))).toEqual(['600', '600', '600'])
      database.close()
    } finally {
      process.umask(before)
    }
  })

  it('rights that are too wide are taken back', () => {
    makeWithNotes()
    chmodSync(path, 0o644)
    chmodSync(join(folder, 'profile'), 0o755)
    openDatabase(path, small).close()
    expect([modeOf(path), modeOf(join(folder, 'profile'))]).toEqual(['600', '700'])
  })
})

describe('migrations', () => {
  const second: DatabaseKind = {
    ...small,
    migrations: [...small.migrations, (database) => database.exec('ALTER TABLE notes ADD COLUMN tag TEXT')],
  }

  it('run once each, and keep what is there', () => {
    makeWithNotes(3)
    for (let count = 0; count < 2; count += 1) {
      const database = openDatabase(path, second)
      expect(database.prepare('SELECT count(*), max(tag) FROM notes').raw().get()).toEqual([3, null])
      expect(database.pragma('user_version', { simple: true })).toBe(2)
      database.close()
    }
  })

  it('R44 one that fails changes nothing', () => {
    makeWithNotes(3)
    const failing: DatabaseKind = {
      ...small,
      migrations: [
        ...small.migrations,
        (database) => {
          database.exec('DELETE FROM notes')
          database.exec('CREATE TABLE half (id INTEGER)')
          throw new Error('in the middle')
        },
      ],
    }
    expect(() => openDatabase(path, failing)).toThrow('in the middle')
    const database = openDatabase(path, small)
    expect(database.prepare('SELECT count(*) FROM notes').pluck().get()).toBe(3)
    expect(database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0)
    database.close()
  })

  it('R44 a database of a later version is refused and left untouched', () => {
    openDatabase(path, second).close()
    const before = readFileSync(path)
    expect(reasonOf(() => openDatabase(path, small))).toBe('newer')
    expect(readFileSync(path).equals(before)).toBe(true)
    openDatabase(path, second).close()
  })
})

describe('R46 a database that another process holds', () => {
  it('is said to be busy, after the timeout and without a crash', () => {
    makeWithNotes()
    const holder = new Database(path)
    holder.pragma('locking_mode = EXCLUSIVE')
    holder.exec("BEGIN EXCLUSIVE; INSERT INTO notes (note) VALUES ('held')")
    expect(reasonOf(() => openDatabase(path, small))).toBe('busy')
    holder.close()
    openDatabase(path, small).close()
  })
})

describe('R43 something else where the database should be', () => {
  const damages: Record<string, () => void> = {
    'an empty file': () => writeFileSync(path, ''),
    'a spoiled header': () => patch(0, Buffer.from('SQLite format 4')),
    'half a file': () => writeFileSync(path, readFileSync(path).subarray(0, 5000)),
    'a page of noise': () => patch(4096, noise(4096)),
    'noise all over': () => writeFileSync(path, noise(16_384)),
    'a database of somebody else': () => {
      const database = new Database(path)
      database.pragma('application_id = 1')
      database.close()
    },
    'a text': () => writeFileSync(path, 'not a database, just some text\n'.repeat(100)),
    'a folder': () => {
      rmSync(path)
      mkdirSync(path)
    },
    'a link to the real file': () => {
      writeFileSync(join(folder, 'elsewhere.db'), readFileSync(path))
      rmSync(path)
      symlinkSync(join(folder, 'elsewhere.db'), path)
    },
    'a link to nowhere': () => {
      rmSync(path)
      symlinkSync(join(folder, 'nowhere'), path)
    },
    'a log without its database': () => {
      rmSync(path)
      writeFileSync(`${path}-wal`, noise(8192))
    },
  }

  function patch(at: number, bytes: Buffer): void {
    const whole = readFileSync(path)
    bytes.copy(whole, at)
    writeFileSync(path, whole)
  }

  function noise(length: number): Buffer {
    return Buffer.from(Array.from({ length }, (_, index) => (index * 7919 + 13) % 251))
  }

  /** An empty log is what looking at a database leaves behind; it says the same as none. */
  const bytesOf = (file: string): string => {
    const found = statSync(file, { throwIfNoEntry: false })
    return found?.isFile() && found.size > 0 ? hash('sha256', readFileSync(file)) : 'nothing'
  }

  it.each(Object.keys(damages))('%s is damaged, not a fresh empty database, and every byte stays', (name) => {
    makeWithNotes()
    damages[name]?.()
    const before = [bytesOf(path), bytesOf(`${path}-wal`)]
    expect(reasonOf(() => openDatabase(path, small))).toBe('damaged')
    expect([bytesOf(path), bytesOf(`${path}-wal`)]).toEqual(before)
  })

  it('garbage in the shared memory is made again, and nothing is lost', () => {
    makeWithNotes()
    writeFileSync(`${path}-shm`, noise(32_768))
    const database = openDatabase(path, small)
    expect(database.prepare('SELECT count(*) FROM notes').pluck().get()).toBe(200)
    database.close()
  })

  it('a start that was killed while the file was made begins anew', () => {
    mkdirSync(join(folder, 'profile'))
    writeFileSync(`${path}.new`, 'half written')
    openDatabase(path, small).close()
    expect(existsSync(`${path}.new`)).toBe(false)
  })

  it('a folder that cannot be made is unavailable', () => {
    writeFileSync(join(folder, 'profile'), 'a file in the way')
    expect(reasonOf(() => openDatabase(path, small))).toBe('unavailable')
  })
})
