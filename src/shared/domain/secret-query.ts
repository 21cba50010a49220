// What somebody types to find secrets: plain words, and words such as `tag:prod` and `is:default`.
import { assertNever } from '../errors.ts'
import {
  meetsTagCondition,
  readQualities,
  readQueryWords,
  readTagCondition,
  type TagCondition,
} from './query-words.ts'
import type { Secret } from './secret.ts'
import { isUnusedSecret } from './secret-search.ts'

/** What may stand behind `is:`. */
export const secretQualities = ['favourite', 'default', 'shared', 'unused'] as const
type SecretQuality = (typeof secretQualities)[number]

export interface SecretQuery {
  /** Plain words, folded. */
  readonly terms: readonly string[]
  readonly tags: readonly TagCondition[]
  /** Of each list one is enough; an empty one asks for nothing. */
  readonly qualities: readonly (readonly SecretQuality[])[]
  /** What to mark in tags: the plain words, and what stands behind `tag:`. */
  readonly tagTerms: readonly string[]
}

/** Reads a query. What begins with no known word, or says nothing known, is a plain word. */
export function readSecretQuery(query: string): SecretQuery {
  const terms: string[] = []
  const tags: TagCondition[] = []
  const qualities: (readonly SecretQuality[])[] = []
  for (const word of readQueryWords(query, ['tag', 'is'])) {
    const meant = word.prefix === 'is' ? readQualities(word.text, secretQualities) : null
    if (word.prefix === 'tag') tags.push(readTagCondition(word))
    else if (meant) qualities.push(meant)
    else terms.push(word.word)
  }
  return { terms, tags, qualities, tagTerms: [...terms, ...tags.flatMap(({ text }) => text || [])] }
}

/** Whether the secret meets all conditions of a query; its plain words are not looked at. */
export function meetsSecretQuery(secret: Secret, { tags, qualities }: SecretQuery): boolean {
  return (
    tags.every((condition) => meetsTagCondition(secret.notes.tags, condition)) &&
    qualities.every((some) => some.length === 0 || some.some((quality) => hasQuality(secret, quality)))
  )
}

function hasQuality(secret: Secret, quality: SecretQuality): boolean {
  switch (quality) {
    case 'favourite':
      return secret.notes.isFavourite
    case 'default':
      return secret.isDefault
    case 'shared':
      return secret.sharedGroup !== null
    case 'unused':
      return isUnusedSecret(secret)
    default:
      return assertNever(quality)
  }
}
