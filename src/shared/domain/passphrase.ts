// What a passphrase must be, and a plain estimate of how hard it is to guess.
import * as z from 'zod'

export const minPassphraseLength = 8
export const maxPassphraseLength = 1024

/** One that was set before; its rules may have been others then. */
export const passphraseSchema = z.string().min(1).max(maxPassphraseLength)

/** One that is to be set. */
export const newPassphraseSchema = passphraseSchema.refine(isLongEnough, {
  message: `A passphrase has at least ${minPassphraseLength} characters.`,
})

/** How hard it is to guess for somebody who has a copy of the files and a good computer. */
export type PassphraseStrength = 'tooShort' | 'weak' | 'fair' | 'strong'

/**
 * The form in which a passphrase is used: what two keyboards write differently and a person sees as the same
 * must open the same.
 */
export function normalPassphrase(text: string): string {
  return text.normalize('NFKC')
}

/** Errs on the low side: what follows a pattern counts for little. */
export function passphraseStrength(text: string): PassphraseStrength {
  const normal = normalPassphrase(text)
  if (!isLongEnough(normal)) return 'tooShort'
  const bits = Math.min(bitsByCharacters(normal), bitsByWords(normal))
  if (bits < 36) return 'weak'
  return bits < 52 ? 'fair' : 'strong'
}

function isLongEnough(text: string): boolean {
  return [...normalPassphrase(text)].length >= minPassphraseLength
}

/** The rows of a keyboard, and the orders that everybody knows. */
const knownRows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertz',
]
const knownWords =
  /pass(word|wort|phrase)?|letmein|welcome|admin|secret|iloveyou|monkey|dragon|master|login|latchkey/gi

/** Each character that does not follow from the one before, by the size of the alphabet in use. */
function bitsByCharacters(text: string): number {
  const characters = [...text.replace(knownWords, 'x').toLowerCase()]
  const surprising = characters.filter(
    (character, index) => index === 0 || !follows(characters[index - 1] ?? '', character),
  )
  const distinct = new Set(surprising).size
  return Math.min(surprising.length, distinct * 2) * Math.log2(alphabetSize(text))
}

function follows(before: string, character: string): boolean {
  return (
    before === character ||
    knownRows.some((row) => row.includes(before + character) || row.includes(character + before))
  )
}

const kinds: readonly (readonly [RegExp, number])[] = [
  [/\p{Ll}/u, 26],
  [/\p{Lu}/u, 26],
  [/\d/, 10],
  [/[^\p{L}\d]/u, 20],
]

function alphabetSize(text: string): number {
  return Math.max(
    10,
    kinds.reduce((size, [kind, count]) => size + (kind.test(text) ? count : 0), 0),
  )
}

/** Several words are guessed word by word, whatever their length; a single one is no sequence of words. */
function bitsByWords(text: string): number {
  const words = text.toLowerCase().match(/\p{L}{3,}/gu) ?? []
  if (words.length < 2) return Number.POSITIVE_INFINITY
  const others = text.replace(/\p{L}{3,}/gu, '').replace(/(.)\1+/gu, '$1').length
  return new Set(words).size * 12 + Math.min(others, 12) * 2
}
