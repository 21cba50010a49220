// Which models a key may call: all as a choice of its own, or only those ticked in a searchable list.
import { type Ref, useEffect, useRef, useState } from 'react'
import { useSnapshot } from '../../state/app-state.ts'
import { FieldError } from '../../ui/field.tsx'
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import type { AccessValue } from './form-values.ts'
import { ModelPicker } from './model-picker.tsx'

export interface AccessFieldProps {
  readonly value: AccessValue
  readonly onChange: (value: AccessValue) => void
  readonly error: string | undefined
  /** For an edited key: the last ticked model cannot be unticked, because an empty list would mean all. */
  readonly keepsOne?: boolean
  readonly ref?: Ref<HTMLInputElement>
}

const refusal = 'An empty list would allow ALL models. Choose All models explicitly, or keep at least one.'

export function AccessField({ value, onChange, error, keepsOne = false, ref }: AccessFieldProps) {
  const models = useSnapshot((snapshot) => snapshot.models)
  const [isRefused, setIsRefused] = useState(false)
  const messageRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isRefused) messageRef.current?.scrollIntoView({ block: 'nearest' })
  }, [isRefused])
  const change = (next: AccessValue) => {
    const wouldEmpty = keepsOne && next.models.length === 0 && value.models.length > 0
    setIsRefused(wouldEmpty)
    if (!wouldEmpty) onChange(next)
  }
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex flex-wrap items-end gap-x-3 gap-y-1">
        <SegmentedControl
          legend="Models"
          value={value.kind}
          choices={[
            { value: 'all', label: 'All models' },
            { value: 'only', label: 'Only these' },
          ]}
          onChange={(kind) => change({ ...value, kind })}
        />
        {value.kind === 'all' && (
          <p className="py-2 text-sm text-ink-muted">Every model, also those added later.</p>
        )}
      </div>
      {value.kind === 'only' && (
        <ModelPicker
          {...(ref ? { ref } : {})}
          models={models}
          chosen={value.models}
          onChange={(chosen) => change({ kind: 'only', models: chosen })}
        />
      )}
      <div ref={messageRef}>
        <FieldError error={isRefused ? refusal : error} />
      </div>
    </div>
  )
}
