// The history of this computer (R31): what was done here and what changed elsewhere, never with a value.
import { accountName } from '../../shared/domain/account-name.ts'
import type { Activity, ActivityQuery } from '../../shared/domain/activity.ts'
import { hideCredentials } from '../../shared/domain/credential-text.ts'
import type { Account } from '../../shared/domain/snapshot.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'
import { type AppError, type ErrorCode, ok, type Result } from '../../shared/errors.ts'
import type { NewActivity, VaultStore } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { attempt, tryStore } from './attempt.ts'

/** What a service tells of something that it did; what is left out is empty. */
export type Noted = Pick<Activity, 'kind'> &
  Partial<Pick<Activity, 'subjectId' | 'subject' | 'outcome' | 'error' | 'changes' | 'detail'>>

export interface ActivityLog {
  /** Never fails: what was done stays done where its history cannot be written. */
  readonly note: (...entries: readonly Noted[]) => void
  /** The same of what belongs to no account: it is seen whichever is in use. */
  readonly noteOfNone: (...entries: readonly Noted[]) => void
  /** A page of what fits the query, the newest first; `next` is the id to go on before. `storage`. */
  readonly read: (
    query: ActivityQuery,
    beforeId: number | null,
    limit: number,
  ) => Result<{ entries: Activity[]; next: number | null }>
}

export function createActivityLog(deps: {
  readonly state: AppState
  readonly vaultStore: Pick<VaultStore, 'addActivity' | 'readActivity'>
  readonly clock: Clock
  readonly log: Log
}): ActivityLog {
  const { state, vaultStore, clock, log } = deps
  const write = (entries: readonly Noted[], account: Account | null) => {
    if (entries.length === 0) return
    attempt(log, 'history.notWritten', () => {
      const at = clock.now()
      vaultStore.addActivity(entries.map((entry) => safeEntry(entry, account, at)))
      state.change({ activityCount: state.snapshot().activityCount + entries.length })
    })
  }
  return {
    note: (...entries) => write(entries, state.snapshot().account),
    noteOfNone: (...entries) => write(entries, null),
    read: (query, beforeId, limit) => {
      const accountId = state.snapshot().account?.id ?? null
      // One more than asked for tells whether there is another page.
      const found = tryStore(log, 'history.notRead', () =>
        vaultStore.readActivity(accountId, query, { beforeId, limit: limit + 1 }),
      )
      if (!found.ok) return found
      const entries = found.value.slice(0, limit)
      return ok({ entries, next: found.value.length > limit ? (entries.at(-1)?.id ?? null) : null })
    },
  }
}

/** What a person decided, and what never left the page or this computer's own limits, is no event. */
const unremarkable: ReadonlySet<ErrorCode> = new Set([
  'notConfirmed',
  'tooMany',
  'refused',
  'invalidInput',
  'notConnected',
  'locked',
])

/**
 * The entry for what came of it; none where nothing was tried. Effect `done` counts as done: only what follows
 * it failed.
 */
export function notedResult(entry: Noted, result: Result<unknown>): readonly Noted[] {
  if (result.ok) return [entry]
  return unremarkable.has(result.error.code) ? [] : [{ ...entry, ...failedOutcome(result.error) }]
}

/** How a failure stands in the history. */
export function failedOutcome({ code, effect }: AppError): Pick<Activity, 'outcome' | 'error'> {
  const outcomes = { none: 'failed', unknown: 'unknown', done: 'done' } as const
  return { outcome: outcomes[effect], error: code }
}

const maxSubject = 300
const maxText = 400
const maxField = 60
const maxChanges = 20

function safeEntry(entry: Noted, account: Account | null, at: number): NewActivity {
  const { kind, subjectId = null, subject = '', outcome = 'done', error = null } = entry
  const { changes = [], detail = null } = entry
  return {
    ...{ at, kind, outcome, error },
    accountId: account?.id ?? null,
    account: account === null ? null : safeText(accountName(account), maxSubject),
    subjectId: subjectId?.slice(0, 200) ?? null,
    subject: safeText(subject, maxSubject),
    changes: changes.slice(0, maxChanges).map(({ field, before, after }) => ({
      field: safeText(field, maxField),
      before: safeText(before, maxText),
      after: safeText(after, maxText),
    })),
    detail: detail === null ? null : safeText(detail, maxText),
  }
}

/** One line without anything invisible, and without what somebody may have pasted into a name by mistake. */
function safeText(text: string, maxLength: number): string {
  return visibleText(hideCredentials(text), maxLength)
}
