// Which secret a tool takes for an argument, as far as io.net says it, and where several get in each other's way.
import {
  argumentOf,
  coversTools,
  isUnsure,
  type Service,
  serviceById,
  serviceOfTool,
  services,
  servicesOfTool,
  sharesTools,
} from './integrations.ts'
import { createRivalSearch } from './rival-search.ts'
import type { Secret } from './secret.ts'

/**
 * What becomes of a candidate: `applies` it is taken; `contested` it is one of several that could be, and the
 * order among them is not documented; `shadowed` a closer match is taken; `notDefault` built-in agents pass it
 * over; `partly` it covers only some of the tools that were asked about.
 */
export type CandidateRole = 'applies' | 'contested' | 'shadowed' | 'notDefault' | 'partly'

interface Candidate {
  readonly secret: Secret
  readonly role: CandidateRole
}

export interface Resolution {
  /** The secret that is taken; null where there is none or nobody can tell. */
  readonly secret: Secret | null
  /** `noSecret` none covers all tools; `noDefault` some do, none is the default; `contested` several equals. */
  readonly reason: 'exact' | 'wildcard' | 'contested' | 'noDefault' | 'noSecret'
  readonly candidates: readonly Candidate[]
}

/**
 * What built-in agents take for `tool` (a name, or a wildcard that stands for all its tools) and `argument`:
 * among the defaults an exact name before a wildcard. The order among several of the same kind is not
 * documented and is not guessed, not even where one wildcard is narrower than the other.
 */
export function resolveSecret(all: Iterable<Secret>, tool: string, argument: string): Resolution {
  const isWildcard = tool.includes('*')
  const whole: Secret[] = []
  const partly: Secret[] = []
  for (const secret of all) {
    const { toolName } = secret
    if (toolName === null || secret.toolArg !== argument) continue
    if (coversTools(toolName, tool)) whole.push(secret)
    else if (isWildcard && sharesTools(toolName, tool)) partly.push(secret)
  }
  const defaults = whole.filter(({ isDefault }) => isDefault)
  const exact = isWildcard ? [] : defaults.filter(({ toolName }) => toolName === tool)
  const best = exact.length > 0 ? exact : defaults
  const taken = best.length === 1 ? (best[0] ?? null) : null
  const bestIds = new Set(best.map(({ id }) => id))
  const roleOf = (secret: Secret): CandidateRole => {
    if (bestIds.has(secret.id)) return taken === null ? 'contested' : 'applies'
    return secret.isDefault ? 'shadowed' : 'notDefault'
  }
  return {
    secret: taken,
    reason: reasonOf(whole.length, best, exact.length > 0),
    candidates: [
      ...whole.map((secret) => ({ secret, role: roleOf(secret) })),
      ...partly.map((secret) => ({
        secret,
        role: secret.isDefault ? ('partly' as const) : ('notDefault' as const),
      })),
    ].sort((a, b) => roleOrder.indexOf(a.role) - roleOrder.indexOf(b.role)),
  }
}

const roleOrder: readonly CandidateRole[] = ['applies', 'contested', 'partly', 'shadowed', 'notDefault']

function reasonOf(count: number, best: readonly Secret[], isExact: boolean): Resolution['reason'] {
  if (count === 0) return 'noSecret'
  if (best.length === 0) return 'noDefault'
  if (best.length > 1) return 'contested'
  return isExact ? 'exact' : 'wildcard'
}

/**
 * Secrets in each other's way: `twoDefaults` for the same tools and argument; `overlap` a default wildcard
 * that shares tools with others; `shadowed` default wildcards that give way to an exact name for one tool;
 * `noDefault` a service with secrets of its own and no default for that argument.
 */
export interface Clash {
  readonly kind: 'twoDefaults' | 'overlap' | 'shadowed' | 'noDefault'
  /** The tool or pattern that it is about; for `overlap` the narrower one. */
  readonly toolName: string
  readonly toolArg: string
  /** For `shadowed` and `overlap` those of `toolName` first, then the wildcards. */
  readonly secretIds: readonly string[]
}

/** A secret that names a tool and an argument: no other is ever taken. */
type BoundSecret = Secret & { readonly toolName: string; readonly toolArg: string }

function isBound(secret: Secret): secret is BoundSecret {
  return secret.toolName !== null && secret.toolArg !== null
}

