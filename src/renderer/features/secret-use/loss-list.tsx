// What loses a credential, line by line: the service and its argument, what is taken instead, which agents use it.
import { CircleHelp, CornerDownRight, TriangleAlert } from 'lucide-react'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { Badge } from '../../ui/badge.tsx'
import { quotedSecretName } from '../secrets/secret-words.ts'
import { ServiceIcon } from '../secrets/service-icon.tsx'
import type { Loss } from './losses.ts'

const shownAtMost = 20
const namedAgents = 3

export interface LossListProps {
  /** Name of the list for screen readers. */
  readonly label: string
  readonly losses: readonly Loss[]
}

export function LossList({ label, losses }: LossListProps) {
  const more = losses.length - shownAtMost
  return (
    <ul aria-label={label} className="flex flex-col gap-1.5">
      {losses.slice(0, shownAtMost).map((loss) => (
        <LossLine key={`${loss.toolName} ${loss.argument}`} loss={loss} />
      ))}
      {more > 0 && <li className="text-ink-muted">and {more} more</li>}
    </ul>
  )
}

function LossLine({ loss: { service, toolName, argument, agents, ...effect } }: { readonly loss: Loss }) {
  const isWholeService = service?.toolPatterns.some((pattern) => pattern === toolName)
  return (
    <li className="flex items-start gap-2">
      <ServiceIcon service={service} />
      <div className="min-w-0 flex-1">
        <div className="flex min-h-5 flex-wrap items-center gap-x-1.5 leading-5">
          {service && <span className="font-medium">{service.name}</span>}
          {!isWholeService && (
            <code className="font-mono text-sm wrap-anywhere">{visibleText(toolName, 80)}</code>
          )}
          <code className="font-mono text-sm text-ink-muted wrap-anywhere">{visibleText(argument, 60)}</code>
          <Effect {...effect} />
        </div>
        {agents.length > 0 && (
          <span className="block text-sm text-ink-muted wrap-anywhere">Used by {agentNames(agents)}</span>
        )}
      </div>
    </li>
  )
}

function Effect({ instead, isContested }: Pick<Loss, 'instead' | 'isContested'>) {
  if (instead) {
    return (
      <Badge look="plain" icon={CornerDownRight}>
        takes {quotedSecretName(instead)} instead
      </Badge>
    )
  }
  return isContested ? (
    <Badge look="plain" tone="warn" icon={CircleHelp}>
      several are left, not clear which is taken
    </Badge>
  ) : (
    <Badge look="plain" tone="danger" icon={TriangleAlert}>
      nothing left
    </Badge>
  )
}

function agentNames(agents: Loss['agents']): string {
  const names = agents
    .slice(0, namedAgents)
    .map(({ id, name }) => visibleText(name, 60).trim() || visibleText(id, 60))
  const more = agents.length - names.length
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ')
}
