// Lets callers who ask the same question at the same time share one answer (R37).

export interface SharedFlight<T> {
  /** The answer under way, or a new one. */
  readonly join: () => Promise<T>
  /** Callers from now on get an answer that is asked for after this moment. */
  readonly startAnew: () => void
}

/** Wraps a question that changes nothing. */
export function createSharedFlight<T>(ask: () => Promise<T>): SharedFlight<T> {
  let current: Promise<T> | null = null

  return {
    join: () => {
      if (current !== null) return current
      const flight = ask().finally(() => {
        if (current === flight) current = null
      })
      current = flight
      return flight
    },
    startAnew: () => {
      current = null
    },
  }
}
