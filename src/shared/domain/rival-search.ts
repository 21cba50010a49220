// Finds the wildcards that share tools with another pattern, without comparing each with each.
import { coversTools, endsOf } from './integrations.ts'

/** As many wildcards are found for one pattern; more would help nobody, and could be thousands. */
export const maxRivals = 100

/**
 * Creates the search among `wildcards`, which are all different: for a tool's name it finds those that cover
 * it, for a wildcard those that share tools with it and are not narrower. So each pair is found once.
 */
export function createRivalSearch(wildcards: readonly string[]): (tool: string) => readonly string[] {
  // First by what they begin with, then by what they end with: wildcards share tools where both agree.
  const byStart = Map.groupBy(wildcards, (wildcard) => endsOf(wildcard).start)
  const starts = createTextSearch([...byStart.keys()])
  const endings = new Map([...byStart].map(([start, alike]) => [start, createEndingSearch(alike)]))

  function* candidates(tool: string): Generator<string> {
    const isWildcard = tool.includes('*')
    const own = isWildcard ? endsOf(tool) : { start: tool, end: tool }
    const end = reversed(own.end)
    for (const start of starts.beginningsOf(own.start)) {
      const ending = endings.get(start)
      if (ending === undefined) continue
      if (!isWildcard) yield* ending.endingsOf(end)
      else if (start === own.start) {
        // These find each other: only the narrower one may.
        for (const wildcard of ending.endingsOf(end)) if (isNarrower(tool, wildcard)) yield wildcard
      } else {
        yield* ending.endingsOf(end)
        yield* ending.endingWith(end)
      }
    }
  }

  return (tool) => {
    const isWildcard = tool.includes('*')
    const rivals: string[] = []
    for (const wildcard of candidates(tool)) {
      if (!isWildcard && !coversTools(wildcard, tool)) continue
      rivals.push(wildcard)
      if (rivals.length === maxRivals) break
    }
    return rivals
  }
}

/** Of two wildcards with one beginning, of which `a` ends with all that `b` ends with. */
function isNarrower(a: string, b: string): boolean {
  const [aEnd, bEnd] = [endsOf(a).end.length, endsOf(b).end.length]
  if (aEnd !== bEnd) return aEnd > bEnd
  // Whatever covers another has no more letters than it, and of as many more stars between them.
  const [aLetters, bLetters] = [countLetters(a), countLetters(b)]
  if (aLetters !== bLetters) return aLetters > bLetters
  return a.length < b.length || (a.length === b.length && a > b)
}

function countLetters(wildcard: string): number {
  return wildcard.replaceAll('*', '').length
}

/** Finds wildcards by their ends, which are given reversed. */
function createEndingSearch(wildcards: readonly string[]) {
  const byEnd = Map.groupBy(wildcards, (wildcard) => reversed(endsOf(wildcard).end))
  const ends = createTextSearch([...byEnd.keys()])
  return {
    /** Those whose end the text ends with. */
    *endingsOf(text: string): Generator<string> {
      for (const end of ends.beginningsOf(text)) yield* byEnd.get(end) ?? []
    },
    /** Those whose end is longer and ends with the text. */
    *endingWith(text: string): Generator<string> {
      for (const end of ends.continuationsOf(text)) yield* byEnd.get(end) ?? []
    },
  }
}

function reversed(text: string): string {
  return text.split('').reverse().join('')
}

/** Finds texts that begin each other among different ones. */
function createTextSearch(texts: readonly string[]) {
  const sorted = [...texts].sort()
  /** The place of the longest other text that each begins with; -1 where there is none. */
  const parents: number[] = []
  for (const [index, text] of sorted.entries()) {
    // Whatever stands between a text and one that begins with it begins with it too.
    let parent = index - 1
    while (parent >= 0 && !text.startsWith(sorted[parent] ?? '')) parent = parents[parent] ?? -1
    parents.push(parent)
  }
  return {
    /** Those that `text` begins with, itself among them, the longest first. */
    *beginningsOf(text: string): Generator<string> {
      let at = countUpTo(sorted, text) - 1
      while (at >= 0 && !text.startsWith(sorted[at] ?? '')) at = parents[at] ?? -1
      for (; at >= 0; at = parents[at] ?? -1) yield sorted[at] ?? ''
    },
    /** Those that are longer than `text` and begin with it. */
    *continuationsOf(text: string): Generator<string> {
      for (let at = countUpTo(sorted, text); sorted[at]?.startsWith(text); at += 1) yield sorted[at] ?? ''
    },
  }
}

/** How many of the sorted texts do not come after `text`. */
function countUpTo(sorted: readonly string[], text: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? '') <= text) low = middle + 1
    else high = middle
  }
  return low
}
