// How the words of a search are told apart: plain ones, and those with a meaning such as `tag:ci` and `is:default`.
import { foldText } from './search.ts'

export interface QueryWord<Prefix extends string> {
  /** As typed, folded. */
  readonly word: string
  /** What stands before the colon; null for a plain word. */
  readonly prefix: Prefix | null
  /** What stands behind it, without its quotes. */
  readonly text: string
  readonly isQuoted: boolean
}

/** The words of a query in their order. One with another prefix than the given ones is plain. */
export function readQueryWords<Prefix extends string>(
  query: string,
  prefixes: readonly Prefix[],
): readonly QueryWord<Prefix>[] {
  const words = new RegExp(
    `(?<prefix>${prefixes.join('|')}):(?:"(?<quoted>[^"]*)"?|(?<value>\\S*))|\\S+`,
    'g',
  )
  return [...foldText(query).matchAll(words)].map((match) => {
    const { prefix, quoted, value } = match.groups ?? {}
    return {
      word: match[0],
      prefix: prefixes.find((known) => known === prefix) ?? null,
      text: quoted ?? value ?? '',
      isQuoted: quoted !== undefined,
    }
  })
}

/** What `tag:` asks for: an empty text means any tag; `isWhole`: the tag and not only its beginning. */
export interface TagCondition {
  readonly text: string
  readonly isWhole: boolean
}

export function readTagCondition({
  text,
  isQuoted,
}: Omit<QueryWord<string>, 'word' | 'prefix'>): TagCondition {
  return { text, isWhole: isQuoted && text !== '' }
}

export function meetsTagCondition(tags: readonly string[], { text, isWhole }: TagCondition): boolean {
  return tags.some((tag) => (isWhole ? foldText(tag) === text : foldText(tag).startsWith(text)))
}

/**
 * What may be meant behind `is:`, of which one is enough: while a word is typed it may still become several. None
 * where nothing is typed yet, which asks for nothing; null where it is no such word.
 */
export function readQualities<Quality extends string>(
  text: string,
  known: readonly Quality[],
): readonly Quality[] | null {
  const qualities = known.filter((quality) => quality.startsWith(spelled(text)))
  if (qualities.length === 0) return null
  return text === '' ? [] : qualities
}

/** The other way to spell it is taken as well. */
function spelled(text: string): string {
  return 'favorite'.startsWith(text) ? text.replace('favor', 'favour') : text
}
