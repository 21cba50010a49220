// How many lines a search left, in words.

const counted = new Intl.NumberFormat('en')

/** "3 hits", "12,345 hits, the first 50 shown". */
export function foundWords(count: number, shownAtMost: number): string {
  const hits = `${counted.format(count)} ${count === 1 ? 'hit' : 'hits'}`
  return count > shownAtMost ? `${hits}, the first ${shownAtMost} shown` : hits
}
