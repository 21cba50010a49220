// The short marks by which a key whose creation was interrupted is found again (R38).
import { randomInt } from 'node:crypto'

const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

export interface CreationTags {
  /** Makes names that end in this tag be shown without it. */
  readonly know: (tag: string) => void
  readonly forget: (tag: string) => void
  /** The name without the tag of a creation that this app knows; other brackets are left alone. */
  readonly untagged: (name: string) => string
}

/** Creates the set of tags in use, empty at first. */
export function createCreationTags(): CreationTags {
  const known = new Set<string>()
  return {
    know: (tag) => known.add(tag),
    forget: (tag) => known.delete(tag),
    untagged: (name) => {
      const match = tagAtEnd.exec(name)
      return match?.[1] !== undefined && known.has(match[1]) ? name.slice(0, match.index) : name
    },
  }
}

const tagAtEnd = / \[(lk-[a-z0-9]{6})\]$/

/** A new tag, `lk-xxxxxx`. */
export function makeTag(): string {
  return `lk-${Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('')}`
}

/** The description that is sent: the name with its tag. */
export function withTag(name: string, tag: string): string {
  return `${name} [${tag}]`
}

export function hasTag(description: string, tag: string): boolean {
  return description.endsWith(` [${tag}]`)
}
