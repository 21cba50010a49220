// Asks for which keys or secrets a finding is ignored.
import { useState } from 'react'
import { type FindingKind, findingNames } from '../../../shared/domain/ignored-findings.ts'
import type { AppError } from '../../../shared/errors.ts'
import type { SubjectOfFinding } from '../../state/ui-state.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { setIgnored, subjectWords, tellIgnored } from './ignore-actions.ts'

export interface IgnoreDialogProps {
  readonly finding: FindingKind
  /** As they stood when it was asked. */
  readonly rows: readonly SubjectOfFinding[]
  /** How many there are, of which the rows may be the first. */
  readonly count: number
}

export function IgnoreDialog({ finding, rows, count }: IgnoreDialogProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [error, setError] = useState<AppError | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const whom = subjectWords(finding, chosen.size)
  const choose = (id: string, isChosen: boolean) =>
    setChosen((before) => new Set(isChosen ? [...before, id] : [...before].filter((other) => other !== id)))

  const ignore = async () => {
    setIsBusy(true)
    const [only] = rows.filter(({ id }) => chosen.has(id))
    const problem = await setIgnored(finding, [...chosen], true)
    setIsBusy(false)
    setError(problem)
    if (problem) return
    closeDialog()
    tellIgnored(chosen.size === 1 && only ? `“${only.name}”` : whom)
  }

  // Being idle is no setting that could change.
  const comesBack = finding === 'idle' ? '' : ' It comes back by itself when what you judged fine is changed.'
  return (
    <Dialog
      title={`Ignore “${findingNames[finding]}”`}
      description={`It leaves the list and the counts for those you choose, and nothing else changes.${comesBack}`}
      width="large"
      onClose={closeDialog}
      footer={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button
            variant="primary"
            isBusy={isBusy}
            disabledReason={chosen.size === 0 ? 'Choose at least one.' : null}
            onClick={() => void ignore()}
          >
            {chosen.size === 0 ? 'Ignore' : `Ignore for ${whom}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {error && <ProblemBanner error={error} title="Nothing was ignored" />}
        <Checkbox
          label={`All ${subjectWords(finding, rows.length)} listed`}
          checked={chosen.size === rows.length}
          isMixed={chosen.size > 0 && chosen.size < rows.length}
          onChange={(event) => setChosen(new Set(event.target.checked ? rows.map(({ id }) => id) : []))}
        />
        <Choices rows={rows} chosen={chosen} onChoose={choose} />
        {count > rows.length && (
          <p className="text-ink-muted">
            These are the first {rows.length.toLocaleString('en')} of {count.toLocaleString('en')}. The others
            can follow after them.
          </p>
        )}
      </div>
    </Dialog>
  )
}

interface ChoicesProps {
  readonly rows: readonly SubjectOfFinding[]
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (id: string, isChosen: boolean) => void
}

function Choices({ rows, chosen, onChoose }: ChoicesProps) {
  return (
    <ul className="max-h-72 overflow-y-auto rounded-md border border-line">
      {rows.map(({ id, name, identifier, evidence }) => (
        <li key={id} className="not-first:border-t not-first:border-line">
          <Checkbox
            className="px-3 py-1.5 hover:bg-hover"
            label={
              <span className="flex min-w-0 items-baseline gap-2">
                <span className="truncate font-medium">{name}</span>
                <span className="truncate font-mono text-sm text-ink-faint">{identifier}</span>
              </span>
            }
            hint={<span className="leading-4.5 wrap-anywhere">{evidence}</span>}
            checked={chosen.has(id)}
            onChange={(event) => onChoose(id, event.target.checked)}
          />
        </li>
      ))}
    </ul>
  )
}
