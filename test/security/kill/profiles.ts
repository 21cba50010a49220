// The computer and the service as they are before a deed: made once by the app itself, copied for each kill.
import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openDatabase } from '../../../src/main/store/open-database.ts'
import { vaultKind } from '../../../src/main/store/vault-schema.ts'
import { createControlClient } from '../../../src/sandbox/control-client.ts'
import { createSandbox } from '../../../src/sandbox/server.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createFakeClipboard, createFakeSettingsStore } from '../../support/fake-ports.ts'
import { createFakeSecureStore } from '../../support/fake-secure-store.ts'
import { makeMemoryFolder } from '../../support/memory-folder.ts'
import { type Computer, connectTestApp } from '../../support/test-app.ts'
import type { Service } from '../../support/test-service.ts'
import { keyDraft, secretDraft } from './plan.ts'
import type { Wire } from './wire.ts'

/** What lies on the computer when the process starts. */
export type ProfileKind = 'nothing' | 'an account' | 'an account left open' | 'a vault of version 3'

export interface Profiles {
  readonly adminKey: string
  readonly keyring: string
  /** A key and a secret that were made before, each with a sealed copy. */
  readonly keyId: string
  readonly secretId: string
  /** The ciphertexts of their copies. */
  readonly keyCopy: Buffer
  readonly secretCopy: Buffer
  /** The present time of computer and service, epoch ms: later than what was made before. */
  readonly startAt: number
  /** A computer of its own and a service of its own behind the wire. */
  readonly unfold: (kind: ProfileKind) => Promise<{ readonly computer: Computer; readonly service: Service }>
  readonly remove: () => void
}

const controlToken = 'made-up-control-token-of-the-kill-tests'
const laterMs = 3_600_000
/** Fills a computer and a service by using the app, and keeps what that left. */
export async function createProfiles(wire: Wire): Promise<Profiles> {
  const room = makeMemoryFolder('kill-profiles')
  const keyring = randomBytes(32).toString('hex')
  const computerAt = (folder: string): Computer => ({
    folder,
    secureStore: createFakeSecureStore(Buffer.from(keyring, 'hex')),
    settingsStore: createFakeSettingsStore(),
    clipboard: createFakeClipboard(),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  })
  const serviceAt = async (databasePath: string, startAt?: number): Promise<Service> => {
    const clock = createFakeClock(startAt)
    const seed = { keys: 0, secrets: 0 }
    const sandbox = await createSandbox({ databasePath, port: 0, seed, controlToken, clock: clock.now })
    wire.leadTo(sandbox.port)
    const control = createControlClient(sandbox.url, controlToken)
    return { url: wire.url, adminKey: sandbox.adminKey, clock, control, close: sandbox.close }
  }

  const accountFolder = join(room, 'account')
  const servicePath = join(room, 'service.db')
  mkdirSync(accountFolder)
  const service = await serviceAt(servicePath)
  const app = await connectTestApp({ service, computer: computerAt(accountFolder) })
  const { keyId } = await app.must('keys.create', { ...keyDraft, name: 'made before' })
  await app.must('values.acknowledge', { keyId, keepSealedCopy: true })
  const { secretId } = await app.must('secrets.create', secretDraft)
  await app.must('sync.refresh', {})
  const leftOpenFolder = join(room, 'left open')
  cpSync(accountFolder, leftOpenFolder, { recursive: true })
  await app.quit()
  await service.close()
  const oldFolder = join(room, 'version 3')
  cpSync(accountFolder, oldFolder, { recursive: true })
  makeOld(join(oldFolder, 'vault.db'), 3)

  const vault = new Database(join(accountFolder, 'vault.db'), { readonly: true })
  const sealedIn = (table: string) => vault.prepare(`SELECT sealed FROM ${table}`).pluck().get() as Buffer
  const copies = { keyCopy: sealedIn('sealed_values'), secretCopy: sealedIn('sealed_secrets') }
  vault.close()
  const startAt = service.clock.now() + laterMs
  const folders: Readonly<Record<ProfileKind, string | null>> = {
    nothing: null,
    'an account': accountFolder,
    'an account left open': leftOpenFolder,
    'a vault of version 3': oldFolder,
  }

  return {
    ...{ adminKey: service.adminKey, keyring, keyId, secretId, ...copies, startAt },
    unfold: async (kind) => {
      const own = makeMemoryFolder('kill')
      const folder = join(own, 'latchkey')
      const source = folders[kind]
      if (source === null) mkdirSync(folder)
      else cpSync(source, folder, { recursive: true })
      const path = join(own, 'service.db')
      cpSync(servicePath, path)
      const running = await serviceAt(path, startAt)
      const computer = computerAt(folder)
      return {
        computer: { ...computer, remove: () => rmSync(own, { recursive: true, force: true }) },
        service: running,
      }
    },
    remove: () => rmSync(room, { recursive: true, force: true }),
  }
}

/** The same content as an earlier version of the app would have left it. */
function makeOld(path: string, version: number): void {
  const present = `${path}.present`
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${present}${suffix}`, { force: true })
  cpSync(path, present)
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true })
  const old = openDatabase(path, { ...vaultKind, migrations: vaultKind.migrations.slice(0, version) })
  old.prepare('ATTACH ? AS present').run(present)
  const tables = old
    .prepare<[], string>("SELECT name FROM main.sqlite_schema WHERE type = 'table'")
    .pluck()
    .all()
  for (const table of tables) old.exec(`INSERT INTO main.${table} SELECT * FROM present.${table}`)
  old.exec('DETACH present')
  old.close()
  rmSync(present)
}
