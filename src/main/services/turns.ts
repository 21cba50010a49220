// Runs pieces of work one after the other, for what may not be mixed.

export type InTurn = <T>(work: () => Promise<T>) => Promise<T>

/** Each piece starts when the one before has ended, well or badly. */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = last.then(work)
    last = result.catch(() => {})
    return result
  }
}
