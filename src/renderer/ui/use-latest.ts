// A callback that keeps its identity and always runs its newest body.
import { useCallback, useLayoutEffect, useRef } from 'react'

/** For handlers passed to memoized children; never call the result while rendering. */
export function useLatest<A extends readonly unknown[], R>(callback: (...args: A) => R): (...args: A) => R {
  const latest = useRef(callback)
  useLayoutEffect(() => {
    latest.current = callback
  })
  return useCallback((...args: A) => latest.current(...args), [])
}
