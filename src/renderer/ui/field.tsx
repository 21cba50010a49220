// One field of a form: label, control, hint and error, tied together for screen readers.
import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'

/** To be spread on the control. */
interface FieldControlProps {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean | undefined
}

interface FieldProps {
  readonly label: ReactNode
  /** Stands behind the label, quieter: "optional". */
  readonly aside?: ReactNode
  readonly hint?: ReactNode
  readonly error?: string | null | undefined
  readonly children: (control: FieldControlProps) => ReactNode
}

/** `<Field label="Name" error={…}>{(control) => <TextInput {...control} />}</Field>` */
export function Field({ label, aside, hint, error, children }: FieldProps) {
  const id = useId()
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside && <span className="text-sm text-ink-faint">{aside}</span>}
      </div>
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-ink-muted">
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`} error={error} />
    </div>
  )
}

/** The error line of a field; announced when it appears. */
export function FieldError({
  id,
  error,
}: {
  readonly id?: string
  readonly error: string | null | undefined
}) {
  return (
    <div aria-live="polite">
      {error && (
        <p id={id} className="flex items-start gap-1.5 text-sm text-danger">
          <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          <span className="wrap-anywhere">{error}</span>
        </p>
      )}
    </div>
  )
}
