// Runs a piece of a test as a computer in another time zone would.

/** Gives what `work` gives; the zone of before is back afterwards. Only for what does not wait. */
export function inTimeZone<T>(zone: string, work: () => T): T {
  const { TZ } = process.env
  process.env.TZ = zone
  try {
    return work()
  } finally {
    if (TZ === undefined) delete process.env.TZ
    else process.env.TZ = TZ
  }
}
