// What somebody types to find API keys: plain words, and words such as `tag:ci`, `is:frozen` and `model:llama`.
import { assertNever } from '../errors.ts'
import type { ApiKey } from './api-key.ts'
import { expiryState } from './expiry.ts'
import { foldText, isUnusedKey } from './search.ts'

/** What may stand behind `is:`. */
export const keyQualities = ['favourite', 'frozen', 'expiring', 'unused', 'limited'] as const
type KeyQuality = (typeof keyQualities)[number]

type Condition =
  /** An empty text means any tag; `isWhole`: the tag and not only its beginning. */
  | { readonly kind: 'tag'; readonly text: string; readonly isWhole: boolean }
  | { readonly kind: 'model'; readonly text: string }
  /** One of them is enough: while a word is typed it may still become several. */
  | { readonly kind: 'is'; readonly qualities: readonly KeyQuality[] }

export interface KeyQuery {
  /** Plain words, folded. */
  readonly terms: readonly string[]
  readonly conditions: readonly Condition[]
  /** What to mark in tags and in models: the plain words, and what stands behind `tag:` or `model:`. */
  readonly tagTerms: readonly string[]
  readonly modelTerms: readonly string[]
}

const word = /(?<prefix>tag|is|model):(?:"(?<quoted>[^"]*)"?|(?<value>\S*))|\S+/g

/** Reads a query. What begins with no known word, or says nothing known, is a plain word. */
export function readKeyQuery(query: string): KeyQuery {
  const terms: string[] = []
  const conditions: Condition[] = []
  for (const match of foldText(query).matchAll(word)) {
    const { prefix, quoted, value } = match.groups ?? {}
    const condition = conditionOf(prefix, quoted ?? value ?? '', quoted !== undefined)
    if (condition) conditions.push(condition)
    else terms.push(match[0])
  }
  const withTexts = (kind: 'tag' | 'model') => [
    ...terms,
    ...conditions.flatMap((condition) => (condition.kind === kind && condition.text ? condition.text : [])),
  ]
  return { terms, conditions, tagTerms: withTexts('tag'), modelTerms: withTexts('model') }
}

function conditionOf(prefix: string | undefined, text: string, isQuoted: boolean): Condition | null {
  switch (prefix) {
    case 'tag':
      return { kind: 'tag', text, isWhole: isQuoted && text !== '' }
    case 'model':
      return { kind: 'model', text }
    case 'is': {
      const qualities = keyQualities.filter((quality) => quality.startsWith(spelled(text)))
      return qualities.length === 0 ? null : { kind: 'is', qualities: text === '' ? [] : qualities }
    }
    default:
      return null
  }
}

/** The other way to spell it is taken as well. */
function spelled(text: string): string {
  return 'favorite'.startsWith(text) ? text.replace('favor', 'favour') : text
}

/** Whether the key meets all conditions of a query; its plain words are not looked at. `now` in epoch ms. */
export function meetsConditions(key: ApiKey, { conditions }: KeyQuery, now: number): boolean {
  return conditions.every((condition) => {
    switch (condition.kind) {
      case 'tag':
        return key.notes.tags.some((tag) => fitsTag(foldText(tag), condition))
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

function fitsTag(tag: string, { text, isWhole }: Extract<Condition, { kind: 'tag' }>): boolean {
  return isWhole ? tag === text : tag.startsWith(text)
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
