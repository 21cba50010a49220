// How far the service's clock is from this computer's, without the jitter of a header that tells whole seconds.

/** A `Date` header leaves out up to a second, and an answer is under way for a while. */
const jitterMs = 5000

/**
 * The skew known so far where the measured one (ms, server minus this computer) agrees with it, else the measured
 * one. Times by the service's clock then go on in the order in which they were taken: two readings within a second
 * would else now and then change places.
 */
export function steadySkew(known: number, measured: number): number {
  return measured <= known && known - measured < jitterMs ? known : measured
}
