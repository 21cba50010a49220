// A disk that can be filled to the last byte: a file system of its own where this user may mount one, else one that SQLite plays.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'

export interface SmallDisk {
  readonly folder: string
  /** From now on nothing more fits, until `free`. */
  readonly fill: () => void
  readonly free: () => void
  readonly remove: () => void
}

/** Makes one of so many KiB. */
export function createSmallDisk(sizeKiB: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-disk-'))
  return mountAt(folder, sizeKiB) ? mounted(folder) : played(folder)
}

function mountAt(folder: string, sizeKiB: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKiB}k`, 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function mounted(folder: string): SmallDisk {
  const filler = join(folder, 'filler')
  return {
    folder,
    fill: () => {
      for (let size = 64 * 1024; size >= 1; size = Math.floor(size / 2)) {
        try {
          for (;;) writeFileSync(filler, Buffer.alloc(size, 1), { flag: 'a' })
        } catch {
          // The disk took what it could; smaller pieces follow.
        }
      }
    },
    free: () => rmSync(filler, { force: true }),
    remove: () => {
      execFileSync('umount', ['-l', folder], { stdio: 'ignore' })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Where nothing may be mounted: SQLite is made to say that the disk is full at every write to a vault in the
 * folder. Its limit of pages would not do, for what is written fits into pages that are there.
 */
function played(folder: string): SmallDisk {
  console.log('Mounting a file system is not permitted here: the full disk is played in SQLite’s statements.')
  const statement = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1')) as {
    run: (...args: unknown[]) => unknown
  }
  const { run } = statement
  let isFull = false
  statement.run = function (this: Database.Statement, ...args) {
    const isHere = this.database.name.startsWith(folder)
    if (isFull && isHere && !/^(BEGIN|ROLLBACK|COMMIT)/.test(this.source)) {
      throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL')
    }
    return run.apply(this, args)
  } as typeof run
  return {
    folder,
    fill: () => {
      isFull = true
    },
    free: () => {
      isFull = false
    },
    remove: () => {
      statement.run = run
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
