// Everything this computer knows, as one file to keep or to take along: names, dates, notes and history, never a value.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Activity } from '../../shared/domain/activity.ts'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import type { Secret } from '../../shared/domain/secret.ts'
import type { Account } from '../../shared/domain/snapshot.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { CacheStore, VaultStore } from '../ports/store.ts'
import type { Clock, Log, SaveFile } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import type { ActivityLog } from './activity-log.ts'

export interface DataExportDeps {
  readonly state: AppState
  readonly cache: Pick<CacheStore, 'readKeys' | 'readSecrets'>
  readonly vaultStore: Pick<
    VaultStore,
    | 'listEndedKeys'
    | 'listKeyFacts'
    | 'listSecretFacts'
    | 'listRotations'
    | 'readActivity'
    | 'listIgnoredFindings'
  >
  /** Resolves when everything shown is in the cache. */
  readonly rowsWritten: () => Promise<unknown>
  readonly activity: Pick<ActivityLog, 'note'>
  readonly saveFile: SaveFile
  readonly clock: Clock
  readonly log: Log
}

/**
 * Asks where to save; `count` API keys and secrets were written. `notConfirmed` where no file was chosen,
 * `storage` where it could not be written, `tooMany` while an earlier export is still open.
 */
export type DataExport = () => Promise<Result<{ count: number }>>

const pageSize = 500

export function createDataExport(deps: DataExportDeps): DataExport {
  const { state, clock, log } = deps
  let isOpen = false

  const collect = async () => {
    await deps.rowsWritten()
    const { accounts, settings, version } = state.snapshot()
    const collected: Awaited<ReturnType<typeof accountPart>>[] = []
    for (const account of accounts) collected.push(await accountPart(deps, account))
    const history: Activity[] = []
    for await (const page of historyPages(deps)) history.push(...page)
    const count = collected.reduce((sum, { keys, secrets }) => sum + keys.length + secrets.length, 0)
    const head = { program: 'Latchkey', version, exportedAt: timeWords(clock.now()) }
    return {
      count,
      text: `${JSON.stringify({ ...head, settings, accounts: collected, history }, null, 2)}\n`,
    }
  }

  const save = async (): Promise<Result<{ count: number }>> => {
    try {
      const { count, text } = await collect()
      if (state.snapshot().lock.state !== 'open') return fail('locked')
      const fileName = `latchkey-data-${timeWords(clock.now())?.slice(0, 10)}.json`
      const outcome = await deps.saveFile({ title: 'Export names, dates and history', fileName, text })
      if (outcome === 'cancelled') return fail('notConfirmed')
      deps.activity.note({
        kind: 'exported',
        subject: 'All data',
        detail: `${count} keys and secrets as JSON.`,
      })
      return ok({ count })
    } catch {
      log('data.notExported')
      deps.activity.note({ kind: 'exported', subject: 'All data', outcome: 'failed', error: 'storage' })
      return fail('storage', { isRetryable: true })
    }
  }

  return async () => {
    if (isOpen) return fail('tooMany', { isRetryable: true })
    isOpen = true
    return save().finally(() => {
      isOpen = false
    })
  }
}

/** What is told of an account is named field by field: one that is added later is not in the file by itself (R5). */
async function accountPart({ cache, vaultStore }: DataExportDeps, account: Account) {
  const { id, kind, owner, look, keysHost, adminKeyExpiresAt, connectedAt } = account
  const notes = new Map(vaultStore.listKeyFacts(id).map((facts) => [facts.keyId, facts]))
  const keys: ReturnType<typeof keyPart>[] = []
  const listed = new Set<string>()
  for await (const page of pages<ApiKey>((afterId) => cache.readKeys(id, afterId, pageSize))) {
    for (const key of page) {
      listed.add(key.id)
      keys.push(keyPart({ ...key, ...notes.get(key.id) }))
    }
  }
  for (const key of vaultStore.listEndedKeys(id)) {
    if (!listed.has(key.id)) keys.push(keyPart({ ...key, ...notes.get(key.id) }))
  }
  const secretFacts = new Map(vaultStore.listSecretFacts(id).map((facts) => [facts.secretId, facts]))
  const secrets: ReturnType<typeof secretPart>[] = []
  for await (const page of pages<Secret>((afterId) => cache.readSecrets(id, afterId, pageSize))) {
    secrets.push(...page.map((secret) => secretPart({ ...secret, ...secretFacts.get(secret.id) })))
  }
  const times = { adminKeyExpiresAt: timeWords(adminKeyExpiresAt), connectedAt: timeWords(connectedAt) }
  const rotations = vaultStore.listRotations(id)
  const ignoredFindings = vaultStore
    .listIgnoredFindings(id)
    .map(({ finding, subjectId, at }) => ({ finding, subjectId, ignoredAt: timeWords(at) }))
  return {
    id,
    kind,
    owner,
    label: look.label,
    colour: look.colour,
    keysHost,
    ...times,
    keys,
    secrets,
    rotations,
    ignoredFindings,
  }
}

function keyPart(key: ApiKey) {
  return {
    id: key.id,
    name: key.name,
    display: key.display,
    createdAt: timeWords(key.createdAt),
    expiresAt: timeWords(key.expiresAt),
    access: key.access,
    creditLimit: key.creditLimit,
    creditUsed: key.creditUsed,
    creditCycle: key.creditCycle,
    usedAllTime: key.usedAllTime,
    lastUseSeenAt: timeWords(key.lastUseSeenAt),
    notes: key.notes,
    frozen: key.frozen,
    ending: key.ending,
  }
}

function secretPart(secret: Secret) {
  return {
    id: secret.id,
    name: secret.name,
    toolName: secret.toolName,
    toolArg: secret.toolArg,
    isDefault: secret.isDefault,
    createdAt: timeWords(secret.createdAt),
    updatedAt: timeWords(secret.updatedAt),
    notes: secret.notes,
  }
}

/** Times that people and programs read alike; null stays null. */
function timeWords(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

/** Rows page by page, each in a turn of its own: there may be 100,000. */
async function* pages<Row extends { readonly id: string }>(
  read: (afterId: string | null) => readonly Row[],
): AsyncGenerator<readonly Row[]> {
  for (let afterId: string | null = null; ; ) {
    const page = read(afterId)
    yield page
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    afterId = last.id
    await nextTurn()
  }
}

async function* historyPages({ vaultStore }: DataExportDeps): AsyncGenerator<readonly Activity[]> {
  const all = { text: '', kinds: null, subjectId: null, since: null }
  for (let beforeId: number | null = null; ; ) {
    const page = vaultStore.readActivity(null, all, { beforeId, limit: pageSize })
    yield page
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    beforeId = last.id
    await nextTurn()
  }
}
