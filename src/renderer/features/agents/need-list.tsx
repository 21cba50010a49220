// What an agent needs, service by service; said to be told from its name, because the API does not say.
import { Info } from 'lucide-react'
import type { Service } from '../../../shared/domain/integrations.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import { ServiceIcon } from '../secrets/service-icon.tsx'
import { type AgentRow, isNeeded } from './agent-needs.ts'
import { NeedRow } from './need-row.tsx'

export interface NeedListProps {
  readonly row: AgentRow
  readonly secrets: readonly Secret[]
}

export function NeedList({ row: { needs }, secrets }: NeedListProps) {
  const services = [...new Set(needs.map(({ service }) => service))]
  return (
    <section aria-labelledby="what-it-needs" className="flex flex-col gap-2">
      <h3 id="what-it-needs" className="text-md font-semibold">
        What it needs
      </h3>
      {services.length === 0 && <p>No secret, as far as known.</p>}
      {services.map((service) => (
        <ServiceNeeds key={service.id} service={service} needs={needs} secrets={secrets} />
      ))}
      <p className="flex items-start gap-1.5 text-sm text-ink-muted">
        <Info aria-hidden className="mt-px size-3.5 shrink-0" />
        Told from the agent’s name: the API does not say what an agent needs.
      </p>
    </section>
  )
}

function ServiceNeeds({
  service,
  needs,
  secrets,
}: {
  readonly service: Service
  readonly needs: AgentRow['needs']
  readonly secrets: readonly Secret[]
}) {
  const own = needs.filter((need) => need.service === service)
  const needed = own.filter(isNeeded)
  const optional = own.filter((need) => !isNeeded(need))
  return (
    <section aria-label={service.name} className="overflow-hidden rounded-lg border border-line bg-surface">
      <header className="flex flex-wrap items-center gap-x-2 bg-sunken px-3 py-2">
        <ServiceIcon service={service} />
        <h4 className="font-medium">{service.name}</h4>
        <code className="ml-auto font-mono text-sm text-ink-muted wrap-anywhere">
          {service.toolPatterns.join(', ')}
        </code>
      </header>
      <ul>
        {needed.map((need) => (
          <NeedRow key={need.argument} need={need} secrets={secrets} isOptional={false} />
        ))}
      </ul>
      {optional.length > 0 && (
        <>
          <p className="border-t border-line bg-sunken px-3 py-1 text-sm text-ink-muted">
            Optional, as far as known
          </p>
          <ul>
            {optional.map((need) => (
              <NeedRow key={need.argument} need={need} secrets={secrets} isOptional />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
