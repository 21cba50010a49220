// What can be said about an entered value without sending it anywhere.
import { argumentOf, mainArgument, type Service, type ServiceArgument } from './integrations.ts'

/** Something about a value that is probably a slip; a hint, never a reason to refuse it. */
export interface ValueHint {
  readonly kind: 'spaces' | 'quotes' | 'assignment' | 'scheme' | 'lines' | 'shape' | 'address'
  readonly text: string
}

/**
 * The hints for a value of one argument. `service` and `argument` may be unknown; the shape of the catalogue
 * is for the service's first secret argument alone.
 */
export function valueHints(
  value: string,
  service: Service | undefined,
  argument: string | null,
): readonly ValueHint[] {
  if (value === '') return []
  const text = value.trim()
  const hints: ValueHint[] = []
  if (/[\r\n]/.test(text)) hints.push({ kind: 'lines', text: 'It holds several lines.' })
  if (value !== text) hints.push({ kind: 'spaces', text: 'It begins or ends with a space or line break.' })
  if (/^(["'`]).*\1$/s.test(text)) hints.push({ kind: 'quotes', text: 'It stands in quotes.' })
  // Padding of an encoded value also begins with =, but ends with nothing else.
  if (/^(export\s+)?[A-Z][A-Z0-9_]{2,}\s*=\s*[^=\s]/.test(text)) {
    hints.push({ kind: 'assignment', text: 'It looks like NAME=value; paste only the value.' })
  }
  if (/^(authorization:|(bearer|basic|token)\s)/i.test(text)) {
    hints.push({
      kind: 'scheme',
      text: 'It begins with a header’s word such as “Bearer”; paste only the value.',
    })
  }
  if (isAddress(argumentOf(service, argument)) && !/^https:\/\//i.test(text)) {
    hints.push({ kind: 'address', text: 'An address usually begins with https://.' })
  }
  if (service !== undefined && hints.length === 0 && !hasUsualShape(value, service, argument)) {
    hints.push({
      kind: 'shape',
      text: `It does not look like the usual ${mainArgument(service).label} of ${service.name}.`,
    })
  }
  return hints
}

function isAddress(argument: ServiceArgument | undefined): boolean {
  return argument !== undefined && !argument.isSecret && /url/i.test(argument.name)
}

/** Whether the value has the shape that the catalogue knows for it; true where it knows none. */
export function hasUsualShape(value: string, service: Service | undefined, argument: string | null): boolean {
  const pattern = service?.valuePattern ?? null
  if (service === undefined || pattern === null || mainArgument(service).name !== argument) return true
  return new RegExp(pattern).test(value)
}
