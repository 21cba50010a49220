// Text from the service, safe to look at, with the letters that a search hit marked.
import { markHits } from '../../../shared/domain/search.ts'

interface MarkedTextProps {
  /** Already made visible. */
  readonly text: string
  readonly terms: readonly string[]
}

export function MarkedText({ text, terms }: MarkedTextProps) {
  if (terms.length === 0) return text
  let at = 0
  return markHits(text, terms).map((part) => {
    const key = at
    at += part.text.length
    return part.isHit ? <mark key={key}>{part.text}</mark> : part.text
  })
}
