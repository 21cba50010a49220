// Gives a name to what the key table shows, so that it can be shown again.
import { type FormEvent, useId, useState } from 'react'
import {
  type KeyViewContent,
  maxSavedViews,
  toSavedView,
  viewNamed,
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
import { viewWords } from './view-words.ts'

export interface SaveViewDialogProps {
  readonly sorting: KeyViewContent['sorting']
}

export function SaveViewDialog({ sorting }: SaveViewDialogProps) {
  const formId = useId()
  const views = useSnapshot(({ settings }) => settings.savedViews)
  const query = useUiState((state) => state.tables.keys.query)
  const filters = useUiState((state) => state.keyFilters)
  const problem = useProblem()
  const [name, setName] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [isSaving, setIsSaving] = useState(false)
  const content: KeyViewContent = { query, filters, sorting }
  const replaced = viewNamed(views, name)
  const isFull = views.length >= maxSavedViews && !replaced

  const save = async (event: FormEvent) => {
    event.preventDefault()
    const checked = savedViewSchema.shape.name.safeParse(name)
    if (!checked.success) return setError(checked.error.issues[0]?.message ?? null)
    if (isFull || isSaving) return
    const view = toSavedView(replaced?.id ?? crypto.randomUUID(), checked.data, content)
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
      description={viewWords(content)}
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
        {filters.only && (
          <p className="text-sm text-ink-muted">
            “{visibleText(filters.only.label, 80)}” is a choice of single keys and is not saved.
          </p>
        )}
      </form>
    </Dialog>
  )
}
