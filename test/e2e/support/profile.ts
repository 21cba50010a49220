// A data folder that outlives the app, for what must survive a restart.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Profile {
  /** To be given to each start of the app. */
  readonly userData: string
  readonly remove: () => void
}

export function createProfile(): Profile {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-profile-'))
  return {
    userData: join(folder, 'Latchkey'),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}
