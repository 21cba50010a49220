// The entries of the history as the view shows them: page by page, the newest first, and always up to date.
import { useEffect, useRef, useState } from 'react'
import type { Activity, ActivityQuery } from '../../../shared/domain/activity.ts'
import type { AppError } from '../../../shared/errors.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'

interface Pages {
  /** The query that they are of, as text; null before the first answer. */
  readonly of: string | null
  readonly entries: readonly Activity[]
  /** The id to go on before; null on the last page. */
  readonly next: number | null
  readonly problem: AppError | null
}

export interface HistoryPages extends Omit<Pages, 'of'> {
  /** Nothing is known yet of what is asked for now. */
  readonly isLoading: boolean
  readonly isLoadingMore: boolean
  readonly loadMore: () => void
  readonly retry: () => void
}

const pageSize = 100
/** Typing rests so long before main is asked. */
const restMs = 120
const nothing: Pages = { of: null, entries: [], next: null, problem: null }

export function useHistory(query: ActivityQuery): HistoryPages {
  const [pages, setPages] = useState(nothing)
  const [attempt, setAttempt] = useState(0)
  const [isLoadingMore, setLoadingMore] = useState(false)
  const activityCount = useSnapshot((snapshot) => snapshot.activityCount)
  const of = JSON.stringify(query)
  const wanted = useRef(of)
  wanted.current = of

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new entry and a new try count, and `of` is the query
  useEffect(() => {
    let isOver = false
    const read = async () => {
      const answer = await commands.history.read({ query, beforeId: null, limit: pageSize })
      if (isOver) return
      setPages((known) =>
        answer.ok ? withNewest(known, of, answer.value) : { ...ofSame(known, of), problem: answer.error },
      )
    }
    const timer = setTimeout(() => void read(), restMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [of, activityCount, attempt])

  const loadMore = async () => {
    const { next } = pages
    if (next === null || isLoadingMore || pages.of !== of) return
    setLoadingMore(true)
    const answer = await commands.history.read({ query, beforeId: next, limit: pageSize })
    setLoadingMore(false)
    if (wanted.current !== of) return
    setPages((known) => {
      if (known.of !== of || known.next !== next) return known
      if (!answer.ok) return { ...known, problem: answer.error }
      const { entries, next: further } = answer.value
      return { ...known, entries: [...known.entries, ...entries], next: further, problem: null }
    })
  }

  const shown = pages.of === of ? pages : { ...nothing, entries: pages.entries }
  return {
    entries: shown.entries,
    next: shown.next,
    problem: shown.problem,
    isLoading: pages.of !== of,
    isLoadingMore,
    loadMore: () => void loadMore(),
    retry: () => setAttempt((count) => count + 1),
  }
}

function ofSame(known: Pages, of: string): Pages {
  return known.of === of ? known : { ...nothing, of }
}

/** New entries come on top of those that are there; where there may be a gap between them, all begins anew. */
function withNewest(
  known: Pages,
  of: string,
  { entries, next }: { readonly entries: readonly Activity[]; readonly next: number | null },
): Pages {
  const newest = known.of === of ? known.entries[0]?.id : undefined
  const fresh = newest === undefined ? entries : entries.filter(({ id }) => id > newest)
  const hasGap = fresh.length === entries.length && next !== null
  if (newest === undefined || hasGap) return { of, entries, next, problem: null }
  return { ...known, entries: [...fresh, ...known.entries], problem: null }
}
