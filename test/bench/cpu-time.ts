// Measures what work costs this thread, whatever else the computer is doing.

/** CPU time of one run, ms. */
export function cpuMsOf(work: () => void): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

export interface TurnMeter {
  /** Ends the measurement; the longest time, in ms of CPU, between two turns of the event loop. */
  readonly stop: () => number
}

/** Watches the turns of the event loop from now on. */
export function measureTurns(): TurnMeter {
  let longest = 0
  let last = process.threadCpuUsage()
  let isStopped = false
  const look = () => {
    const { user, system } = process.threadCpuUsage(last)
    longest = Math.max(longest, (user + system) / 1000)
    last = process.threadCpuUsage()
    if (!isStopped) setImmediate(look)
  }
  setImmediate(look)
  return {
    stop: () => {
      isStopped = true
      return longest
    },
  }
}
