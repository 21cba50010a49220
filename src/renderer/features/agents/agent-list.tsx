// The agents as a list of one Tab stop: arrows move through it, Enter goes on to the detail.
import { Bot, CircleCheck, TriangleAlert } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect } from 'react'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { setActive } from '../../state/ui-state.ts'
import { Badge } from '../../ui/badge.tsx'
import { classNames } from '../../ui/class-names.ts'
import { ServiceIcon } from '../secrets/service-icon.tsx'
import { MarkedText } from '../table-view/marked-text.tsx'
import { copyAgentId } from './agent-actions.ts'
import { type AgentRow, isMissingSecrets, needsSummary, shownAgentName } from './agent-needs.ts'
import type { Agents } from './use-agents.ts'

export const agentListId = 'agents'
/** By place, because an id from the service may hold what no id of the page may. */
export const optionId = (index: number) => `${agentListId}-option-${index}`

const pageSize = 8

export interface AgentListProps extends Agents {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly onEnter: () => void
  /** Arrow up from the first one: back to the search. */
  readonly onLeave: () => void
}

export function AgentList({ ref, shown, activeIndex, terms, onEnter, onLeave }: AgentListProps) {
  useEffect(() => {
    document.getElementById(optionId(activeIndex))?.scrollIntoView({ block: 'nearest' })
  }, [activeIndex])
  const handleKeyDown = (event: KeyboardEvent) => {
    const active = shown[activeIndex]
    const isCopy = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c'
    if (!isCopy && (event.ctrlKey || event.metaKey || event.altKey)) return
    const next = nextIndex(event.key, activeIndex, shown.length)
    if (isCopy) active && void copyAgentId(active.agent)
    else if (event.key === 'Enter') onEnter()
    else if (event.key === 'ArrowUp' && activeIndex <= 0) onLeave()
    else if (next !== null) setActive('agents', shown[next]?.agent.id ?? null)
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={ref}
      id={agentListId}
      role="listbox"
      aria-label="Agents"
      tabIndex={0}
      {...(activeIndex >= 0 ? { 'aria-activedescendant': optionId(activeIndex) } : {})}
      onKeyDown={handleKeyDown}
      className="w-full shrink-0 overflow-y-auto border-line p-1.5 -outline-offset-2 max-md:max-h-52 max-md:border-b md:w-72 md:border-r lg:w-80"
    >
      {shown.map((row, index) => (
        <AgentOption
          key={row.agent.id}
          row={row}
          id={optionId(index)}
          isActive={index === activeIndex}
          terms={terms}
        />
      ))}
    </div>
  )
}

/** Where a key leads; null for keys that do not move. */
function nextIndex(key: string, from: number, count: number): number | null {
  const last = count - 1
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + pageSize,
    PageUp: from - pageSize,
    Home: 0,
    End: last,
  }
  const target = Object.hasOwn(targets, key) ? targets[key] : undefined
  return target === undefined || count === 0 ? null : Math.min(Math.max(target, 0), last)
}

interface AgentOptionProps {
  readonly row: AgentRow
  readonly id: string
  readonly isActive: boolean
  readonly terms: readonly string[]
}

function AgentOption({ row, id, isActive, terms }: AgentOptionProps) {
  const { agent, needs } = row
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus and handles the keys.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      onClick={() => setActive('agents', agent.id)}
      className={classNames(
        'flex scroll-my-1.5 items-start gap-2.5 rounded-lg border px-2.5 py-2 forced-colors:aria-selected:border-[Highlight]',
        isActive ? 'border-accent-line bg-selected' : 'border-transparent hover:bg-hover',
      )}
    >
      <span className="mt-0.5">
        <AgentIcon service={needs[0]?.service} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate leading-5 font-medium">
          <MarkedText text={visibleText(shownAgentName(agent), 80)} terms={terms} />
        </span>
        {agent.description && (
          <span className="block truncate text-sm text-ink-muted">
            <MarkedText text={visibleText(agent.description, 120)} terms={terms} />
          </span>
        )}
        <NeedsBadge row={row} />
      </span>
    </div>
  )
}

/** The service that an agent works with; agents that need none share one sign. */
export function AgentIcon({
  service,
  size = 24,
}: {
  readonly service: AgentRow['needs'][number]['service'] | undefined
  readonly size?: number
}) {
  if (service) return <ServiceIcon service={service} size={size} />
  return (
    <span
      aria-hidden
      style={{ width: size, height: size }}
      className="inline-flex shrink-0 items-center justify-center rounded-[25%] border border-line bg-sunken text-ink-muted"
    >
      <Bot className="size-3/5" />
    </span>
  )
}

function NeedsBadge({ row }: { readonly row: AgentRow }) {
  const look =
    row.neededCount === 0
      ? {}
      : isMissingSecrets(row)
        ? ({ tone: 'warn', icon: TriangleAlert } as const)
        : ({ tone: 'good', icon: CircleCheck } as const)
  return (
    <Badge look="plain" className="mt-0.5 text-sm" {...look}>
      {needsSummary(row)}
    </Badge>
  )
}
