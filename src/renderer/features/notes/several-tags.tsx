// The form that changes the tags of several keys or secrets: what is added to all, what is taken from those that have it.
import { type FormEvent, useState } from 'react'
import type { ChangeWords } from '../../../shared/domain/change-words.ts'
import { countTags, foldTag, notesSchema } from '../../../shared/domain/notes.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { ok, type Result } from '../../../shared/errors.ts'
import { closeDialog, tellSuccess } from '../../state/ui-state.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import { EditFrame } from '../edit-form/edit-frame.tsx'
import { useProblem } from '../problem/use-problem.ts'
import { type NotesNoun, type NotesSubject, pluralOf, saveTags } from './subjects.ts'
import { type TagEntry, useTagsInUse, wholeTags } from './tag-entry.ts'
import { TagField } from './tag-field.tsx'

const maxAtOnce = 1000

interface Wanted {
  readonly add: TagEntry
  readonly remove: readonly string[]
  readonly favourite: 'keep' | 'add' | 'remove'
}

/** With what is typed as the last tag to add. */
interface WholeChange extends Omit<Wanted, 'add'> {
  readonly add: readonly string[]
}

interface SeveralTagsProps {
  readonly noun: NotesNoun
  readonly subjects: readonly NotesSubject[]
}

export function SeveralTags({ noun, subjects }: SeveralTagsProps) {
  const count = `${subjects.length} ${pluralOf[noun]}`
  const problem = useProblem()
  const [wanted, setWanted] = useState<Wanted>({ add: { tags: [], text: '' }, remove: [], favourite: 'keep' })
  const [isSaving, setIsSaving] = useState(false)
  const [own] = useState(() => countTags(subjects))
  const inUse = useTagsInUse()
  const add = wholeTags(wanted.add, inUse)
  const checked = notesSchema.shape.tags.safeParse(add)
  const tagProblem = checked.success ? null : (checked.error.issues[0]?.message ?? null)
  const changes = describe({ ...wanted, add })
  const change = (part: Partial<Wanted>) => setWanted((before) => ({ ...before, ...part }))

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (isSaving || tagProblem) return
    setIsSaving(true)
    const answer = await tagAll(
      noun,
      subjects.map(({ id }) => id),
      { ...wanted, add },
    )
    setIsSaving(false)
    if (!answer.ok) return problem.report(answer.error)
    closeDialog()
    tellSuccess(`Tags of ${count} saved`)
  }
  return (
    <EditFrame
      noun={noun}
      title={`Tags of ${count}`}
      formState={{ isDirty: changes.length > 0, isSubmitting: isSaving }}
      problem={problem}
      block={tagProblem && 'Correct what is marked first.'}
      changes={changes}
      onSubmit={(event) => void save(event)}
      banners={
        problem.error?.fields?.map(({ field, message }) => (
          <p key={field} className="text-danger wrap-anywhere">
            {message}
          </p>
        )) ?? null
      }
    >
      <TagField
        label="Add tags to all"
        entry={wanted.add}
        inUse={inUse}
        onChange={(entry) => change({ add: entry })}
        error={tagProblem}
      />
      {own.length > 0 && (
        <fieldset className="min-w-0">
          <legend className="mb-1.5 font-medium">Take away</legend>
          <div className="grid max-h-40 gap-x-4 gap-y-1.5 overflow-y-auto p-0.5 sm:grid-cols-2">
            {own.map(({ tag, count: tagged }) => (
              <Checkbox
                key={foldTag(tag)}
                label={
                  <span className="wrap-anywhere">
                    {visibleText(tag, 60)}{' '}
                    <span className="text-ink-muted">
                      {tagged} of {subjects.length}
                    </span>
                  </span>
                }
                checked={wanted.remove.includes(tag)}
                onChange={(event) =>
                  change({
                    remove: event.target.checked
                      ? [...wanted.remove, tag]
                      : wanted.remove.filter((other) => other !== tag),
                  })
                }
              />
            ))}
          </div>
        </fieldset>
      )}
      <SegmentedControl
        legend="Favourites"
        value={wanted.favourite}
        choices={[
          { value: 'keep', label: 'As they are' },
          { value: 'add', label: 'Add all' },
          { value: 'remove', label: 'Remove all' },
        ]}
        onChange={(favourite) => change({ favourite })}
      />
    </EditFrame>
  )
}

/** Each part changes all of its rows or none; after a first part it is no longer true that nothing was changed. */
async function tagAll(
  noun: NotesNoun,
  ids: readonly string[],
  wanted: WholeChange,
): Promise<Result<unknown>> {
  const { favourite } = wanted
  const change = {
    add: [...wanted.add],
    remove: [...wanted.remove],
    ...(favourite === 'keep' ? {} : { isFavourite: favourite === 'add' }),
  }
  for (let start = 0; start < ids.length; start += maxAtOnce) {
    const answer = await saveTags(noun, ids.slice(start, start + maxAtOnce), change)
    if (!answer.ok) return start === 0 ? answer : { ok: false, error: { ...answer.error, effect: 'unknown' } }
  }
  return ok({})
}

function describe({ add, remove, favourite }: WholeChange): readonly ChangeWords[] {
  const names = (tags: readonly string[]) => visibleText(tags.join(', '), 200)
  const tags = [add.length > 0 && `with ${names(add)}`, remove.length > 0 && `without ${names(remove)}`]
  const words = tags.filter(Boolean).join(', ')
  const before = 'as they are'
  return [
    ...(words ? [{ field: 'tags', label: 'Tags', before, after: words }] : []),
    ...(favourite === 'keep'
      ? []
      : [{ field: 'favourite', label: 'Favourite', before, after: favourite === 'add' ? 'yes' : 'no' }]),
  ]
}
