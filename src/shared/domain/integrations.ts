// The catalogue of third-party services whose credentials agents use: their tools, arguments, and where a credential comes from.
import * as z from 'zod'
import catalogue from '../data/integrations.json' with { type: 'json' }

/** Which facts of a service nobody has verified; they are shown as hints. */
const unsureFacts = ['createUrl', 'valuePattern', 'scopes', 'check', 'args'] as const

const argumentSchema = z.strictObject({
  /** The name that the tool gives the argument: `tool_arg` of a secret. */
  name: z.string(),
  /** False for what goes with a credential and is none: a URL, a user name. */
  isSecret: z.boolean(),
  label: z.string(),
})
export type ServiceArgument = z.infer<typeof argumentSchema>

/**
 * A harmless call that tells whether a credential works. In `url` and `headers`, `{name}` stands for the value
 * of that argument and `base64({a}:{b})` for the encoding of the text in it; `body` is sent as it is.
 */
const checkSchema = z.strictObject({
  method: z.enum(['GET', 'POST']),
  url: z.string(),
  /** By lower-case name. */
  headers: z.record(z.string(), z.string()),
  body: z.string().nullable(),
})
export type ServiceCheck = z.infer<typeof checkSchema>

const serviceSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9_]+$/),
  name: z.string(),
  /** Wildcards or names that together cover the service's tools. */
  toolPatterns: z.tuple([z.string()], z.string()),
  args: z.tuple([argumentSchema], argumentSchema),
  /** What the service calls its credential. */
  credential: z.string(),
  /** Shape of the first secret argument; a hint, never a reason to refuse a value. */
  valuePattern: z.string().nullable(),
  createUrl: z
    .string()
    .regex(/^https:\/\//)
    .nullable(),
  scopes: z.string(),
  check: checkSchema.nullable(),
  unsure: z.array(z.enum(unsureFacts)),
  notes: z.array(z.string()),
  /** True where all arguments belong to one credential and none is an alternative. */
  needsEveryArgument: z.literal(true).optional(),
})
export type Service = z.infer<typeof serviceSchema>

/** Every service of the catalogue, by name. */
export const services: readonly Service[] = z
  .array(serviceSchema)
  .parse(catalogue)
  .sort((a, b) => a.name.localeCompare(b.name, 'en'))

const byId = new Map(services.map((service) => [service.id, service]))

export function serviceById(id: string): Service | undefined {
  return byId.get(id)
}

/** Whether every tool that `narrow` names, a name or a wildcard itself, is among those of the pattern `wide`. */
export function coversTools(wide: string, narrow: string): boolean {
  if (!wide.includes('*')) return wide === narrow
  const { start, end } = endsOf(wide)
  const stop = narrow.length - end.length
  if (stop < start.length || !narrow.startsWith(start) || !narrow.endsWith(end)) return false
  // Greedy from left to right: no regular expression is made of text that others wrote.
  let at = start.length
  for (const part of wide.slice(start.length, wide.length - end.length).split('*')) {
    const found = narrow.indexOf(part, at)
    if (found === -1 || found + part.length > stop) return false
    at = found + part.length
  }
  return true
}

/** Whether some tool can belong to both, names or wildcards: `agno__*_issue` and `agno__linear__*` share one. */
export function sharesTools(a: string, b: string): boolean {
  if (!a.includes('*')) return coversTools(b, a)
  if (!b.includes('*')) return coversTools(a, b)
  // What stands between the first and the last `*` never matters: a tool can hold the one's and then the other's.
  const [one, other] = [endsOf(a), endsOf(b)]
  return (
    (one.start.startsWith(other.start) || other.start.startsWith(one.start)) &&
    (one.end.endsWith(other.end) || other.end.endsWith(one.end))
  )
}

/** What stands before the first and after the last `*` of a wildcard. */
export function endsOf(wildcard: string): { start: string; end: string } {
  return {
    start: wildcard.slice(0, wildcard.indexOf('*')),
    end: wildcard.slice(wildcard.lastIndexOf('*') + 1),
  }
}

/** Tables ask for the same few tools row by row, and sort by the answer. */
const foundServices = new Map<string, readonly Service[]>()
const maxFoundServices = 10_000

/** Every service of which the pattern or name can cover a tool. */
export function servicesOfTool(toolName: string): readonly Service[] {
  const known = foundServices.get(toolName)
  if (known !== undefined) return known
  const found = services.filter(({ toolPatterns }) =>
    toolPatterns.some((pattern) => sharesTools(pattern, toolName)),
  )
  if (foundServices.size >= maxFoundServices) foundServices.clear()
  foundServices.set(toolName, found)
  return found
}

/** The service whose tools a pattern or name is about; undefined where the catalogue knows none or several. */
export function serviceOfTool(toolName: string | null): Service | undefined {
  if (toolName === null) return undefined
  const [first, second] = servicesOfTool(toolName)
  return second === undefined ? first : undefined
}

/** Whether the pattern or name can cover any tool that the catalogue knows. */
export function isKnownTool(toolName: string): boolean {
  return servicesOfTool(toolName).length > 0
}

/** What the catalogue knows of an argument; undefined where it knows the service or the argument not. */
export function argumentOf(service: Service | undefined, name: string | null): ServiceArgument | undefined {
  return service?.args.find((argument) => argument.name === name)
}

/** The argument that takes the service's credential: the first secret one, which `valuePattern` is about. */
export function mainArgument(service: Service): ServiceArgument {
  return service.args.find(({ isSecret }) => isSecret) ?? service.args[0]
}

/** Whether a fact was not verified, so that the screen says so. */
export function isUnsure(service: Service, fact: Service['unsure'][number]): boolean {
  return service.unsure.includes(fact)
}

/**
 * The host that a check sends the credential to, as far as the catalogue names it: null where the user's own
 * input decides (a server URL, a company name).
 */
export function fixedCheckHost(check: ServiceCheck): string | null {
  const host = /^https:\/\/([^/?]+)/.exec(check.url)?.[1]
  return host === undefined || host.includes('{') ? null : host
}

/** The names of the arguments that a check needs, in the order of their first use. */
export function checkArguments(check: ServiceCheck): readonly string[] {
  const texts = [check.url, ...Object.values(check.headers)]
  return [
    ...new Set(texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))),
  ]
}

const alternative = /\b(only|instead|optional|default)\b/i

/**
 * Whether the service cannot be used without the argument, as far as known. What its smallest call takes is
 * needed; where no such call is known, every credential is that is not called an alternative.
 */
export function isNeededArgument(service: Service, { name, label, isSecret }: ServiceArgument): boolean {
  if (service.needsEveryArgument || /\(required\)/i.test(label)) return true
  if (service.check !== null) return checkArguments(service.check).includes(name)
  return isSecret && !alternative.test(label)
}
