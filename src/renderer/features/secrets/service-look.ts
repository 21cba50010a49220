// How a service without its logo is told apart: two letters and a hue that stay the same.

/** The letters of a tile: of two words their initials, else the first two of the one. */
export function serviceLetters(name: string): string {
  const words = name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+/gu) ?? [name]
  const [first = '', second = ''] = words
  const two = second === '' ? first.slice(0, 2) : `${first.charAt(0)}${second.charAt(0).toUpperCase()}`
  return two.charAt(0).toUpperCase() + two.slice(1)
}

/** Degrees around the colour circle, the same for the same id everywhere and always. */
export function serviceHue(id: string): number {
  let hash = 0
  for (const letter of id) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 3600
  // The golden angle keeps neighbouring hashes apart.
  return Math.round((hash * 137.508) % 360)
}
