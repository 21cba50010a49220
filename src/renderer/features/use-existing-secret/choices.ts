// Which of the secrets that are there may serve for a service's argument, the likely ones first.
import { coversTools, type Service } from '../../../shared/domain/integrations.ts'
import { matchesTerms } from '../../../shared/domain/search.ts'
import { diffSecret, type Secret, type SecretChanges } from '../../../shared/domain/secret.ts'
import { searchableSecretText } from '../../../shared/domain/secret-search.ts'

/** `covers` it is for the service already but not the default; `sameArgument` for the same argument of another tool. */
export type ChoiceKind = 'covers' | 'sameArgument' | 'other'

export interface Choice {
  readonly secret: Secret
  readonly kind: ChoiceKind
}

export interface Need {
  readonly service: Service
  /** What the secret has to cover: the service's pattern, or the one of its tools that is not served. */
  readonly toolName: string
  readonly toolArg: string
}

const order: readonly ChoiceKind[] = ['covers', 'sameArgument', 'other']

/** Every secret as a choice. What serves already, or is contested, is left out: nothing about it would change. */
export function choicesFor({ toolName, toolArg }: Need, all: Iterable<Secret>): readonly Choice[] {
  const choices: Choice[] = []
  for (const secret of all) {
    const isSameArgument = secret.toolArg === toolArg
    const isCovering = isSameArgument && secret.toolName !== null && coversTools(secret.toolName, toolName)
    if (isCovering && secret.isDefault) continue
    choices.push({ secret, kind: isCovering ? 'covers' : isSameArgument ? 'sameArgument' : 'other' })
  }
  return choices.sort(
    (a, b) =>
      order.indexOf(a.kind) - order.indexOf(b.kind) || a.secret.name.localeCompare(b.secret.name, 'en'),
  )
}

export function searchChoices(choices: readonly Choice[], terms: readonly string[]): readonly Choice[] {
  if (terms.length === 0) return choices
  return choices.filter(({ secret }) => matchesTerms(searchableSecretText(secret), terms))
}

/** What has to change at a secret so that it serves; for one that covers the service only the default. */
export function changesToServe({ toolName, toolArg }: Need, { secret, kind }: Choice): SecretChanges {
  return diffSecret(secret, {
    name: secret.name,
    toolName: kind === 'covers' ? secret.toolName : toolName,
    toolArg,
    isDefault: true,
  })
}
