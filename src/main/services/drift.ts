// What changed on the service without this computer: noted list by list, and told until its user has seen it.
import { type ActivityQuery, type Drift as DriftPart, elsewhereKinds } from '../../shared/domain/activity.ts'
import type { ApiKey, Ending } from '../../shared/domain/api-key.ts'
import { historyChanges, settingsSentence } from '../../shared/domain/change-words.ts'
import { exactTime } from '../../shared/domain/expiry.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'
import { ok, type Result } from '../../shared/errors.ts'
import type { VaultStore } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import type { ActivityLog, Noted } from './activity-log.ts'
import { attempt, tryStore } from './attempt.ts'
import { namesInDialog } from './bulk-permit.ts'
import type { OwnChanges } from './own-changes.ts'

export interface DriftDeps {
  readonly state: AppState
  readonly activity: Pick<ActivityLog, 'note'>
  readonly ownChanges: Pick<OwnChanges, 'settle' | 'hasMade'>
  readonly vaultStore: Pick<VaultStore, 'readActivity' | 'readSeen' | 'writeSeen'>
  readonly clock: Clock
  readonly log: Log
}

/** One list, compared with what was known before it. */
export interface DriftWatch {
  /** A listed row beside what was known of it; `isOwn` for one that bears the mark of a creation of ours. */
  readonly listed: (before: ApiKey | undefined, row: ApiKey, isOwn: boolean) => void
  readonly ended: (row: ApiKey, ending: Ending) => void
  /** Writes what was found since the last call. */
  readonly write: () => void
  /** The list is through: also tells of what was too much to be told one by one. */
  readonly end: () => void
}

export interface Drift {
  /** Shows what of the account was not yet said to be seen. From its first time on this computer on. */
  readonly load: (accountId: string) => void
  /** Begins with a list; the first one of an account teaches only what there is. */
  readonly watch: () => DriftWatch
  /** "I have seen it." `storage` where that could not be written. */
  readonly markSeen: () => Result<void>
}

/** Changes of one list that are told one by one. */
const maxPerList = 50
const shownEntries = 20
/** Unseen entries are counted up to here. */
const maxCounted = 1000
/** A key that was there so long before the last list is not new, whatever this computer has lost. */
const surelyOldMs = 2 * 86_400_000

const everythingElsewhere: ActivityQuery = {
  text: '',
  kinds: [...elsewhereKinds],
  subjectId: null,
  since: null,
}

export function createDrift(deps: DriftDeps): Drift {
  const { state, activity, ownChanges, vaultStore, clock, log } = deps

  const load = (accountId: string) => {
    const part = attempt(log, 'history.notRead', () => readUnseen(accountId))
    state.change({ drift: part })
  }

  const readUnseen = (accountId: string): DriftPart | null => {
    const page = { beforeId: null, limit: maxCounted }
    const entries = vaultStore.readActivity(accountId, everythingElsewhere, page)
    const seen = vaultStore.readSeen(accountId)
    if (seen === null) {
      vaultStore.writeSeen(accountId, { id: entries[0]?.id ?? 0, at: clock.now() })
      return null
    }
    const unseen = entries.filter(({ id }) => id > seen.id)
    if (unseen.length === 0) return null
    return { since: seen.at, count: unseen.length, entries: unseen.slice(0, shownEntries) }
  }

  const watch = (): DriftWatch => {
    const { listAsOf, clockSkewMs } = state.snapshot().sync
    let found: Noted[] = []
    let toldCount = 0
    const untold: string[] = []

    const add = (row: ApiKey, noted: Omit<Noted, 'subjectId' | 'subject'>) => {
      if (listAsOf === null) return
      if (toldCount >= maxPerList) return void untold.push(row.name)
      toldCount += 1
      found.push({ ...noted, subjectId: row.id, subject: row.name })
    }
    const isOld = ({ createdAt }: ApiKey) =>
      createdAt !== null && listAsOf !== null && createdAt < listAsOf + clockSkewMs - surelyOldMs

    const write = () => {
      const entries = found
      found = []
      if (entries.length === 0) return
      activity.note(...entries)
      const accountId = state.snapshot().account?.id
      if (accountId !== undefined) load(accountId)
    }

    return {
      listed: (before, row, isOwn) => {
        if (before === undefined) {
          if (isOwn || ownChanges.hasMade(row.id) || isOld(row)) return
          return add(row, { kind: 'keyAppeared', detail: settingsSentence(row) })
        }
        if (before.ending !== null) return add(row, { kind: 'keyAppeared', detail: 'It is listed again.' })
        const fields = ownChanges.settle(row.id, before, row)
        if (fields.length === 0) return
        // Under its former name: that is how its user knows it.
        add(before, { kind: 'keyChangedElsewhere', changes: historyChanges(before, row, fields) })
      },
      ended: (row, { how, at }) => {
        if (how === 'expired') add(row, { kind: 'keyExpired', detail: `It expired ${exactTime(at)}.` })
        if (how === 'goneElsewhere') add(row, { kind: 'keyGone', detail: settingsSentence(row) })
      },
      write,
      end: () => {
        if (untold.length > 0) {
          const names = namesInDialog(untold.map((name) => visibleText(name, 60)))
          found.push({ kind: 'moreChanged', detail: `${untold.length} more: ${names}.` })
        }
        write()
      },
    }
  }

  return {
    load,
    watch,
    markSeen: () => {
      const { account, drift } = state.snapshot()
      const newest = drift?.entries[0]
      if (account === null || newest === undefined) return ok(undefined)
      const seen = { id: newest.id, at: clock.now() }
      const written = tryStore(log, 'history.notWritten', () => vaultStore.writeSeen(account.id, seen))
      if (written.ok) load(account.id)
      return written
    },
  }
}
