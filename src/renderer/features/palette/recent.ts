// What was chosen in the palette lately: kept for as long as the page lives, and by its id alone.
import { create } from 'zustand'

const maxRecent = 6

export const useRecent = create<{ readonly ids: readonly string[] }>(() => ({ ids: [] }))

/** `id` is that of an entry. */
export function noteRecent(id: string): void {
  useRecent.setState(({ ids }) => ({ ids: [id, ...ids.filter((other) => other !== id)].slice(0, maxRecent) }))
}
