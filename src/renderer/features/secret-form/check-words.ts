// What a test of a credential asks for and what its answer means, in words.
import {
  argumentOf,
  checkArguments,
  fixedCheckHost,
  mainArgument,
  type Service,
  type ServiceArgument,
  type ServiceCheck,
} from '../../../shared/domain/integrations.ts'
import type { CheckVerdict } from '../../../shared/domain/secret-check.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { assertNever } from '../../../shared/errors.ts'
import type { BannerTone } from '../../ui/banner.tsx'

/** A test that the catalogue knows, seen from the value of one argument. */
export interface KnownCheck {
  readonly check: ServiceCheck
  /** The argument that the entered value is. */
  readonly ownArgument: string
  /** What has to be known besides. */
  readonly others: readonly ServiceArgument[]
}

/** Null where there is no harmless test, or none in which the argument has a part. */
export function knownCheck(service: Service, argument: string | null): KnownCheck | null {
  const { check } = service
  if (check === null) return null
  // An argument that was renamed by hand still takes the service's credential.
  const ownArgument = argumentOf(service, argument)?.name ?? mainArgument(service).name
  const needed = checkArguments(check)
  if (!needed.includes(ownArgument)) return null
  const others = needed
    .filter((name) => name !== ownArgument)
    .map((name) => argumentOf(service, name) ?? { name, isSecret: true, label: name })
  return { check, ownArgument, others }
}

/**
 * The host that the test would ask: the catalogue's own, or the one that the entered arguments make. Null
 * while they make none that may be asked; main decides that by itself and is stricter.
 */
export function checkHost(check: ServiceCheck, args: Readonly<Record<string, string>>): string | null {
  const fixed = fixedCheckHost(check)
  if (fixed !== null) return fixed
  const ownServer = /^\{(\w+)\}/.exec(check.url)?.[1]
  if (ownServer !== undefined) {
    const address = args[ownServer] ?? ''
    // The text as well as what the parser makes of it: it forgives what a person would read otherwise.
    return /^https:\/\/[^\s/\\@?#][^\s\\@?#]*$/iu.test(address) ? (URL.parse(address)?.host ?? null) : null
  }
  const [, template = ''] = /^https:\/\/([^/?]+)/.exec(check.url) ?? []
  const host = template.replace(/\{(\w+)\}/g, (_, name: string) => args[name] ?? '')
  return /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]+$/i.test(host) ? host.toLowerCase() : null
}

export interface VerdictWords {
  readonly tone: BannerTone
  readonly title: string
  readonly text: string
}

export function verdictWords(
  { verdict, host, status }: CheckVerdict,
  service: Pick<Service, 'name'>,
): VerdictWords {
  const asked = visibleText(host, 80)
  const answer = status === null ? '' : ` (HTTP ${status})`
  switch (verdict) {
    case 'accepted':
      return { tone: 'good', title: `${service.name} accepted it`, text: `${asked} knows this credential.` }
    case 'refused':
      return {
        tone: 'warn',
        title: `${service.name} refused it`,
        text: `${asked} says that it does not know this credential${answer}. It may still be saved.`,
      }
    case 'unclear':
      return {
        tone: 'info',
        title: 'This test cannot tell whether it works',
        text: `${asked} answered in a way that proves neither${answer}: some services answer a wrong credential like a right one, or a right one may lack what this test needs. It may still be saved.`,
      }
    case 'unreachable':
      return {
        tone: 'warn',
        title: `${asked} could not be reached`,
        text: 'The credential was neither accepted nor refused. It may still be saved.',
      }
    default:
      return assertNever(verdict)
  }
}
