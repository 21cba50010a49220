// Shows exactly what would change on which key before it is sent, lets the guesses be corrected, and tells the outcome.
import { useId, useRef, useState } from 'react'
import { exactTime } from '../../../shared/domain/expiry.ts'
import type { RemedyKind } from '../../../shared/domain/remedy.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { quotedName } from '../api-keys/key-status.ts'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { maxRemedied, type RemedyRow, useRemedyForm } from './remedy-form.ts'
import { RemedyTable } from './remedy-table.tsx'
import { remedyWords } from './remedy-words.ts'
import { useRemedy } from './use-remedy.ts'

export interface RemedyDialogProps {
  readonly remedy: RemedyKind
  readonly keyIds: readonly string[]
}

export function RemedyDialog({ remedy, keyIds }: RemedyDialogProps) {
  const cancelRef = useRef<HTMLButtonElement>(null)
  const form = useRemedyForm(remedy, keyIds)
  const { outcomes, isRunning, run } = useRemedy()
  const { rows, used, hasLimit } = form
  const words = remedyWords[remedy]
  const hasBegun = outcomes.size > 0
  const block = useSnapshot(writeBlock)
  const open = rows.filter(({ id, isIncluded }) => isIncluded && outcomes.get(id)?.outcome !== 'done')
  const steps = open.flatMap(({ step }) => step ?? [])
  const reason = block ?? (isRunning ? null : whyNot(open, steps.length, used.isReading))
  return (
    <Dialog
      title={words.title(whomWords(rows, keyIds.length), keyIds.length)}
      description={words.note}
      width="large"
      onClose={closeDialog}
      initialFocusRef={cancelRef}
      footer={
        <>
          {isRunning && steps.length > 1 && (
            <span className="mr-auto text-ink-muted">Closing this does not stop it.</span>
          )}
          <Button ref={cancelRef} onClick={closeDialog}>
            {hasBegun ? 'Close' : 'Cancel'}
          </Button>
          <Button variant="primary" isBusy={isRunning} disabledReason={reason} onClick={() => run(steps)}>
            {buttonWords(steps.length, hasBegun && !isRunning)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {block && (
          <Banner tone="warn" title={block}>
            Nothing is changed later by itself.
          </Banner>
        )}
        {used.error && <ProblemBanner error={used.error} title="Nothing was changed" />}
        {used.isReading && <Spinner label="Reading which models were used" />}
        {form.days > 0 && <DaysField {...form} remedy={remedy} isFixed={hasBegun} />}
        {hasLimit && rows.length > 1 && !hasBegun && <SameLimit onApply={form.setAllLimits} />}
        {rows.length > 0 && !used.isReading && (
          <RemedyTable {...form} caption="Keys to change" isFixed={hasBegun} outcomes={outcomes} />
        )}
        {rows.length === 0 && <p>These keys are gone: there is nothing to change.</p>}
        {keyIds.length > maxRemedied && (
          <p className="text-ink-muted">
            These are the first {maxRemedied} of {keyIds.length}. The others can follow after them.
          </p>
        )}
      </div>
    </Dialog>
  )
}

function whomWords(rows: readonly RemedyRow[], askedFor: number): string {
  const [only] = rows
  return askedFor === 1 && only ? quotedName(only.key) : `${Math.min(askedFor, maxRemedied)} keys`
}

function whyNot(open: readonly RemedyRow[], stepCount: number, isReading: boolean): string | null {
  if (isReading) return 'It is still being read.'
  if (open.some(({ limitProblem }) => limitProblem !== null)) return 'Correct what is marked first.'
  return stepCount === 0 ? 'Nothing is left to change.' : null
}

function buttonWords(count: number, isAgain: boolean): string {
  if (isAgain) return count === 1 ? 'Try again' : `Try the ${count} again`
  return count === 1 ? 'Change key' : `Change ${count} keys`
}

interface DaysFieldProps {
  readonly remedy: RemedyKind
  readonly days: number
  readonly isFixed: boolean
  /** From when on the days count. */
  readonly now: number
  readonly setDays: (days: number) => void
}

const dayMs = 86_400_000
const dayChoices = [30, 60, 90, 180, 365]

function DaysField({ remedy, days, isFixed, now, setDays }: DaysFieldProps) {
  const isExtension = remedy === 'endsInUse'
  return (
    <Field label={isExtension ? 'Extend by' : 'Expire in'}>
      {(control) => (
        <Select
          {...control}
          className="max-w-80"
          disabled={isFixed}
          value={String(days)}
          options={dayChoices.map((choice) => ({
            value: String(choice),
            label: isExtension ? `${choice} days` : `${choice} days: ${exactTime(now + choice * dayMs)}`,
          }))}
          onChange={(event) => setDays(Number(event.target.value))}
        />
      )}
    </Field>
  )
}

function SameLimit({ onApply }: { readonly onApply: (text: string) => void }) {
  const id = useId()
  const [text, setText] = useState('')
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim()) onApply(text.trim())
      }}
    >
      <label htmlFor={id}>The same for all</label>
      <span className="flex items-center gap-2">
        <span className="w-24">
          <TextInput
            id={id}
            inputMode="decimal"
            className="text-right"
            value={text}
            maxLength={16}
            onChange={(event) => setText(event.target.value)}
          />
        </span>
        <span className="text-ink-muted">credits</span>
      </span>
      <Button type="submit" disabledReason={text.trim() ? null : 'Write a number of credits first.'}>
        Fill in
      </Button>
    </form>
  )
}
