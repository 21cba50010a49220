// Counts the turns of the event loop that other work gets, and how much is done between two of them.

export interface TurnWatch {
  /** Notes so much work done in the present turn. */
  readonly note: (amount: number) => void
  /** Ends the watch: the turns so far, and the most work that was noted within one. */
  readonly stop: () => { readonly turns: number; readonly most: number }
}

/** Watches from now on. What it counts is the same on a slow machine and on a fast one. */
export function watchTurns(): TurnWatch {
  let turns = 0
  let inThisTurn = 0
  let most = 0
  let isStopped = false
  const look = () => {
    if (isStopped) return
    turns += 1
    inThisTurn = 0
    setImmediate(look)
  }
  setImmediate(look)
  return {
    note: (amount) => {
      inThisTurn += amount
      most = Math.max(most, inThisTurn)
    },
    stop: () => {
      isStopped = true
      return { turns, most }
    },
  }
}
