// The tile that stands for a third-party service: its letters on a colour of its own, a wrench for other tools.
import { Wrench } from 'lucide-react'
import type { CSSProperties } from 'react'
import type { Service } from '../../../shared/domain/integrations.ts'
import { serviceHue, serviceLetters } from './service-look.ts'

interface ServiceIconProps {
  /** Undefined for tools that the catalogue does not know. */
  readonly service: Service | undefined
  /** Width and height in CSS pixels. */
  readonly size?: number
}

/** Decoration: the name of the service or tool stands beside it. */
export function ServiceIcon({ service, size = 20 }: ServiceIconProps) {
  const look = { width: size, height: size, fontSize: Math.round(size * 0.46) }
  if (!service) {
    return (
      <span
        aria-hidden
        style={look}
        className="inline-flex shrink-0 items-center justify-center rounded-[25%] border border-line bg-sunken text-ink-muted"
      >
        <Wrench className="size-3/5" />
      </span>
    )
  }
  const hue = { '--hue': serviceHue(service.id) } as CSSProperties
  return (
    <span
      aria-hidden
      style={{ ...look, ...hue }}
      className="service-tile inline-flex shrink-0 items-center justify-center rounded-[25%] leading-none font-semibold select-none"
    >
      {serviceLetters(service.name)}
    </span>
  )
}
