// The filters of a table: a panel to choose them, chips to see and drop them.
import { ListFilter, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Popover } from '../../ui/popover.tsx'
import { Select } from '../../ui/select.tsx'

interface FilterPanelProps {
  /** How many filters are on. */
  readonly count: number
  readonly onClear: () => void
  readonly children: ReactNode
}

/** The button with its panel. */
export function FilterPanel({ count, onClear, children }: FilterPanelProps) {
  return (
    <Popover
      label="Filters"
      trigger={
        <Button icon={ListFilter}>
          Filter
          {count > 0 && (
            <span className="rounded-sm bg-accent-soft px-1 text-sm text-accent">
              {count}
              <span className="sr-only"> on</span>
            </span>
          )}
        </Button>
      }
    >
      <div className="flex w-66 flex-col gap-2">
        {children}
        {count > 0 && (
          <Button size="small" className="mt-1 self-start" onClick={onClear}>
            Clear filters
          </Button>
        )}
      </div>
    </Popover>
  )
}

interface DaysFilterProps {
  /** Begins a sentence that a number of days ends: "Expiring within". */
  readonly label: string
  readonly days: number | null
  readonly choices: readonly number[]
  readonly defaultDays: number
  readonly onChange: (days: number | null) => void
}

/** A filter with a number of days to choose; null while it is off. */
export function DaysFilter({ label, days, choices, defaultDays, onChange }: DaysFilterProps) {
  return (
    <div className="flex items-center justify-between gap-2">
      <Checkbox
        label={label}
        checked={days !== null}
        onChange={(event) => onChange(event.target.checked ? defaultDays : null)}
      />
      <Select
        aria-label={`${label} how many days`}
        value={String(days ?? defaultDays)}
        options={choices.map((choice) => ({ value: String(choice), label: `${choice} days` }))}
        onChange={(event) => onChange(Number(event.target.value))}
      />
    </div>
  )
}

export interface FilterChip<Filters> {
  readonly id: keyof Filters & string
  readonly label: string
  /** The changes that take this filter off. */
  readonly off: Partial<Filters>
}

interface FilterChipsProps<Filters> {
  readonly chips: readonly FilterChip<Filters>[]
  readonly onRemove: (off: Partial<Filters>) => void
}

export function FilterChips<Filters>({ chips, onRemove }: FilterChipsProps<Filters>) {
  if (chips.length === 0) return null
  return (
    <ul aria-label="Filters that are on" className="flex flex-wrap items-center gap-1.5 px-4 pb-2">
      {chips.map(({ id, label, off }) => (
        <li key={`${id} ${label}`}>
          <button
            type="button"
            aria-label={`Remove filter: ${label}`}
            onClick={() => onRemove(off)}
            className="inline-flex h-6 cursor-default items-center gap-1 rounded-md border border-accent-line bg-accent-soft pr-1 pl-2 text-sm text-accent hover:border-accent"
          >
            {label}
            <X aria-hidden className="size-3.5" />
          </button>
        </li>
      ))}
    </ul>
  )
}
