// The resolver's findings in words: why a secret is taken, what the others are to it, what gets in the way.
import type { Secret } from '../../../shared/domain/secret.ts'
import type { CandidateRole, Clash, Resolution } from '../../../shared/domain/secret-resolver.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { BannerTone } from '../../ui/banner.tsx'
import { countSecrets, quotedSecretName } from '../secrets/secret-words.ts'

/** What io.net leaves open, said wherever an order would have to be guessed. */
export const undocumentedOrder =
  'The order among several is not documented by io.net; Latchkey does not guess.'

export interface ResolutionWords {
  readonly tone: BannerTone
  readonly title: string
  readonly detail: string
}

/** `tool` is what was asked about: a name, or a wildcard that stands for all its tools. */
export function resolutionWords({ secret, reason, candidates }: Resolution, tool: string): ResolutionWords {
  const partly = candidates.filter(({ role }) => role === 'partly').length
  const notDefault = candidates.filter(({ role }) => role === 'notDefault').length
  switch (reason) {
    case 'exact':
    case 'wildcard':
      return {
        tone: 'good',
        title: secret ? `${quotedSecretName(secret)} is used` : 'One is used',
        detail: appliesBecause(secret, reason, tool),
      }
    case 'contested': {
      const count = candidates.filter(({ role }) => role === 'contested').length
      return {
        tone: 'warn',
        title: `Nobody can tell: ${countSecrets(count)} could be used`,
        detail: undocumentedOrder,
      }
    }
    case 'noDefault':
      return {
        tone: 'warn',
        title: 'None is used',
        detail: `${countSecrets(notDefault)} ${notDefault === 1 ? 'covers' : 'cover'} the tool, but built-in agents take only a default.`,
      }
    default:
      return {
        tone: 'warn',
        title: partly > 0 ? 'Set only for some of the tools' : 'No secret is set for it',
        detail:
          partly > 0
            ? 'Every other tool is left with nothing.'
            : 'No tool name or wildcard among your secrets covers the tool with this argument.',
      }
  }
}

function appliesBecause(secret: Secret | null, reason: 'exact' | 'wildcard', tool: string): string {
  const its = visibleText(secret?.toolName ?? '', 80)
  if (reason === 'exact') return `Its tool is named exactly: ${its}.`
  return tool.includes('*')
    ? `Its wildcard ${its} covers all the tools.`
    : `Its wildcard ${its} covers the tool.`
}

/** A candidate's part in few words, and what that means. */
export const roleWords: Readonly<Record<CandidateRole, { readonly word: string; readonly note: string }>> = {
  applies: { word: 'Used', note: 'This one is taken.' },
  contested: { word: 'Contested', note: 'One of several equals; which one is taken is not documented.' },
  partly: { word: 'Some tools only', note: 'Taken by the tools that it covers, not by the others.' },
  shadowed: { word: 'Shadowed', note: 'Gives way to the one that names the tool exactly.' },
  notDefault: { word: 'Not the default', note: 'Built-in agents pass it over.' },
}

export interface ClashWords {
  readonly title: string
  readonly detail: string
}

/** One clash as a title and a sentence; `secrets` in the order of its ids, those that are gone left out. */
export function clashWords(
  { kind, toolName, toolArg }: Clash,
  secrets: readonly Secret[],
  serviceName: string | undefined,
): ClashWords {
  const [first, ...others] = secrets
  const names = listNames(secrets)
  const tool = visibleText(toolName, 80)
  const argument = visibleText(toolArg, 60)
  switch (kind) {
    case 'twoDefaults':
      return {
        title: `Several defaults for ${tool}`,
        detail: `${names} are ${secrets.length === 2 ? 'both' : 'all'} the default for ${argument}. Which one is taken is not documented.`,
      }
    case 'overlap':
      return {
        title: `Wildcards that overlap at ${tool}`,
        detail: `${names} cover some of the same tools with ${argument}. Which one is taken there is not documented.`,
      }
    case 'shadowed':
      return {
        title: `An exact name before a wildcard: ${tool}`,
        detail: `For this tool ${first ? quotedSecretName(first) : 'the exact one'} is taken before ${listNames(others)}. All is well if that is meant.`,
      }
    default:
      return {
        title: `No default for ${serviceName ?? tool}`,
        detail: `${names} ${secrets.length === 1 ? 'holds' : 'hold'} ${argument}, but built-in agents take only a default.`,
      }
  }
}

const namedAtMost = 4

function listNames(secrets: readonly Secret[]): string {
  const names = secrets.slice(0, namedAtMost).map(quotedSecretName)
  const more = secrets.length - names.length
  if (more > 0) return `${names.join(', ')} and ${more} more`
  const last = names.pop() ?? ''
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`
}
