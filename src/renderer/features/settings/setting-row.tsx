// One setting in a line: what it is at the left, its control at the right.
import type { ReactNode } from 'react'

export interface SettingRowProps {
  readonly label: ReactNode
  /** The id of the control, where it has no legend of its own. */
  readonly labelFor?: string
  readonly hint?: ReactNode
  readonly children: ReactNode
}

export function SettingRow({ label, labelFor, hint, children }: SettingRowProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <div className="min-w-0 flex-1 basis-64 wrap-anywhere">
        {labelFor ? <label htmlFor={labelFor}>{label}</label> : <span>{label}</span>}
        {hint && <span className="block text-sm text-ink-muted">{hint}</span>}
      </div>
      {children}
    </div>
  )
}
