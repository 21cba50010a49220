// Renames and deletes saved views.
import { Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { readView, viewNamed } from '../../../shared/domain/saved-views.ts'
import { type SavedView, savedViewSchema } from '../../../shared/domain/settings.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { announce, closeDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldError } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useSettings } from '../settings/use-settings.ts'
import { viewWords } from './view-words.ts'

interface Deleted {
  readonly view: SavedView
  readonly index: number
}

export function ManageViewsDialog() {
  const { settings, problem, change } = useSettings()
  const views = settings.savedViews
  const [deleted, setDeleted] = useState<Deleted | null>(null)
  const closeRef = useRef<HTMLButtonElement>(null)
  const write = (savedViews: SavedView[]) => change({ savedViews })
  const remove = (view: SavedView, index: number) => {
    setDeleted({ view, index })
    write(views.filter(({ id }) => id !== view.id))
    announce(`View “${visibleText(view.name, 60)}” deleted`)
    closeRef.current?.focus()
  }
  const restore = ({ view, index }: Deleted) => {
    setDeleted(null)
    write(views.toSpliced(index, 0, view))
    closeRef.current?.focus()
  }
  const isGone = deleted !== null && !views.some(({ id }) => id === deleted.view.id)
  return (
    <Dialog
      title="Saved views"
      onClose={closeDialog}
      footer={
        <Button ref={closeRef} onClick={closeDialog}>
          Close
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        {problem.error && <ProblemBanner error={problem.error} title="The views were not changed" />}
        {isGone && (
          <Banner
            tone="info"
            title={`“${visibleText(deleted.view.name, 60)}” was deleted`}
            actions={
              <Button size="small" onClick={() => restore(deleted)}>
                Undo
              </Button>
            }
          />
        )}
        {views.length === 0 && <p className="text-ink-muted">No view is saved any more.</p>}
        <ul className="flex flex-col gap-2.5">
          {views.map((view, index) => (
            <ViewRow
              key={view.id}
              view={view}
              others={views.filter(({ id }) => id !== view.id)}
              onRename={(name) =>
                write(views.map((other) => (other.id === view.id ? { ...other, name } : other)))
              }
              onRemove={() => remove(view, index)}
            />
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

interface ViewRowProps {
  readonly view: SavedView
  readonly others: readonly SavedView[]
  readonly onRename: (name: string) => void
  readonly onRemove: () => void
}

/** The name is saved by Enter and when the field is left. */
function ViewRow({ view, others, onRename, onRemove }: ViewRowProps) {
  const [name, setName] = useState(view.name)
  const [error, setError] = useState<string | null>(null)
  const shown = visibleText(view.name, 60)
  const save = () => {
    const checked = savedViewSchema.shape.name.safeParse(name)
    if (!checked.success) return setError(checked.error.issues[0]?.message ?? null)
    if (viewNamed(others, checked.data)) return setError('Another view has this name.')
    setError(null)
    setName(checked.data)
    if (checked.data !== view.name) onRename(checked.data)
  }
  return (
    <li className="flex flex-col gap-1">
      <span className="flex items-center gap-1.5">
        <TextInput
          aria-label={`Name of the view “${shown}”`}
          aria-invalid={error ? true : undefined}
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.target.value)}
          onBlur={save}
          onKeyDown={(event) => {
            if (event.key === 'Enter') save()
          }}
        />
        <IconButton label={`Delete the view “${shown}”`} icon={Trash2} onClick={onRemove} />
      </span>
      <FieldError error={error} />
      <span className="text-sm text-ink-muted wrap-anywhere">{viewWords(readView(view))}</span>
    </li>
  )
}
