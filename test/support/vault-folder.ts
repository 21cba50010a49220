// A vault in a folder of its own for tests: opened and closed as a session is, killed, and looked into.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type {
  SealedSecret,
  SealedValue,
  StoredAccount,
  VaultRescue,
  VaultStore,
} from '../../src/main/ports/store.ts'
import { createVaultStore } from '../../src/main/store/vault-store.ts'
import { createFakeClock } from './fake-clock.ts'

/** A profile's folder with a vault that is not opened yet. */
export function createVaultFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-store-'))
  const path = join(folder, 'vault.db')
  const clock = createFakeClock(Date.UTC(2026, 10, 23, 12))
  const rescues: VaultRescue[] = []
  const events: string[] = []
  const open = (): VaultStore =>
    createVaultStore(path, {
      clock,
      log: (event) => events.push(event),
      onQuarantined: (rescue) => rescues.push(rescue),
    })

  return {
    ...{ folder, path, clock, rescues, events, open },
    backupFolder: join(folder, 'backups'),
    backups: () => namesIn(join(folder, 'backups')),
    /** One session of use, ended in good order. */
    session: <T>(use: (store: VaultStore) => T): T => {
      const store = open()
      try {
        return use(store)
      } finally {
        store.close()
      }
    },
    /** One session that is killed: the files stay as they are at its last moment. */
    killedSession: (use: (store: VaultStore) => void): void => {
      const atDeath = mkdtempSync(join(tmpdir(), 'latchkey-death-'))
      const store = open()
      use(store)
      cpSync(folder, atDeath, { recursive: true })
      store.close()
      rmSync(folder, { recursive: true })
      cpSync(atDeath, folder, { recursive: true })
      rmSync(atDeath, { recursive: true })
    },
    /** How many files of the profile, whatever their folder, hold the text. */
    filesWith: (text: string): number =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((file) => join(folder, file))
        .filter((file) => statSync(file).isFile() && readFileSync(file).includes(text)).length,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
export type VaultFolder = ReturnType<typeof createVaultFolder>

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

export function aValue(keyId: string, changes: Partial<SealedValue> = {}): SealedValue {
  return {
    keyId,
    accountId: 'me',
    sealed: new Uint8Array(Buffer.from(`sealed bytes of ${keyId}`)),
    name: 'ci',
    display: 'acme-v2-eyJh...c0eQ',
    expiresAt: null,
    createdAt: 200,
    keepsCopy: true,
    acknowledgedAt: null,
    ...changes,
  }
}

export function aCopy(secretId: string, changes: Partial<SealedSecret> = {}): SealedSecret {
  return { accountId: 'me', secretId, sealed: new Uint8Array([1, 2, 3]), createdAt: 300, ...changes }
}

export const anAccount: StoredAccount = {
  id: 'me',
  kind: 'live',
  owner: 'Zoë',
  adminKeyExpiresAt: 1_800_000_000_000,
  adminKeyDisplay: 'io-v2-eyJh...c0eQ',
  keysHost: 'api.io.solutions',
  connectedAt: 1000,
  isRemembered: true,
  look: { label: 'work', colour: 'green' },
  origins: { keys: 'https://api.io.solutions', intelligence: 'https://api.intelligence.io.solutions' },
  sealedAdminKey: new Uint8Array([1, 2, 3]),
}

/** Bytes of the given length that are found by the text. */
export const marked = (text: string, length: number) => new Uint8Array(Buffer.alloc(length, text))

/** The import of a module of main/store, for the script of a process of its own. */
export const importOf = (names: string, file: string) =>
  `import { ${names} } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../src/main/store', file)).href)}\n`

/** Runs a script in a process of its own, that may kill itself; the signal it died of. */
export function runScript(script: string): NodeJS.Signals | null {
  const { signal, status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  if (signal === null && status !== 0) throw new Error(stderr)
  return signal
}
