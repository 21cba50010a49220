// What one account has to remind of: what stands, what of it was told, snoozed or put away, and since when it is shown.
import type { ApiKey } from '../../shared/domain/api-key.ts'
import type { Reminder } from '../../shared/domain/reminder.ts'
import { ok, type Result } from '../../shared/errors.ts'
import type { ToldReminder, VaultStore } from '../ports/store.ts'
import type { Log } from '../ports/system.ts'
import { createEasedKeys } from './eased-keys.ts'
import type { Occasion } from './reminder-rules.ts'
import { createSpikeMemory } from './spike-memory.ts'
import { createToldReminders } from './told-reminders.ts'

/** What stands by the rows of a moment. */
interface Standing {
  readonly occasions: readonly Occasion[]
  readonly keys: Iterable<ApiKey>
  readonly keyOf: (id: string) => ApiKey | undefined
  /** Its expiry was chosen here a moment ago. */
  readonly isJustMade: (key: ApiKey) => boolean
}

/** One that is shown; its rank tells it among those of other accounts. */
export interface Shown {
  readonly occasion: Occasion
  readonly reminder: Reminder
}

interface Listed {
  readonly shown: readonly Shown[]
  /** What of it was never told, or is to be told again. */
  readonly pending: readonly Occasion[]
  /** When snoozes end, by this computer's clock. */
  readonly wakes: readonly number[]
}

export interface AccountReminders {
  /** Both times are epoch ms, the first by this computer's clock, the second by the service's. */
  readonly take: (standing: Standing, now: number, serverNow: number) => void
  readonly list: (now: number) => Listed
  /** They are told now: as they are to be told. */
  readonly noteTold: (occasions: readonly Occasion[], now: number) => readonly Reminder[]
  /** Written, or `storage` and nothing is changed. */
  readonly decide: (
    reminder: Reminder,
    decision: Pick<ToldReminder, 'snoozedUntil' | 'isPutAway'>,
  ) => Result<void>
}

/** Reads what was told of the account; outlives its being in use. `serverNow` is the service's time, epoch ms. */
export function createAccountReminders(
  deps: {
    readonly accountId: string
    readonly vaultStore: Pick<VaultStore, 'listTold' | 'writeTold' | 'removeTold'>
    readonly log: Log
  },
  serverNow: number,
): AccountReminders {
  const { accountId } = deps
  const told = createToldReminders(deps)
  const eased = createEasedKeys()
  const spikes = createSpikeMemory()
  const firstSeen = new Map<string, number>()
  let standing: readonly Occasion[] = []
  told.load(accountId, serverNow)

  const raisedAt = (occasion: Occasion, now: number) => {
    const before = told.covering(occasion)
    if (before !== undefined) return before.toldAt
    const { id } = occasion.reminder
    const at = firstSeen.get(id) ?? now
    firstSeen.set(id, at)
    return at
  }

  return {
    take: ({ occasions, keys, keyOf, isJustMade }, now, present) => {
      const isEased = eased.compare(keys, isJustMade)
      told.note(occasions.filter((each) => isEased(each) && !told.covering(each)).map(putAwayAt(now)))
      standing = spikes.with(occasions, present, keyOf)
    },
    list: (now) => {
      const shown: Shown[] = []
      const pending: Occasion[] = []
      const wakes: number[] = []
      for (const occasion of standing) {
        const before = told.covering(occasion)
        if (before?.isPutAway) continue
        if (before !== undefined && before.snoozedUntil !== null && before.snoozedUntil > now) {
          wakes.push(before.snoozedUntil)
          continue
        }
        if (before === undefined || before.snoozedUntil !== null) pending.push(occasion)
        const id = before?.id ?? occasion.reminder.id
        const reminder = { ...occasion.reminder, id, accountId, raisedAt: raisedAt(occasion, now) }
        shown.push({ occasion, reminder })
      }
      return { shown, pending, wakes }
    },
    noteTold: (occasions, now) => {
      const reminders = occasions.map((occasion): Reminder => {
        const id = told.covering(occasion)?.id ?? occasion.reminder.id
        return { ...occasion.reminder, id, accountId, raisedAt: now }
      })
      told.note(reminders.map(({ id }) => ({ id, toldAt: now, snoozedUntil: null, isPutAway: false })))
      return reminders
    },
    decide: ({ id, raisedAt: toldAt }, decision) => {
      const written = told.write({ id, toldAt, ...decision })
      return written.ok ? ok(undefined) : written
    },
  }
}

const putAwayAt =
  (toldAt: number) =>
  ({ reminder: { id } }: Occasion) => ({ id, toldAt, snoozedUntil: null, isPutAway: true })