/** Every clash among the secrets of an account. */
export function findClashes(all: Iterable<Secret>): readonly Clash[] {
  const byArgument = Map.groupBy([...all].filter(isBound), ({ toolArg }) => toolArg)
  return [...byArgument].flatMap(([toolArg, secrets]) => [
    ...amongDefaults(toolArg, secrets),
    ...withoutDefault(toolArg, secrets),
  ])
}

function amongDefaults(toolArg: string, secrets: readonly BoundSecret[]): Clash[] {
  const byTool = Map.groupBy(
    secrets.filter(({ isDefault }) => isDefault),
    ({ toolName }) => toolName,
  )
  const findRivals = createRivalSearch([...byTool.keys()].filter((tool) => tool.includes('*')))
  return [...byTool].flatMap(([toolName, equals]): Clash[] => {
    const rivals = findRivals(toolName).flatMap((wildcard) => byTool.get(wildcard) ?? [])
    const clashes: Clash[] = []
    if (equals.length > 1) clashes.push({ kind: 'twoDefaults', toolName, toolArg, secretIds: idsOf(equals) })
    if (rivals.length > 0) {
      const kind = toolName.includes('*') ? 'overlap' : 'shadowed'
      clashes.push({ kind, toolName, toolArg, secretIds: idsOf([...equals, ...rivals]) })
    }
    return clashes
  })
}

function withoutDefault(toolArg: string, secrets: readonly BoundSecret[]): Clash[] {
  const defaults = secrets.filter(({ isDefault }) => isDefault)
  const byService = Map.groupBy(secrets, ({ toolName }) => serviceOfTool(toolName)?.id)
  return [...byService].flatMap(([serviceId, own]): Clash[] => {
    const service = serviceId === undefined ? undefined : serviceById(serviceId)
    if (service === undefined || secretsOfService(defaults, service).length > 0) return []
    return [{ kind: 'noDefault', toolName: service.toolPatterns[0], toolArg, secretIds: idsOf(own) }]
  })
}

/** The secrets that can cover a tool of the service. */
export function secretsOfService<S extends Secret>(all: Iterable<S>, service: Service): S[] {
  return [...all].filter(({ toolName }) => toolName !== null && servicesOfTool(toolName).includes(service))
}

function idsOf(secrets: readonly Secret[]): readonly string[] {
  return secrets.map(({ id }) => id)
}

export interface ServiceLoss {
  readonly service: Service
  readonly argument: string
  /** What its tools take instead; null where some are left with nothing, or nobody can tell with what. */
  readonly instead: Secret | null
  /** Whether several are left that could be taken, and nobody can tell which. */
  readonly isContested: boolean
}

/** Which services take another secret, or none any more, once the given ones are gone. */
export function lossesWithout(all: Iterable<Secret>, goneIds: ReadonlySet<string>): readonly ServiceLoss[] {
  const defaults = [...all].filter(isBound).filter(({ isDefault }) => isDefault)
  const changes = [...Map.groupBy(defaults, ({ toolArg }) => toolArg)].map(([argument, before]) => ({
    argument,
    before,
    after: before.filter(({ id }) => !goneIds.has(id)),
    gone: before.filter(({ id }) => goneIds.has(id)),
  }))
  return services.flatMap((service) => changes.flatMap((change) => lossOfService(service, change)))
}

function lossOfService(
  service: Service,
  change: Readonly<Record<'before' | 'after' | 'gone', readonly BoundSecret[]>> & { argument: string },
): ServiceLoss[] {
  const { argument, before, after } = change
  // Of a wildcard for many services only those lose something that can take the argument.
  const canTake = argumentOf(service, argument) !== undefined || isUnsure(service, 'args')
  const gone = secretsOfService(change.gone, service).filter(
    ({ toolName }) => canTake || serviceOfTool(toolName) === service,
  )
  if (gone.length === 0) return []
  const ownTools = gone
    .map(({ toolName }) => toolName)
    .filter((tool) => service.toolPatterns.some((pattern) => coversTools(pattern, tool)))
  let worst: Resolution | undefined
  for (const tool of new Set([...service.toolPatterns, ...ownTools])) {
    const then = resolveSecret(before, tool, argument)
    const now = resolveSecret(after, tool, argument)
    if (then.secret?.id === now.secret?.id && then.reason === now.reason) continue
    worst = now
    if (now.secret === null) break
  }
  if (worst === undefined) return []
  return [{ service, argument, instead: worst.secret, isContested: worst.reason === 'contested' }]
}
