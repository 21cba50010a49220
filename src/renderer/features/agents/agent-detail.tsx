// The chosen agent: what it is, which secrets it needs, how it is called.
import { Copy } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import type { Agent } from '../../../shared/domain/secret.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { isTextField } from '../../ui/is-text-field.ts'
import { useAllSecrets } from '../secret-use/use-all-secrets.ts'
import { copyAgentId } from './agent-actions.ts'
import { AgentIcon } from './agent-list.tsx'
import { type AgentRow, shownAgentName } from './agent-needs.ts'
import { CallIt } from './call-it.tsx'
import { NeedList } from './need-list.tsx'

export interface AgentDetailProps {
  readonly row: AgentRow
  /** Takes the focus when the list is left by Enter. */
  readonly headingRef: RefObject<HTMLHeadingElement | null>
  /** Escape: back to the list. */
  readonly onLeave: () => void
}

export function AgentDetail({ row, headingRef, onLeave }: AgentDetailProps) {
  const secrets = useAllSecrets()
  const { agent, needs } = row
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || isTextField(event.target)) return
    event.preventDefault()
    onLeave()
  }
  return (
    <article
      aria-labelledby="agent-name"
      onKeyDown={handleKeyDown}
      className="min-w-0 flex-1 px-5 py-4 md:overflow-y-auto"
    >
      <div className="flex max-w-200 flex-col gap-5">
        <header className="flex items-start gap-3">
          <AgentIcon service={needs[0]?.service} size={36} />
          <div className="min-w-0 flex-1">
            <h2
              ref={headingRef}
              id="agent-name"
              tabIndex={-1}
              className="rounded-sm text-lg leading-6 font-semibold wrap-anywhere"
            >
              {shownAgentName(agent)}
            </h2>
            <AgentId agent={agent} />
            {agent.description && (
              <p className="mt-1.5 wrap-anywhere">{visibleText(agent.description, 2000)}</p>
            )}
            <Tags tags={agent.tags} />
          </div>
        </header>
        <NeedList row={row} secrets={secrets} />
        <CallIt key={agent.id} agent={agent} />
      </div>
    </article>
  )
}

function AgentId({ agent }: { readonly agent: Agent }) {
  return (
    <span className="flex items-center gap-0.5">
      <code className="min-w-0 font-mono text-sm text-ink-muted wrap-anywhere">{visibleText(agent.id)}</code>
      <IconButton label="Copy id" icon={Copy} size="small" onClick={() => void copyAgentId(agent)} />
    </span>
  )
}

function Tags({ tags }: Pick<Agent, 'tags'>) {
  if (tags.length === 0) return null
  return (
    <ul aria-label="Tags" className="mt-2 flex flex-wrap gap-1">
      {[...new Set(tags)].map((tag) => (
        <li
          key={tag}
          className="max-w-full truncate rounded-md border border-line bg-sunken px-1.5 text-sm leading-5 text-ink-muted"
        >
          {visibleText(tag, 60)}
        </li>
      ))}
    </ul>
  )
}
