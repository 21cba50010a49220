// Keeps what its user writes about keys: notes, tags, favourites, lead times. It never leaves this computer.
import type { Activity } from '../../shared/domain/activity.ts'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import { changeTags, type KeyNotes, maxTags } from '../../shared/domain/key-notes.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { AppState } from '../state/app-state.ts'
import type { ActivityLog, Noted } from './activity-log.ts'
import type { KeyFactsService } from './key-facts.ts'
import type { KeyTable } from './key-table.ts'

interface TagChange {
  readonly add: readonly string[]
  readonly remove: readonly string[]
  readonly isFavourite?: boolean
}

export interface KeyNotesService {
  /** Replaces what is written about a key, also one that has ended. */
  readonly note: (keyId: string, notes: KeyNotes) => Result<void>
  /**
   * Changes the tags of several keys, of all or of none: `invalidInput` where one would have too many. Keys that
   * are not known any more are left out.
   */
  readonly tag: (keyIds: readonly string[], change: TagChange) => Result<void>
}

export interface KeyNotesDeps {
  readonly state: AppState
  readonly keyFacts: Pick<KeyFactsService, 'of' | 'writeAllNotes'>
  readonly table: Pick<KeyTable, 'put'>
  readonly activity: Pick<ActivityLog, 'note'>
}

export function createKeyNotes(deps: KeyNotesDeps): KeyNotesService {
  const { state, keyFacts, table, activity } = deps

  /** Written, then shown, then told in the history; keys for which nothing is new are left out. */
  const writeAll = (wanted: ReadonlyMap<string, KeyNotes>): Result<void> => {
    const accountId = state.snapshot().account?.id
    if (accountId === undefined) return fail('notConnected')
    const before = rowsOf(wanted.keys()).filter(({ id, notes }) => !isSame(notes, wanted.get(id)))
    if (before.length === 0) return ok(undefined)
    const news = new Map(before.map(({ id, notes }) => [id, wanted.get(id) ?? notes]))
    const written = keyFacts.writeAllNotes(accountId, news)
    if (!written.ok) return written
    table.put(accountId, ...before.map((row) => ({ ...row, notes: keyFacts.of(row.id).notes })))
    activity.note(...before.map((row) => describe(row, keyFacts.of(row.id).notes)))
    return ok(undefined)
  }

  const rowsOf = (ids: Iterable<string>) => [...ids].flatMap((id) => state.keys.get(id) ?? [])

  return {
    note: (keyId, notes) =>
      state.keys.get(keyId) === undefined ? fail('notFound') : writeAll(new Map([[keyId, notes]])),
    tag: (keyIds, { isFavourite, ...change }) => {
      const rows = rowsOf(new Set(keyIds))
      if (rows.length === 0) return fail('notFound')
      const wanted = new Map(
        rows.map(({ id, notes }) => [
          id,
          {
            ...notes,
            tags: changeTags(notes.tags, change),
            isFavourite: isFavourite ?? notes.isFavourite,
          },
        ]),
      )
      const full = rows.find(({ id }) => (wanted.get(id)?.tags.length ?? 0) > maxTags)
      if (full !== undefined) {
        const message = `“${visibleText(full.name, 60)}” would have more than ${maxTags} tags.`
        return fail('invalidInput', { fields: [{ field: 'add', message }] })
      }
      return writeAll(wanted)
    },
  }
}

function isSame(a: KeyNotes, b: KeyNotes | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** What changed, but for the text of the note: that has its place beside the key alone. */
function describe({ id, name, notes: before }: ApiKey, after: KeyNotes): Noted {
  const changes: Activity['changes'] = []
  const add = (field: string, old: string, now: string) => {
    if (old !== now) changes.push({ field, before: old, after: now })
  }
  add('Tags', tagWords(before), tagWords(after))
  add('Favourite', before.isFavourite ? 'yes' : 'no', after.isFavourite ? 'yes' : 'no')
  add('First reminder', remindWords(before), remindWords(after))
  return {
    kind: 'keyNoted',
    subjectId: id,
    subject: visibleText(name),
    changes,
    detail: before.note === after.note ? null : noteWords(before.note, after.note),
  }
}

const maxWords = 400

function tagWords({ tags }: KeyNotes): string {
  return tags.length === 0 ? 'none' : visibleText(tags.join(', '), maxWords)
}

function remindWords({ remindDays }: KeyNotes): string {
  if (remindDays === null) return 'as in the settings'
  return `${remindDays} ${remindDays === 1 ? 'day' : 'days'} before the expiry`
}

function noteWords(before: string, after: string): string {
  if (before === '') return 'A note was written.'
  return after === '' ? 'The note was taken away.' : 'The note was changed.'
}
