// Keeps what its user writes about keys or about secrets: notes, tags, favourites. It never leaves this computer.
import type { Activity } from '../../shared/domain/activity.ts'
import { changeTags, maxTags, type Notes } from '../../shared/domain/notes.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { AppState } from '../state/app-state.ts'
import type { ActivityLog, Noted } from './activity-log.ts'

interface TagChange {
  readonly add: readonly string[]
  readonly remove: readonly string[]
  readonly isFavourite?: boolean
}

export interface NotesService<N extends Notes> {
  /** Replaces what is written about one of them. */
  readonly note: (id: string, notes: N) => Result<void>
  /**
   * Changes the tags of several, of all or of none: `invalidInput` where one would have too many. Those that are
   * not known any more are left out.
   */
  readonly tag: (ids: readonly string[], change: TagChange) => Result<void>
}

interface NotedRow<N extends Notes> {
  readonly id: string
  readonly name: string
  readonly notes: N
}

/** What is particular to keys, or to secrets. */
export interface NotesDeps<N extends Notes> {
  readonly state: Pick<AppState, 'snapshot'>
  readonly activity: Pick<ActivityLog, 'note'>
  readonly kind: 'keyNoted' | 'secretNoted'
  readonly rowOf: (id: string) => NotedRow<N> | undefined
  /** All of them or none. */
  readonly write: (accountId: string, notesById: ReadonlyMap<string, N>) => Result<void>
  /** Shows what was written. */
  readonly show: (accountId: string, ids: readonly string[]) => void
  /** What changed besides tags and favourite. */
  readonly moreChanges?: (before: N, after: N) => Activity['changes']
}

export function createNotes<N extends Notes>(deps: NotesDeps<N>): NotesService<N> {
  const { state, activity, rowOf } = deps

  /** Written, then shown, then told in the history; rows for which nothing is new are left out. */
  const writeAll = (wanted: ReadonlyMap<string, N>): Result<void> => {
    const accountId = state.snapshot().account?.id
    if (accountId === undefined) return fail('notConnected')
    const changes = [...wanted].flatMap(([id, notes]) => {
      const row = rowOf(id)
      return row === undefined || isSame(row.notes, notes) ? [] : [{ row, notes }]
    })
    if (changes.length === 0) return ok(undefined)
    const written = deps.write(accountId, new Map(changes.map(({ row, notes }) => [row.id, notes])))
    if (!written.ok) return written
    deps.show(
      accountId,
      changes.map(({ row }) => row.id),
    )
    activity.note(...changes.map(({ row, notes }) => describe(row, notes)))
    return ok(undefined)
  }

  /** What changed, but for the text of the note: that has its place beside the row alone. */
  const describe = ({ id, name, notes: before }: NotedRow<N>, after: N): Noted => ({
    kind: deps.kind,
    subjectId: id,
    subject: visibleText(name),
    changes: [...tagChanges(before, after), ...(deps.moreChanges?.(before, after) ?? [])],
    detail: before.note === after.note ? null : noteWords(before.note, after.note),
  })

  return {
    note: (id, notes) => (rowOf(id) === undefined ? fail('notFound') : writeAll(new Map([[id, notes]]))),
    tag: (ids, { isFavourite, ...change }) => {
      const rows = [...new Set(ids)].flatMap((id) => rowOf(id) ?? [])
      if (rows.length === 0) return fail('notFound')
      const wanted = rows.map((row) => {
        const tags = changeTags(row.notes.tags, change)
        const notes: N = { ...row.notes, tags, isFavourite: isFavourite ?? row.notes.isFavourite }
        return { row, notes }
      })
      const full = wanted.find(({ notes }) => notes.tags.length > maxTags)
      if (full !== undefined) {
        const message = `“${visibleText(full.row.name, 60)}” would have more than ${maxTags} tags.`
        return fail('invalidInput', { fields: [{ field: 'add', message }] })
      }
      return writeAll(new Map(wanted.map(({ row, notes }) => [row.id, notes])))
    },
  }
}

function isSame(a: Notes, b: Notes): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function tagChanges(before: Notes, after: Notes): Activity['changes'] {
  return [
    { field: 'Tags', before: tagWords(before), after: tagWords(after) },
    { field: 'Favourite', before: yesOrNo(before.isFavourite), after: yesOrNo(after.isFavourite) },
  ].filter(({ before: old, after: now }) => old !== now)
}

const maxWords = 400

function tagWords({ tags }: Notes): string {
  return tags.length === 0 ? 'none' : visibleText(tags.join(', '), maxWords)
}

function yesOrNo(is: boolean): string {
  return is ? 'yes' : 'no'
}

function noteWords(before: string, after: string): string {
  if (before === '') return 'A note was written.'
  return after === '' ? 'The note was taken away.' : 'The note was changed.'
}
