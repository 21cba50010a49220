// How far a confirmed batch has come: what is still open, and what ended without being confirmed.

interface Outcome {
  readonly outcome: string
}

export function batchProgress<O extends Outcome>(
  outcomes: readonly O[],
): { readonly openCount: number; readonly unsettled: readonly O[] } {
  const is = (...names: readonly O['outcome'][]) => outcomes.filter(({ outcome }) => names.includes(outcome))
  return { openCount: is('waiting', 'running').length, unsettled: is('failed', 'unconfirmed') }
}
