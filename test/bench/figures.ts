// How a benchmark repeats, summarises and prints: medians over interleaved runs, and ratios within one run.

export interface Spread {
  readonly min: number
  readonly median: number
  readonly max: number
}

/** Smallest, middle and largest of some measurements. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  return { min: sorted[0] ?? 0, median: sorted[sorted.length >> 1] ?? 0, max: sorted.at(-1) ?? 0 }
}

/**
 * Measures two things in turn, A B A B ..., so that a machine that slows down slows both. The first pair
 * warms up and is not counted. Each function gives milliseconds.
 */
export async function pairs(
  rounds: number,
  subject: () => number | Promise<number>,
  baseline: () => number | Promise<number>,
): Promise<{ subject: Spread; baseline: Spread; ratio: Spread }> {
  const measured: { subject: number; baseline: number }[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const pair = { subject: await subject(), baseline: await baseline() }
    if (round > 0) measured.push(pair)
  }
  return {
    subject: spread(measured.map((pair) => pair.subject)),
    baseline: spread(measured.map((pair) => pair.baseline)),
    ratio: spread(measured.map((pair) => pair.subject / pair.baseline)),
  }
}

/** Runs `work` and gives the milliseconds it took. */
export async function timed(work: () => unknown): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

/** Prints one line: the ratio first, since absolute times say more about the machine than about the program. */
export function printRatio(
  name: string,
  figures: { subject: Spread; baseline: Spread; ratio: Spread },
  baselineName: string,
): void {
  const { subject, baseline, ratio } = figures
  console.log(
    `${name}: ${ratio.median.toFixed(2)} x ${baselineName} ` +
      `(${ratio.min.toFixed(2)} to ${ratio.max.toFixed(2)}; ` +
      `${subject.median.toFixed(1)} ms against ${baseline.median.toFixed(1)} ms)`,
  )
}
