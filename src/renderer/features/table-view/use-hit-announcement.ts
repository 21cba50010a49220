// Tells screen readers how many rows a search left, once the typing rests.
import { useEffect } from 'react'
import { announce } from '../../state/ui-state.ts'

const restMs = 600

/** `found` is read out whenever it changes while something is searched for: "3 keys found". */
export function useHitAnnouncement(found: string, query: string): void {
  useEffect(() => {
    if (!query.trim()) return
    const timer = setTimeout(() => announce(found), restMs)
    return () => clearTimeout(timer)
  }, [found, query])
}
