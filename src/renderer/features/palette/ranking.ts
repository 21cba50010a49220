// Which lines come first: names that begin with what was typed, then words that do, then the rest.
import { foldText, matchesTerms, searchTerms } from '../../../shared/domain/search.ts'

/** Rows of one kind, and how they are searched. */
export interface Source<Hit> {
  readonly rows: Iterable<unknown>
  readonly find: (row: never) => Findable<Hit>
}

interface Findable<Hit> {
  /** Folded for comparison; its first characters are the name. */
  readonly text: string
  readonly nameLength: number
  /** Before others that were hit as well as it was. */
  readonly isFavourite?: boolean
  /** Behind all others: it has ended. */
  readonly isOver?: boolean
  /** Made only for the lines that are shown. */
  readonly make: () => Hit
}

export interface Ranked<Hit> {
  /** The best first. */
  readonly hits: readonly Hit[]
  /** How many were found, those that are not shown among them. */
  readonly count: number
}

const kinds = 4

/** Goes once over all rows, of which there may be ten thousand, and keeps no more than it may show. */
export function rank<Hit>(sources: readonly Source<Hit>[], query: string, limit: number): Ranked<Hit> {
  const terms = searchTerms(query)
  const whole = foldText(query.trim())
  const buckets = Array.from({ length: kinds * 4 }, (): Findable<Hit>[] => [])
  let count = 0
  for (const { rows, find } of sources) {
    for (const row of rows) {
      const found = find(row as never)
      if (!matchesTerms(found.text, terms)) continue
      count += 1
      const bucket = buckets[placeOf(found, whole, terms)]
      if (bucket !== undefined && bucket.length < limit) bucket.push(found)
    }
  }
  const best = buckets.flat().slice(0, limit)
  return { hits: best.map(({ make }) => make()), count }
}

function placeOf(found: Findable<unknown>, whole: string, terms: readonly string[]): number {
  const { isOver = false, isFavourite = false } = found
  return (Number(isOver) * kinds + hitKind(found, whole, terms)) * 2 + Number(!isFavourite)
}

function hitKind({ text, nameLength }: Findable<unknown>, whole: string, terms: readonly string[]): number {
  if (text.startsWith(whole)) return 0
  if (terms.every((term) => beginsWord(text, term, nameLength))) return 1
  return terms.every((term) => text.lastIndexOf(term, nameLength - term.length) !== -1) ? 2 : 3
}

/** Whether a word of the name begins with the term. */
function beginsWord(text: string, term: string, nameLength: number): boolean {
  for (let at = text.indexOf(term); at !== -1 && at < nameLength; at = text.indexOf(term, at + 1)) {
    if (at === 0 || !isLetterOrFigure(text.charAt(at - 1))) return true
  }
  return false
}

function isLetterOrFigure(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character)
}
