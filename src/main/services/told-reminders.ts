// Which reminders were told, put away or snoozed: on disk, so that each is told once, over restarts too.
import type { Result } from '../../shared/errors.ts'
import type { ToldReminder, VaultStore } from '../ports/store.ts'
import type { Log } from '../ports/system.ts'
import { attempt, tryStore } from './attempt.ts'
import { dayMs, type Place, placeOf } from './reminder-rules.ts'

export interface ToldReminders {
  /** Reads those of the account, and removes what no coming occasion can ask for any more. */
  readonly load: (accountId: string, now: number) => void
  /** The one that was told of the same subject and is at least as urgent. */
  readonly covering: (place: Place) => ToldReminder | undefined
  /** Known from then on even where it cannot be written: better told again after a restart than every minute. */
  readonly note: (told: readonly ToldReminder[]) => void
  /** Written, or `storage` and nothing is changed. */
  readonly write: (told: ToldReminder) => Result<void>
  readonly forget: () => void
}

/** What was told of something that is over is kept so long, in case the clock is set back. */
const keptAfterMs = 7 * dayMs
const keptAtAllMs = 400 * dayMs

export function createToldReminders(deps: {
  readonly vaultStore: Pick<VaultStore, 'listTold' | 'writeTold' | 'removeTold'>
  readonly log: Log
}): ToldReminders {
  const { vaultStore, log } = deps
  const known = new Map<string, ToldReminder>()
  let accountId: string | null = null

  const learn = (told: ToldReminder) => {
    const { subject, step } = placeOf(told.id)
    const before = known.get(subject)
    if (before === undefined || placeOf(before.id).step <= step) known.set(subject, told)
  }

  const remove = (id: string, told: readonly ToldReminder[]) => {
    if (told.length === 0) return
    const ids = told.map((each) => each.id)
    attempt(log, 'reminders.notRemoved', () => vaultStore.removeTold(id, ids))
  }

  /** What a more urgent one of the same subject takes the place of. */
  const supersededBy = (told: readonly ToldReminder[]) =>
    told.flatMap(({ id }) => {
      const before = known.get(placeOf(id).subject)
      return before === undefined || before.id === id ? [] : before
    })

  const write = (told: readonly ToldReminder[]) =>
    tryStore(log, 'reminders.notWritten', () => {
      if (accountId !== null && told.length > 0) vaultStore.writeTold(accountId, told)
    })

  return {
    load: (id, now) => {
      known.clear()
      accountId = id
      const stored = attempt(log, 'reminders.notRead', () => vaultStore.listTold(id)) ?? []
      const isOver = (told: ToldReminder) => endOf(told) < now
      for (const told of stored) if (!isOver(told)) learn(told)
      remove(id, stored.filter(isOver))
    },
    covering: ({ subject, step }) => {
      const told = known.get(subject)
      return told !== undefined && placeOf(told.id).step >= step ? told : undefined
    },
    note: (told) => {
      write(told)
      if (accountId !== null) remove(accountId, supersededBy(told))
      for (const each of told) learn(each)
    },
    write: (told) => {
      const written = write([told])
      if (written.ok) learn(told)
      return written
    },
    forget: () => {
      known.clear()
      accountId = null
    },
  }
}

/** An expiry stands before the last part of the id, a reset one further to the left; the other kinds have none. */
function endOf({ id, toldAt }: ToldReminder): number {
  const parts = id.split(':')
  const [kind] = parts
  if (kind === 'spike') return toldAt + keptAfterMs
  const at = kind === 'rotationQuiet' ? Number.NaN : Number(parts.at(kind === 'limit' ? -3 : -2))
  return Number.isFinite(at) ? at + keptAfterMs : toldAt + keptAtAllMs
}
