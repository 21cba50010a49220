// The files of a database: their rights, their side files, and how they are moved without a half-done state.
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { storeErrorOf } from './store-error.ts'

const sideFiles = ['-wal', '-shm', '-journal'] as const

/** The side files before the database: a log left behind without it could be replayed into the next one. */
const allFiles = (path: string): readonly string[] => [...sideFiles.map((suffix) => path + suffix), path]

/** Neither a database nor what is left of one. */
export function isNothingThere(path: string): boolean {
  return allFiles(path).every((file) => !isPresent(file))
}

/** Also true for a link that leads nowhere. */
export function isPresent(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

/** False for a link, a folder, and nothing at all. */
export function isRegularFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true
}

/** Moves the database with its side files into a new folder below `parent`, named `name` where that is free. */
export function moveAway(path: string, parent: string, name: string): string {
  try {
    mkdirSync(parent, { recursive: true, mode: 0o700 })
    const folder = makeFreeFolder(join(parent, name))
    for (const file of allFiles(path)) {
      if (isPresent(file)) renameSync(file, join(folder, basename(file)))
    }
    return folder
  } catch (error) {
    throw storeErrorOf(error)
  }
}

/** Deletes the database with its side files. */
export function discardDatabase(path: string): void {
  try {
    for (const file of allFiles(path)) rmSync(file, { force: true, recursive: true })
  } catch (error) {
    throw storeErrorOf(error)
  }
}

/** Leaves an empty log where there is none: it takes no room, and says that nothing is missing. */
export function leaveLog(path: string): void {
  try {
    closeSync(openSync(`${path}-wal`, 'a', 0o600))
  } catch (error) {
    throw storeErrorOf(error)
  }
}

/** Gives a finished draft its name, so that a kill or a power cut leaves either none or a whole one. */
export function putInPlace(draft: string, path: string): void {
  protectFiles(draft)
  sync(draft)
  renameSync(draft, path)
  // Windows cannot sync a folder and does not need it.
  if (process.platform !== 'win32') sync(dirname(path))
}

/** R23: nobody but the user. Windows has no such modes; the profile's own rights hold there. */
export function protectFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (process.platform !== 'win32') chmodSync(folder, 0o700)
}

export function protectFiles(path: string): void {
  if (process.platform === 'win32') return
  for (const file of allFiles(path)) {
    if (existsSync(file)) chmodSync(file, 0o600)
  }
}

/** Never an existing one: what lies there must not be overwritten. */
function makeFreeFolder(wanted: string): string {
  for (let count = 1; ; count += 1) {
    const folder = count === 1 ? wanted : `${wanted}-${count}`
    if (isPresent(folder)) continue
    mkdirSync(folder, { mode: 0o700 })
    return folder
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
