// Pages of a dialog beside a list of their names: the arrows move through the names and show the page at once.
import type { LucideIcon } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { classNames } from './class-names.ts'

interface SideTab<V extends string> {
  readonly value: V
  readonly label: string
  readonly icon: LucideIcon
}

interface SideTabsProps<V extends string> {
  /** Name of the list for screen readers. */
  readonly label: string
  readonly tabs: readonly SideTab<V>[]
  readonly value: V
  readonly onChange: (value: V) => void
  /** The page of the chosen tab. */
  readonly children: ReactNode
}

/** In a narrow window the names stand above the page and wrap. */
export function SideTabs<V extends string>({ label, tabs, value, onChange, children }: SideTabsProps<V>) {
  const id = useId()
  const listRef = useRef<HTMLDivElement>(null)
  const handleKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(
      event.key,
      tabs.findIndex((tab) => tab.value === value),
      tabs.length,
    )
    const tab = target === null ? undefined : tabs[target]
    if (!tab) return
    event.preventDefault()
    onChange(tab.value)
    listRef.current?.querySelector<HTMLElement>(`#${CSS.escape(`${id}-${tab.value}`)}`)?.focus()
  }
  return (
    <div className="flex flex-col gap-4 sm:min-h-[min(30rem,calc(100vh-13rem))] sm:flex-row sm:gap-6">
      <div
        ref={listRef}
        role="tablist"
        aria-label={label}
        aria-orientation="vertical"
        onKeyDown={handleKeyDown}
        className="flex shrink-0 flex-wrap gap-0.5 sm:sticky sm:top-0 sm:w-40 sm:flex-col sm:self-start"
      >
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}`}
            aria-selected={tab.value === value}
            aria-controls={`${id}-page`}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onChange(tab.value)}
            className={classNames(
              'flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 text-left select-none',
              tab.value === value
                ? 'bg-selected font-medium text-ink forced-colors:text-[Highlight]'
                : 'text-ink-muted hover:bg-hover hover:text-ink',
            )}
          >
            <tab.icon aria-hidden className="size-4 shrink-0" />
            {tab.label}
          </button>
        ))}
      </div>
      <div
        key={value}
        role="tabpanel"
        id={`${id}-page`}
        aria-labelledby={`${id}-${value}`}
        className="flex min-w-0 flex-1 flex-col gap-4"
      >
        {children}
      </div>
    </div>
  )
}

/** Where a key leads; null for keys that do not move. */
function targetOf(key: string, from: number, count: number): number | null {
  if (key === 'ArrowDown' || key === 'ArrowRight') return (from + 1) % count
  if (key === 'ArrowUp' || key === 'ArrowLeft') return (from - 1 + count) % count
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}
