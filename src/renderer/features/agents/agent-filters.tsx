// What narrows the list of agents: the ones that miss a secret, and tags; of several tags one is enough.
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { changeAgentFilters, useUiState } from '../../state/ui-state.ts'
import { type AgentRow, isMissingSecrets, tagsOf } from './agent-needs.ts'

export function AgentFilterChips({ rows }: { readonly rows: readonly AgentRow[] }) {
  const { tags: chosen, isMissing } = useUiState((state) => state.agentFilters)
  const tags = tagsOf(rows.map(({ agent }) => agent))
  const missingCount = rows.filter(isMissingSecrets).length
  const toggle = (tag: string) => {
    const next = new Set(chosen)
    if (!next.delete(tag)) next.add(tag)
    changeAgentFilters({ tags: next })
  }
  if (tags.length === 0 && missingCount === 0 && !isMissing) return null
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center gap-1.5">
      <legend className="sr-only">Show only</legend>
      {(missingCount > 0 || isMissing) && (
        <Chip isOn={isMissing} onToggle={() => changeAgentFilters({ isMissing: !isMissing })}>
          <TriangleAlert aria-hidden className="size-3.5 text-warn" />
          Not all set
          <span className="tabular-nums text-ink-muted">{missingCount}</span>
        </Chip>
      )}
      {tags.map((tag) => (
        <Chip key={tag} isOn={chosen.has(tag)} onToggle={() => toggle(tag)}>
          <span className="max-w-40 truncate">{visibleText(tag, 40)}</span>
        </Chip>
      ))}
    </fieldset>
  )
}

interface ChipProps {
  readonly isOn: boolean
  readonly onToggle: () => void
  readonly children: ReactNode
}

function Chip({ isOn, onToggle, children }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onToggle}
      className="inline-flex h-7 cursor-default items-center gap-1 rounded-full border border-line-button bg-surface px-2.5 text-sm text-ink hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent forced-colors:aria-pressed:border-[Highlight]"
    >
      {children}
    </button>
  )
}
