// What a new secret of a service starts with, and which one the service needs next.
import {
  coversTools,
  isNeededArgument,
  mainArgument,
  type Service,
  serviceById,
  serviceOfTool,
} from '../../../shared/domain/integrations.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import type { SecretStart } from '../../state/ui-state.ts'

/** What one secret is for. */
export interface Target {
  readonly toolName: string
  readonly toolArg: string
}

/** What the form begins with. */
export interface FormStart extends Target {
  /** Null where it is filled in by hand. */
  readonly service: Service | null
  /** Whose sealed copy the value is taken from; null where it is entered. */
  readonly fromSecretId: string | null
}

/** The part of a secret that decides what it is for. */
type Placed = Pick<Secret, 'toolName' | 'toolArg'>

/** The form for a service: its first target that has no secret yet. */
export function startWith(
  service: Service,
  all: readonly Placed[],
  { toolName, toolArg, fromSecretId }: SecretStart = {},
): FormStart {
  const [open] = openTargets(service, all)
  return {
    service,
    toolName: toolName ?? open?.toolName ?? service.toolPatterns[0],
    toolArg: toolArg ?? open?.toolArg ?? mainArgument(service).name,
    fromSecretId: fromSecretId ?? null,
  }
}

/** What the dialog was opened with; null where a service has to be chosen first. */
export function startOf(start: SecretStart, all: readonly Placed[]): FormStart | null {
  const { serviceId, toolName, toolArg, fromSecretId } = start
  const service = serviceId === undefined ? serviceOfTool(toolName ?? null) : serviceById(serviceId)
  if (service) return startWith(service, all, start)
  if (toolName === undefined && toolArg === undefined) return null
  return byHand(fromSecretId ?? null, { toolName: toolName ?? '', toolArg: toolArg ?? '' })
}

export function byHand(
  fromSecretId: string | null,
  { toolName, toolArg }: Target = { toolName: '', toolArg: '' },
): FormStart {
  return { service: null, toolName, toolArg, fromSecretId }
}

/** Every target that the service's tools cannot do without and that no secret is for yet, in their order. */
export function openTargets(service: Service, all: readonly Placed[]): readonly Target[] {
  const needed = service.args.filter((argument) => isNeededArgument(service, argument))
  return service.toolPatterns
    .flatMap((toolName) => needed.map(({ name }) => ({ toolName, toolArg: name })))
    .filter((target) => !isCovered(target, all))
}

export function isCovered({ toolName, toolArg }: Target, all: readonly Placed[]): boolean {
  return all.some(
    (secret) =>
      secret.toolArg === toolArg && secret.toolName !== null && coversTools(secret.toolName, toolName),
  )
}

/** Proper names at the beginning of a label keep their capital. */
const properNames = new Set(['Atlassian', 'Graph'])

/** "Jira site URL": a name that says what the secret is, and that no other one has. */
export function proposedName(
  service: Service,
  { toolName, toolArg }: Target,
  takenNames: ReadonlySet<string>,
): string {
  const label = service.args.find(({ name }) => name === toolArg)?.label ?? service.credential
  const [what = ''] = label.split(/ \(|, e\.g\./)
  const [first = ''] = what.split(' ')
  const isPlainWord = /^\p{Lu}\p{Ll}+$/u.test(first) && !properNames.has(first)
  const words = isPlainWord ? first.toLowerCase() + what.slice(first.length) : what
  const hasSeveralTools = service.toolPatterns.length > 1
  return uniqueName(`${service.name} ${words}${hasSeveralTools ? ` (${toolName})` : ''}`, takenNames)
}

function uniqueName(name: string, taken: ReadonlySet<string>): string {
  let unique = name
  for (let count = 2; taken.has(unique); count += 1) unique = `${name} ${count}`
  return unique
}
