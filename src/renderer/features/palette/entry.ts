// One line of the palette: what it shows, and what choosing it does.
import type { LucideIcon } from 'lucide-react'

/** What has actions of its own, shown as a second list. */
export interface Subject {
  readonly kind: 'key' | 'secret'
  readonly id: string
}

type Choice =
  | { readonly kind: 'open'; readonly subject: Subject }
  | { readonly kind: 'run'; readonly run: () => void }

export interface Entry {
  /** Tells it from every other line of its list. */
  readonly id: string
  /** Safe to look at. */
  readonly title: string
  readonly icon: LucideIcon
  /** Stands behind the title, quieter: an identifier or a tool. */
  readonly detail?: string
  /** At the right end: what kind of thing it is, or what comes of choosing it. */
  readonly aside?: string
  /** The keys that do the same without the palette; `Mod` is Ctrl, or ⌘ on a Mac. */
  readonly keys?: readonly string[]
  /** The group it stands in, where the list has groups. */
  readonly heading?: string
  readonly tone?: 'danger'
  /** Why it cannot be chosen now. */
  readonly reason?: string | null
  readonly choice: Choice
}

export function subjectId({ kind, id }: Subject): string {
  return `${kind}:${id}`
}
