// Reads an account that is not in use from the service into its rows, its history and its rotations, as if it were shown.
import type { Account } from '../../shared/domain/snapshot.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { IoApi, KeyList, KeyUsage } from '../ports/remote.ts'
import type { CacheStore, VaultStore } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'
import { type AppState, createState } from '../state/app-state.ts'
import { emptyParts, initialSync } from '../state/empty-parts.ts'
import { createActivityLog } from './activity-log.ts'
import { attempt } from './attempt.ts'
import { createCreationTags } from './creation-tags.ts'
import { createDrift } from './drift.ts'
import { createIgnoredFindings } from './ignored-findings.ts'
import { createKeyFacts } from './key-facts.ts'
import { createKeyTable } from './key-table.ts'
import type { LocalChanges } from './local-changes.ts'
import type { OwnChanges } from './own-changes.ts'
import { createRotationWatch } from './rotation-watch.ts'
import type { UsageSeries } from './usage-series.ts'

export interface AccountReaderDeps {
  /** Of the account in use: only looked at. */
  readonly state: Pick<AppState, 'snapshot'>
  readonly cache: CacheStore
  readonly vaultStore: VaultStore
  readonly changes: LocalChanges
  readonly ownChanges: OwnChanges
  readonly usageSeries: Pick<UsageSeries, 'note'>
  readonly clock: Clock
  readonly log: Log
}

export interface AccountReader {
  /**
   * Asks for the list, then for the use of all keys, and takes both over. Resolves when the last of it is written,
   * also where `isCurrent` has turned false meanwhile: that is then `notConnected`. Fails only where the list did.
   */
  readonly read: (
    account: Account,
    api: Pick<IoApi, 'listKeys' | 'listUsage'>,
    isCurrent: () => boolean,
  ) => Promise<Result<{ readonly clockSkewMs: number }>>
}

export function createAccountReader(deps: AccountReaderDeps): AccountReader {
  const { cache, changes, clock, log } = deps

  const takeOver = async (
    account: Account,
    answers: { readonly list: KeyList; readonly usage: readonly KeyUsage[] | null },
    { generation, isCurrent }: { readonly generation: number; readonly isCurrent: () => boolean },
  ) => {
    const { id } = account
    const reading = { accountId: id, generation, isCurrent }
    const unseen = createUnseenView(deps, account, answers.list.clockSkewMs)
    const noteAsOf = (resource: 'keys' | 'usage') =>
      attempt(log, 'cache.notWritten', () => cache.writeAsOf(id, resource, clock.now()))
    try {
      await unseen.table.restore(id)
      if (!isCurrent()) return
      await unseen.table.applyList(answers.list, reading)
      if (!isCurrent()) return
      noteAsOf('keys')
      unseen.noteList(answers.list)
      if (answers.usage === null) return
      await unseen.table.applyUsage(answers.usage, reading)
      await deps.usageSeries.note(id, answers.usage, reading)
      if (!isCurrent()) return
      noteAsOf('usage')
      unseen.noteUsage(answers.usage)
    } finally {
      await unseen.table.written()
    }
  }

  return {
    read: async (account, api, isCurrent) => {
      const generation = changes.generation()
      const list = await api.listKeys()
      if (!isCurrent()) return fail('notConnected')
      if (!list.ok) return list
      const usage = await api.listUsage()
      if (!isCurrent()) return fail('notConnected')
      const answers = { list: list.value, usage: usage.ok ? usage.value : null }
      await takeOver(account, answers, { generation, isCurrent })
      return isCurrent() ? ok({ clockSkewMs: list.value.clockSkewMs }) : fail('notConnected')
    },
  }
}

/**
 * The services that take a reading over, with a state of their own that nobody is shown: the account's history,
 * notes and rotations are kept exactly as they are for the one in use.
 */
function createUnseenView(
  { state: shown, cache, vaultStore, changes, ownChanges, clock, log }: AccountReaderDeps,
  account: Account,
  clockSkewMs: number,
) {
  const { id } = account
  const listAsOf = attempt(log, 'cache.notRead', () => cache.readAsOf(id, 'keys'))
  const sync = { ...initialSync, listAsOf, clockSkewMs }
  const state = createState({ ...shown.snapshot(), ...emptyParts, account, sync })
  const base = { state, cache, vaultStore, clock, log }
  const activity = createActivityLog(base)
  const drift = createDrift({ ...base, activity, ownChanges })
  const keyFacts = createKeyFacts(base)
  keyFacts.load(id)
  // Before the rows are there: it compares what they were with what the list says.
  createIgnoredFindings({ ...base, activity }).load(id)
  const tags = createCreationTags()
  for (const intent of attempt(log, 'vault.notRead', () => vaultStore.openIntents(id)) ?? []) {
    if (!intent.isTagRemoved) tags.know(intent.tag)
  }
  const values = attempt(log, 'vault.notRead', () => vaultStore.listValues(id)) ?? []
  const copies = new Set(
    values.flatMap(({ keyId, keepsCopy, acknowledgedAt }) =>
      keepsCopy && acknowledgedAt !== null ? [keyId] : [],
    ),
  )
  const hasSealedCopy = (keyId: string) => copies.has(keyId)
  const table = createKeyTable({ ...base, tags, changes, hasSealedCopy, keyFacts, drift })

  const noteList: ((list: KeyList, generation: number) => void)[] = []
  const noteUsage: ((usage: readonly KeyUsage[]) => void)[] = []
  const rotationWatch = createRotationWatch({
    ...{ ...base, activity },
    sync: {
      onList: (listener) => noteList.push(listener),
      onUsage: (listener) => noteUsage.push(listener),
      serverNow: () => clock.now() + clockSkewMs,
    },
  })
  rotationWatch.load(id)
  return {
    table,
    noteList: (list: KeyList) => {
      for (const listener of noteList) listener(list, changes.generation())
    },
    noteUsage: (usage: readonly KeyUsage[]) => {
      for (const listener of noteUsage) listener(usage)
    },
  }
}
