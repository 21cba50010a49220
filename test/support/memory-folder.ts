// Folders in memory, where the system has such: for tests that write so often that a disk would be all they wait for.
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const memory = '/dev/shm'

/** A new folder. A kill, unlike a power cut, loses nothing of what a file system was given. */
export function makeMemoryFolder(name: string): string {
  return mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), `latchkey-${name}-`))
}
