// Gives a name to what a table shows, so that it can be shown again.
import { type FormEvent, useId, useState } from 'react'
import {
  maxSavedViews,
  type TaggedFilters,
  toSavedView,
  type ViewContent,
  type ViewSection,
  viewNamed,
  viewsOf,
} from '../../../shared/domain/saved-views.ts'
import { savedViewSchema } from '../../../shared/domain/settings.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { closeDialog, tellSuccess, useUiState } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useProblem } from '../problem/use-problem.ts'
import { keySectionViews, type SectionViews, secretSectionViews } from './section-views.ts'

export interface SaveViewDialogProps {
  readonly section: ViewSection
  readonly sorting: ViewContent<TaggedFilters>['sorting']
}

export function SaveViewDialog({ section, sorting }: SaveViewDialogProps) {
  return section === 'keys' ? (
    <SaveView sectionViews={keySectionViews} sorting={sorting} />
  ) : (
    <SaveView sectionViews={secretSectionViews} sorting={sorting} />
  )
}

interface SaveViewProps<Filters extends TaggedFilters> extends Pick<SaveViewDialogProps, 'sorting'> {
  readonly sectionViews: SectionViews<Filters>
}

function SaveView<Filters extends TaggedFilters>({ sectionViews, sorting }: SaveViewProps<Filters>) {
  const formId = useId()
  const views = useSnapshot(({ settings }) => settings.savedViews)
  const query = useUiState((state) => state.tables[sectionViews.section].query)
  const filters = useUiState(sectionViews.filtersOf)
  const problem = useProblem()
  const [name, setName] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [isSaving, setIsSaving] = useState(false)
  const content: ViewContent<Filters> = { query, filters, sorting }
  const replaced = viewNamed(viewsOf(views, sectionViews.section), name)
  const unkept = sectionViews.unkept(filters)
  const isFull = views.length >= maxSavedViews && !replaced

  const save = async (event: FormEvent) => {
    event.preventDefault()
    const checked = savedViewSchema.shape.name.safeParse(name)
    if (!checked.success) return setError(checked.error.issues[0]?.message ?? null)
    if (isFull || isSaving) return
    const view = toSavedView(
      sectionViews,
      { id: replaced?.id ?? crypto.randomUUID(), name: checked.data },
      content,
    )
    const savedViews = replaced
      ? views.map((other) => (other.id === replaced.id ? view : other))
      : [...views, view]
    setIsSaving(true)
    const answer = await commands.settings.change({ savedViews })
    setIsSaving(false)
    if (!answer.ok) return problem.report(answer.error)
    closeDialog()
    tellSuccess(`View “${visibleText(view.name, 60)}” ${replaced ? 'replaced' : 'saved'}`)
  }
  return (
    <Dialog
      title="Save this view"
      description={sectionViews.words(content)}
      width="small"
      onClose={closeDialog}
      footer={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            isBusy={isSaving}
            disabledReason={isFull ? `There are ${maxSavedViews} views already; delete one first.` : null}
          >
            {replaced ? 'Replace view' : 'Save view'}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={(event) => void save(event)} className="flex flex-col gap-3">
        {problem.error && <ProblemBanner error={problem.error} title="The view was not saved" />}
        <Field
          label="Name"
          error={error}
          hint={replaced ? 'A view of this name exists and is replaced.' : null}
        >
          {(control) => (
            <TextInput
              {...control}
              value={name}
              maxLength={60}
              onChange={(event) => {
                setName(event.target.value)
                setError(null)
              }}
            />
          )}
        </Field>
        {unkept !== null && (
          <p className="text-sm text-ink-muted">
            “{visibleText(unkept, 80)}” is a choice of single keys and is not saved.
          </p>
        )}
      </form>
    </Dialog>
  )
}
