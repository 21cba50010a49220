// Waits for something that is about to become true, with a deadline instead of a pause.

/** Calls `attempt` until it no longer throws; after the deadline its last error is thrown. */
export async function eventually<T>(attempt: () => T | Promise<T>, deadlineMs = 10_000): Promise<T> {
  const endsAt = performance.now() + deadlineMs
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (performance.now() > endsAt) throw error
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }
}
