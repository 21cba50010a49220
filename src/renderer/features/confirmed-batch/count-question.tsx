// For many rows at once: their number has to be typed before the red button works.
import { useState } from 'react'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import type { BatchOutcome } from './batch-outcome.ts'
import type { ConfirmedBatch } from './use-confirmed-batch.ts'

/** More rows than this are acted on only once their number has been typed. */
const maxWithoutCount = 10

export interface CountQuestion {
  /** Why the red button does not work yet; null when it does. */
  readonly block: string | null
  readonly isAsked: boolean
  readonly count: number
  readonly typed: string
  readonly onType: (text: string) => void
}

/** Not asked again for a retry: the same rows were confirmed once. */
export function useCountQuestion({
  rows: { length: count },
  outcomes,
}: Pick<ConfirmedBatch<unknown, BatchOutcome>, 'rows' | 'outcomes'>): CountQuestion {
  const [typed, setTyped] = useState('')
  const isAsked = count > maxWithoutCount && outcomes.size === 0
  return {
    block: isAsked && typed.trim() !== String(count) ? `Type ${count} to confirm.` : null,
    isAsked,
    count,
    typed,
    onType: setTyped,
  }
}

export interface CountFieldProps {
  readonly question: CountQuestion
  /** What is asked: "Type 12 to revoke all 12 keys". */
  readonly label: (count: number) => string
}

export function CountField({ question: { isAsked, count, typed, onType }, label }: CountFieldProps) {
  if (!isAsked) return null
  return (
    <Field label={label(count)}>
      {(control) => (
        <TextInput
          {...control}
          inputMode="numeric"
          className="max-w-24"
          value={typed}
          onChange={(event) => onType(event.target.value)}
        />
      )}
    </Field>
  )
}
