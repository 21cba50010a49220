// The form of the notes of one key or secret.
import { type FormEvent, useState } from 'react'
import { maxNoteLength } from '../../../shared/domain/notes.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { closeDialog, tellSuccess } from '../../state/ui-state.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field, FieldError } from '../../ui/field.tsx'
import { inputLook, TextInput } from '../../ui/text-input.tsx'
import { EditFrame } from '../edit-form/edit-frame.tsx'
import { useProblem } from '../problem/use-problem.ts'
import { checkNotes, describeNotes, type NotesValues, notesValues } from './notes-form.ts'
import { type NotesSubject, saveNotes } from './subjects.ts'
import { useTagsInUse } from './tag-entry.ts'
import { TagField } from './tag-field.tsx'

export function OneNotes({ subject }: { readonly subject: NotesSubject }) {
  const { noun, name } = subject
  const usualDays = useSnapshot(({ settings }) => settings.remindDays[0] ?? null)
  const problem = useProblem()
  const [started] = useState(subject.notes)
  const [values, setValues] = useState(() => notesValues(started, usualDays))
  const [isSaving, setIsSaving] = useState(false)
  const inUse = useTagsInUse()
  const { notes, problems } = checkNotes(values, inUse)
  const changes = notes ? describeNotes(started, notes) : []
  const change = (part: Partial<NotesValues>) => setValues((before) => ({ ...before, ...part }))

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!notes || isSaving) return
    setIsSaving(true)
    const answer = await saveNotes(subject, notes)
    setIsSaving(false)
    if (!answer.ok) return problem.report(answer.error)
    closeDialog()
    tellSuccess(`Notes of ${name} saved`)
  }
  return (
    <EditFrame
      noun={noun}
      title={`Notes and tags of ${name}`}
      formState={{ isDirty: changes.length > 0 || problems !== null, isSubmitting: isSaving }}
      problem={problem}
      block={problems ? 'Correct what is marked first.' : null}
      changes={changes}
      onSubmit={(event) => void save(event)}
      banners={null}
    >
      <TagField
        label="Tags"
        entry={values.tags}
        inUse={inUse}
        onChange={(tags) => change({ tags })}
        error={problems?.tags ?? null}
      />
      <NoteField
        noun={noun}
        value={values.note}
        error={problems?.note ?? null}
        onChange={(note) => change({ note })}
      />
      <Checkbox
        label="Favourite"
        hint="Marked with a star; the filter Favourites shows only these."
        checked={values.isFavourite}
        onChange={(event) => change({ isFavourite: event.target.checked })}
      />
      {noun === 'key' && (
        <ReminderField
          values={values}
          usualDays={usualDays}
          error={problems?.remindDays ?? null}
          onChange={change}
        />
      )}
    </EditFrame>
  )
}

interface NoteFieldProps extends Pick<NotesSubject, 'noun'> {
  readonly value: string
  readonly error: string | null
  readonly onChange: (note: string) => void
}

/** From so many characters on their number is told. */
const countedFrom = maxNoteLength - 200

function NoteField({ noun, value, error, onChange }: NoteFieldProps) {
  return (
    <Field
      label="Note"
      aside={value.length >= countedFrom ? `${value.length} of ${maxNoteLength} characters` : 'optional'}
      hint={`Where the ${noun} is used, who asked for it. Kept on this computer only and not encrypted: write no values here.`}
      error={error}
    >
      {(control) => (
        <textarea
          {...control}
          rows={4}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={`${inputLook} min-h-18 resize-y px-2.5 py-1.5 leading-5`}
        />
      )}
    </Field>
  )
}

interface ReminderFieldProps {
  readonly values: NotesValues
  readonly usualDays: number | null
  readonly error: string | null
  readonly onChange: (part: Partial<NotesValues>) => void
}

function ReminderField({ values, usualDays, error, onChange }: ReminderFieldProps) {
  const usual = usualDays === null ? 'that nobody is reminded' : `${usualDays} days before`
  return (
    <div className="flex flex-col gap-1">
      <Checkbox
        label="A first reminder of its own"
        hint={`The settings say ${usual}.`}
        checked={values.hasOwnReminder}
        onChange={(event) => onChange({ hasOwnReminder: event.target.checked })}
      />
      {values.hasOwnReminder && (
        <span className="flex items-center gap-2 pl-6">
          <span className="w-16">
            <TextInput
              inputMode="numeric"
              aria-label="Days before the key expires"
              aria-invalid={error ? true : undefined}
              className="text-right"
              value={values.remindText}
              maxLength={4}
              onChange={(event) => onChange({ remindText: event.target.value })}
            />
          </span>
          <span className="text-ink-muted">days before it expires</span>
        </span>
      )}
      <FieldError error={error} />
    </div>
  )
}
