// A fixed number of slots that callers wait for in the order they came.

export interface Slots {
  /** Resolves with the function that frees the slot, or with null once `signal` has aborted. */
  readonly take: (signal: AbortSignal) => Promise<(() => void) | null>
}

/** Lets at most `count` callers run at a time. */
export function createSlots(count: number): Slots {
  let free = count
  const waiting: (() => void)[] = []

  function release(): void {
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next()
  }

  return {
    take: (signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve(null)
        if (free > 0) {
          free -= 1
          return resolve(release)
        }
        const leave = (): void => {
          waiting.splice(waiting.indexOf(enter), 1)
          resolve(null)
        }
        const enter = (): void => {
          signal.removeEventListener('abort', leave)
          resolve(release)
        }
        waiting.push(enter)
        signal.addEventListener('abort', leave, { once: true })
      }),
  }
}
