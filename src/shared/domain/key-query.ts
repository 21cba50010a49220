// What somebody types to find API keys: plain words, and words such as `tag:ci`, `is:frozen` and `model:llama`.
import { assertNever } from '../errors.ts'
import type { ApiKey } from './api-key.ts'
import { expiryState } from './expiry.ts'
import {
  meetsTagCondition,
  type QueryWord,
  readQualities,
  readQueryWords,
  readTagCondition,
  type TagCondition,
} from './query-words.ts'
import { foldText, isUnusedKey } from './search.ts'

/** What may stand behind `is:`. */
export const keyQualities = ['favourite', 'frozen', 'expiring', 'unused', 'limited'] as const
type KeyQuality = (typeof keyQualities)[number]

type Condition =
  | ({ readonly kind: 'tag' } & TagCondition)
  | { readonly kind: 'model'; readonly text: string }
  /** One of them is enough. */
  | { readonly kind: 'is'; readonly qualities: readonly KeyQuality[] }

export interface KeyQuery {
  /** Plain words, folded. */
  readonly terms: readonly string[]
  readonly conditions: readonly Condition[]
  /** What to mark in tags and in models: the plain words, and what stands behind `tag:` or `model:`. */
  readonly tagTerms: readonly string[]
  readonly modelTerms: readonly string[]
}

const prefixes = ['tag', 'is', 'model'] as const

/** Reads a query. What begins with no known word, or says nothing known, is a plain word. */
export function readKeyQuery(query: string): KeyQuery {
  const terms: string[] = []
  const conditions: Condition[] = []
  for (const word of readQueryWords(query, prefixes)) {
    const condition = conditionOf(word)
    if (condition) conditions.push(condition)
    else terms.push(word.word)
  }
  const withTexts = (kind: 'tag' | 'model') => [
    ...terms,
    ...conditions.flatMap((condition) => (condition.kind === kind && condition.text ? condition.text : [])),
  ]
  return { terms, conditions, tagTerms: withTexts('tag'), modelTerms: withTexts('model') }
}

function conditionOf(word: QueryWord<(typeof prefixes)[number]>): Condition | null {
  const { prefix, text } = word
  switch (prefix) {
    case 'tag':
      return { kind: 'tag', ...readTagCondition(word) }
    case 'model':
      return { kind: 'model', text }
    case 'is': {
      const qualities = readQualities(text, keyQualities)
      return qualities && { kind: 'is', qualities }
    }
    case null:
      return null
    default:
      return assertNever(prefix)
  }
}

/** Whether the key meets all conditions of a query; its plain words are not looked at. `now` in epoch ms. */
export function meetsConditions(key: ApiKey, { conditions }: KeyQuery, now: number): boolean {
  return conditions.every((condition) => {
    switch (condition.kind) {
      case 'tag':
        return meetsTagCondition(key.notes.tags, condition)
      case 'model':
        return (
          key.access.kind === 'only' &&
          key.access.models.some((model) => foldText(model).includes(condition.text))
        )
      case 'is':
        return (
          condition.qualities.length === 0 ||
          condition.qualities.some((quality) => hasQuality(key, quality, now))
        )
      default:
        return assertNever(condition)
    }
  })
}

function hasQuality(key: ApiKey, quality: KeyQuality, now: number): boolean {
  switch (quality) {
    case 'favourite':
      return key.notes.isFavourite
    case 'frozen':
      return key.frozen !== null
    case 'expiring':
      return ['soon', 'urgent'].includes(expiryState(key.expiresAt, now))
    case 'unused':
      return isUnusedKey(key)
    case 'limited':
      return (key.frozen ? key.frozen.limit : key.creditLimit) !== null
    default:
      return assertNever(quality)
  }
}
