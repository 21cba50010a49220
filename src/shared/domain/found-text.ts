// Takes a pasted text apart: what in it may be a credential, and which shortened forms that fits.
import { maskParts } from './secret.ts'

/** Most texts that are compared; those that look most like a credential come first. */
const maxTokens = 200
/** Shorter texts are found in every log, so only one that was pasted alone is looked at. */
const minLength = 8
const maxLength = 4096

export interface Token {
  readonly text: string
  /** Nobody writes such a text by hand: it looks like a credential. */
  readonly isCredentialLike: boolean
}

/**
 * The texts in `text` that may be a value, each once: between quotes, behind `NAME=` and `Bearer`, in addresses,
 * JSON and lists, and those that a terminal or a mail has broken over lines.
 */
export function tokensIn(text: string): readonly Token[] {
  const found = new Map<string, Token>()
  const add = (candidate: string) => {
    const isLongEnough = candidate.length >= minLength || candidate === text.trim()
    if (!isLongEnough || candidate.length > maxLength || found.has(candidate)) return
    found.set(candidate, { text: candidate, isCredentialLike: looksLikeCredential(candidate) })
  }
  const takeApart = (part: string) => {
    for (const piece of part.split(/[\s"'`<>()[\]{}|,;\\]+/u)) for (const form of formsOf(piece)) add(form)
  }

  add(text.trim())
  const lines = text.split(/\r?\n/).map(stripQuoteMarks)
  for (const line of lines) {
    add(line.trim())
    takeApart(line)
  }
  // Behind the others: what was joined by guess is looked at where there is room for it.
  for (const run of joinedLines(lines)) takeApart(run)
  return [...found.values()].sort(byPromise).slice(0, maxTokens)
}

/** Mail programs put `>` before what they quote. */
function stripQuoteMarks(line: string): string {
  return line.replace(/^(?:[ \t]*>)+ ?/, '')
}

function byPromise(a: Token, b: Token): number {
  return Number(b.isCredentialLike) - Number(a.isCredentialLike) || b.text.length - a.text.length
}

/** Lines that were one before they were wrapped: all of the same width but the last, or ended by a backslash. */
function joinedLines(lines: readonly string[]): readonly string[] {
  const runs: string[] = []
  let run = ''
  let width = 0
  let count = 0
  for (const line of lines) {
    const part = line.trim()
    const isContinued = count > 0 && /[\w.+/=\\-]$/.test(run) && /^[\w.+/=-]/.test(part)
    if (isContinued) run = run.replace(/\\$/, '') + part
    if (!isContinued) {
      run = part
      count = 0
    }
    count += 1
    width = count === 1 ? part.length : width
    const goesOn = part.endsWith('\\') || (part.length === width && width >= 20)
    if (goesOn) continue
    if (count > 1) runs.push(run)
    count = 0
  }
  if (count > 1) runs.push(run)
  return runs
}

/** A piece without what stands around a value: punctuation, a name before `=`, the parts of an address. */
function formsOf(piece: string, depth = 0): readonly string[] {
  if (piece === '' || depth > 3) return []
  const bare = piece.replace(/^[^\w]+/, '').replace(/[^\w=+/-]+$/, '')
  const assigned = /^[\w.$@-]{1,80}?(?:=|:(?!\/\/))(.+)$/s.exec(bare)?.[1]
  const isAddress = /:\/\/|[?&@]/.test(piece)
  const parts = isAddress ? piece.split(/[/?&#@:=]+/) : []
  const decoded = piece.includes('%') ? decodePercent(piece) : piece
  return [
    piece,
    bare,
    ...(assigned === undefined ? [] : formsOf(assigned, depth + 1)),
    ...parts.flatMap((part) => (part === piece ? [] : formsOf(part, depth + 1))),
    ...(decoded === piece ? [] : formsOf(decoded, depth + 1)),
  ]
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const keyForm = /^[A-Za-z][\w-]{0,20}?-v\d+-[\w.-]{16,}$/
const vendorForm =
  /^(?:sk|pk|rk|gh[pousr]|github_pat|glpat|xox[a-z]|lin_api|tvly|AKIA|AIza|ya29|npm|hf|dop_v1|shpat|SG)[-_.]?[\w.-]{16,}$/
const jsonWebToken = /^eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}$/
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Names of commits and files' sums are no secrets. */
const hexSum = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i

function looksLikeCredential(text: string): boolean {
  if (text.length < 24 || text.length > 2048) return false
  if (keyForm.test(text) || vendorForm.test(text) || jsonWebToken.test(text)) return true
  if (!/^[\w-]{24,}={0,2}$/.test(text) || uuid.test(text) || hexSum.test(text)) return false
  return /\d/.test(text) && /[A-Za-z]/.test(text) && bitsPerCharacter(text) >= 3.6
}

/** How little of a text could be guessed from the rest of it; words of a language stay below 3.5. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}

/** The two ends of a value that a shortened form shows, such as `acme-v2-eyJh...c0eQ` or `lin_****Ab3d`. */
interface ShownEnds {
  readonly start: string
  readonly end: string
}

/** So many characters at each end, and together, tell one value from another; fewer fit any text. */
const minEnd = 3
const minShown = 8
/** What is hidden between the ends has at least this length, or little is hidden. */
const minHidden = 8

/** The ends that a shortened form shows; null where they are too short to say which value it is. */
function shownEnds(display: string): ShownEnds | null {
  const parts = maskParts(display)
  const start = parts[0] ?? ''
  const end = parts.at(-1) ?? ''
  if (parts.length < 2 || end.length < minEnd || start.length + end.length < minShown) return null
  return { start, end }
}

/** Finds what a text may be by its shortened form, without looking at every one of ten thousand. */
export interface ShownIndex {
  readonly add: (id: string, display: string) => void
  /** The ids whose shortened form fits the text, or is the text. */
  readonly idsFor: (text: string) => readonly string[]
}

export function createShownIndex(): ShownIndex {
  const byEnd = new Map<
    string,
    { readonly id: string; readonly ends: ShownEnds; readonly display: string }[]
  >()
  const place = (text: string) => text.slice(-minEnd)
  return {
    add: (id, display) => {
      const ends = shownEnds(display)
      if (ends === null) return
      const entry = { id, ends, display: display.trim() }
      const others = byEnd.get(place(ends.end))
      if (others === undefined) byEnd.set(place(ends.end), [entry])
      else others.push(entry)
    },
    idsFor: (text) =>
      (byEnd.get(place(text)) ?? []).flatMap(({ id, ends, display }) => {
        const isHidden = text.length >= ends.start.length + ends.end.length + minHidden
        const fits = isHidden && text.startsWith(ends.start) && text.endsWith(ends.end)
        return fits || text === display ? [id] : []
      }),
  }
}
