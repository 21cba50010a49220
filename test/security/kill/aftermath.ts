// Starts the app again where a process was killed, and compares what it holds and shows with what the service did.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { maskValue, type Secret as ServiceSecret } from '../../../src/sandbox/secret-store.ts'
import type { ApiKey } from '../../../src/shared/domain/api-key.ts'
import { createPosts, isUsableKey } from '../../support/created-keys.ts'
import { scanFiles } from '../../support/file-scan.ts'
import { type Computer, createTestApp, type TestApp, until } from '../../support/test-app.ts'
import type { Service } from '../../support/test-service.ts'
import { firstValue, passphrase, secondValue } from './plan.ts'
import type { Profiles } from './profiles.ts'
import { contradictions, type Told, type Truth } from './told.ts'

/** What may not be found after a kill, by the numbers of table 2.2. */
export const breachKinds = ['unaccounted', 'duplicate', 'corrupt', 'plaintext', 'untrue'] as const
export interface Breach {
  readonly kind: (typeof breachKinds)[number]
  readonly what: string
}

export interface Death {
  readonly computer: Computer
  readonly service: Service
  readonly profiles: Profiles
  readonly told: readonly Told[]
  /** The keys whose values the user may have let go of or erased before the end. */
  readonly letGo: (keyId: string) => boolean
  /** Everything that the service has sent. */
  readonly answers: string
}

const valueSetIn = (secret: ServiceSecret): string =>
  secret.display === maskValue(secondValue) ? secondValue : firstValue

/** The breaches of I1 to I5, in words. */
export async function inspectAftermath(death: Death): Promise<readonly Breach[]> {
  const { computer, service, profiles, told } = death
  const breaches: Breach[] = []
  const note = (kind: Breach['kind'], what: string) => breaches.push({ kind, what })

  const issued = [...death.answers.matchAll(/"([^"\s]{60,})"/g)].map(([, text]) => text ?? '')
  const canaries = [profiles.adminKey, firstValue, secondValue, ...issued]
  for (const { file, form } of scanFiles(computer.folder, canaries).hits)
    note('plaintext', `${file} as ${form}`)

  const truth = await readTruth(service)
  const known = [profiles.keyId]
  const made = truth.keys.filter(({ id }) => !known.includes(id))
  const newSecrets = truth.secrets.filter(({ id }) => id !== profiles.secretId)
  const secretPosts = { method: 'POST', pathPattern: /secrets\/$/ }
  const posts = [
    await service.control.countRequests(createPosts),
    await service.control.countRequests(secretPosts),
  ]
  if (Math.max(made.length, newSecrets.length, ...posts) > 1)
    note('duplicate', `${made.length}, ${newSecrets.length}`)

  for (const what of contradictions(told, truth)) note('untrue', `it was told ${what}`)
  let app: TestApp | null = null
  try {
    app = await startAgain(death, note)
    const { account } = app.snapshot()
    if (account !== null) {
      await inspectKeys(app, death, truth, note)
      await inspectSecrets(app, truth, note)
      await inspectErasures(app, death, note)
    }
    inspectLeaving(app, told, note)
    if (app.log.lines.some(({ event }) => event === 'cache.remade')) note('corrupt', 'the cache')
    if (app.dialogs.messages.length > 0) note('corrupt', app.dialogs.messages[0]?.detail ?? '')
  } catch (error) {
    note('corrupt', String(error))
  }
  await app?.quit()
  if (existsSync(join(computer.folder, 'quarantine'))) note('corrupt', 'moved to quarantine')
  for (const name of ['vault.db', 'cache.db'])
    if (!isWhole(join(computer.folder, name))) note('corrupt', name)
  return breaches
}

type Note = (kind: Breach['kind'], what: string) => void

async function readTruth({ control }: Service): Promise<Truth> {
  return { keys: await control.keys(), secrets: await control.secrets() }
}

/** The next start, a minute later; before and after the service has answered nothing untrue is shown. */
async function startAgain({ service, computer, told }: Death, note: Note): Promise<TestApp> {
  service.clock.advance(60_000)
  const truth = await readTruth(service)
  const app = createTestApp({ service, computer })
  await app.app.start()
  await until(() => app.snapshot().vault.state !== 'waiting')
  const wasSet = told.some(({ about, isOk }) => about === 'lock.setPassphrase' && isOk)
  const isLocked = app.snapshot().lock.state === 'locked'
  if (wasSet && !isLocked) note('untrue', 'a passphrase that was set does not lock')
  if (isLocked) await app.must('lock.unlock', { passphrase })
  if (app.snapshot().vault.state !== 'ready')
    note('unaccounted', `the vault is ${app.snapshot().vault.state}`)
  if (app.snapshot().account === null) return app
  for (const row of await app.rows()) noteEnding(row, truth, note)
  await until(() => {
    const { sync } = app.snapshot()
    return !sync.isRefreshing && sync.listAsOf === app.clock.now() && sync.secretsAsOf === app.clock.now()
  })
  return app
}

