// Renames and deletes saved views.
import { Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import {
  readView,
  type TaggedFilters,
  type ViewSection,
  viewNamed,
  viewsOf,
} from '../../../shared/domain/saved-views.ts'
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
import { keySectionViews, type SectionViews, secretSectionViews } from './section-views.ts'

interface Deleted {
  readonly view: SavedView
  /** Among the views of every table. */
  readonly index: number
}

export interface ManageViewsDialogProps {
  readonly section: ViewSection
}

export function ManageViewsDialog({ section }: ManageViewsDialogProps) {
  return section === 'keys' ? (
    <ManageViews sectionViews={keySectionViews} />
  ) : (
    <ManageViews sectionViews={secretSectionViews} />
  )
}

interface ManageViewsProps<Filters extends TaggedFilters> {
  readonly sectionViews: SectionViews<Filters>
}

function ManageViews<Filters extends TaggedFilters>({ sectionViews }: ManageViewsProps<Filters>) {
  const { settings, problem, change } = useSettings()
  const all = settings.savedViews
  const views = viewsOf(all, sectionViews.section)
  const [deleted, setDeleted] = useState<Deleted | null>(null)
  const closeRef = useRef<HTMLButtonElement>(null)
  const write = (savedViews: SavedView[]) => change({ savedViews })
  const remove = (view: SavedView) => {
    setDeleted({ view, index: all.indexOf(view) })
    write(all.filter(({ id }) => id !== view.id))
    announce(`View “${visibleText(view.name, 60)}” deleted`)
    closeRef.current?.focus()
  }
  const restore = ({ view, index }: Deleted) => {
    setDeleted(null)
    write(all.toSpliced(index, 0, view))
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
          {views.map((view) => (
            <ViewRow
              key={view.id}
              view={view}
              words={sectionViews.words(readView(sectionViews, view))}
              others={views.filter(({ id }) => id !== view.id)}
              onRename={(name) =>
                write(all.map((other) => (other.id === view.id ? { ...other, name } : other)))
              }
              onRemove={() => remove(view)}
            />
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

interface ViewRowProps {
  readonly view: SavedView
  /** What it shows. */
  readonly words: string
  readonly others: readonly SavedView[]
  readonly onRename: (name: string) => void
  readonly onRemove: () => void
}

/** The name is saved by Enter and when the field is left. */
function ViewRow({ view, words, others, onRename, onRemove }: ViewRowProps) {
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
      <span className="text-sm text-ink-muted wrap-anywhere">{words}</span>
    </li>
  )
}
