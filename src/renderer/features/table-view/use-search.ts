// The search of a section as its table follows it: a frame behind the typing where drawing takes longer.
import { useDeferredValue, useMemo } from 'react'
import { searchTerms } from '../../../shared/domain/search.ts'
import { type Section, useUiState } from '../../state/ui-state.ts'

export interface TableSearch {
  /** As typed; `deferredQuery` is what the rows on screen were searched for. */
  readonly query: string
  readonly deferredQuery: string
  /** The words of `deferredQuery`, folded; the same array until it changes. */
  readonly terms: readonly string[]
}

export function useSearch(section: Section): TableSearch {
  const query = useUiState((state) => state.tables[section].query)
  const deferredQuery = useDeferredValue(query)
  const terms = useMemo(() => searchTerms(deferredQuery), [deferredQuery])
  return { query, deferredQuery, terms }
}