function noteEnding(row: ApiKey, truth: Truth, note: Note): void {
  const isActive = truth.keys.find(({ id }) => id === row.id)?.state === 'active'
  if (isActive && row.ending !== null) note('untrue', `${row.id} is shown as ended and works`)
}

/** I1: every key is stored and opens, or is shown as one whose value nobody has, and can be revoked. */
async function inspectKeys(app: TestApp, death: Death, truth: Truth, note: Note): Promise<void> {
  const rows = new Map((await app.rows()).map((row) => [row.id, row]))
  for (const { id, state } of truth.keys) {
    const row = rows.get(id)
    if (state !== 'active') {
      if (row?.ending === null) note('untrue', `${id} is shown as working and was revoked`)
      continue
    }
    if (row === undefined) note('unaccounted', `${id} is not in the table`)
    else noteEnding(row, truth, note)
    if (!(await isAccountedFor(app, death, id, row?.hasSealedCopy ?? false))) note('unaccounted', id)
  }
  for (const row of rows.values()) {
    if (row.ending === null && !truth.keys.some(({ id }) => id === row.id))
      note('untrue', `${row.id} was never made`)
  }
  const { unstoredValues } = app.snapshot()
  for (const { keyId, isSealedOnDisk } of unstoredValues) {
    if (!isSealedOnDisk || !truth.keys.some(({ id }) => id === keyId))
      note('untrue', `${keyId} is to be stored`)
  }
}

async function isAccountedFor(app: TestApp, death: Death, keyId: string, hasCopy: boolean): Promise<boolean> {
  const { unstoredValues, lostCreations } = app.snapshot()
  if (hasCopy || unstoredValues.some((value) => value.keyId === keyId)) {
    const copied = await app.send('values.copy', { keyId })
    return copied.ok && (await isUsableKey(death.service, death.computer.clipboard.text))
  }
  if (death.letGo(keyId)) return true
  if (!lostCreations.some((lost) => lost.keyId === keyId && lost.state === 'found')) return false
  const { ticket } = await app.must('keys.prepareRevoke', { keyIds: [keyId] })
  app.clock.advance(500)
  const { outcomes } = await app.must('keys.revoke', { ticket })
  return outcomes[0]?.outcome === 'revoked' && app.snapshot().lostCreations.length === 0
}

/** The table is what the service has, and nothing that is said of a value is said of another one. */
async function inspectSecrets(app: TestApp, { secrets }: Truth, note: Note): Promise<void> {
  const rows = await app.secrets()
  if (rows.length !== secrets.length) note('untrue', `${rows.length} secrets of ${secrets.length} are shown`)
  for (const secret of secrets) {
    const row = rows.find(({ id }) => id === secret.id)
    if (row === undefined || row.name !== secret.name || row.display !== secret.display) {
      note('untrue', `the secret ${secret.name}`)
      continue
    }
    const present = valueSetIn(secret)
    const other = present === firstValue ? secondValue : firstValue
    const verdictOf = async (value: string) =>
      (await app.must('secrets.compareValue', { secretId: secret.id, value })).verdict
    if ((await verdictOf(present)) === 'different') note('untrue', 'the value that is set is called another')
    if ((await verdictOf(other)) === 'same') note('untrue', 'another value is called the one that is set')
    if (!row.hasSealedCopy) continue
    const copied = await app.send('secrets.copyValue', { secretId: secret.id })
    if (!copied.ok) note('unaccounted', 'the sealed copy of a secret does not open')
    else if (app.computer.clipboard.text !== present && row.fingerprint === 'current')
      note('untrue', 'the sealed copy is called the value that is set')
  }
}

/** What is shown as not kept here is in no file, nor in a backup. */
async function inspectErasures(app: TestApp, { computer, profiles }: Death, note: Note): Promise<void> {
  const isIn = (bytes: Buffer) => holdsBytes(computer.folder, bytes)
  const row = (await app.rows()).find(({ id }) => id === profiles.keyId)
  if (row?.hasSealedCopy === false && isIn(profiles.keyCopy)) note('untrue', 'an erased value of a key')
  const secret = (await app.secrets()).find(({ id }) => id === profiles.secretId)
  if (secret?.hasSealedCopy !== true && isIn(profiles.secretCopy))
    note('untrue', 'an erased value of a secret')
}

/** What was told of the account is so after the start. */
function inspectLeaving(app: TestApp, told: readonly Told[], note: Note): void {
  const wasTold = (about: string) => told.some((said) => said.about === about && said.isOk)
  const { account } = app.snapshot()
  if (wasTold('session.connect') && account === null) note('untrue', 'connected')
  if (wasTold('session.disconnect') && account !== null) note('untrue', 'disconnected')
}

function holdsBytes(folder: string, bytes: Buffer): boolean {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).some(
    (entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(bytes),
  )
}

function isWhole(path: string): boolean {
  if (!existsSync(path)) return true
  const database = new Database(path, { readonly: true })
  try {
    return database.pragma('integrity_check', { simple: true }) === 'ok'
  } finally {
    database.close()
  }
}
