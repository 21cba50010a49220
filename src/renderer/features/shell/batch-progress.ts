// How far a confirmed batch has come: what is still open, and what did not end well, in the words of its notice.

interface Outcome {
  readonly outcome: string
}

export function batchProgress<O extends Outcome>(
  outcomes: readonly O[],
): { readonly openCount: number; readonly unsettled: readonly O[] } {
  const is = (...names: readonly O['outcome'][]) => outcomes.filter(({ outcome }) => names.includes(outcome))
  return { openCount: is('waiting', 'running').length, unsettled: is('failed', 'unconfirmed') }
}

interface UnsettledWords {
  /** Begins the title: "“billing-bot”", "3 keys". */
  readonly subject: string
  /** What was wanted, as a participle: "revoked". */
  readonly done: string
  /** What is true where it failed: "It still works." */
  readonly still: string
  /** What may be true where the answer was lost. */
  readonly mayBe: string
}

/** A refusal is known, a lost answer is not: only the second leaves anything uncertain. */
export function unsettledWords(
  unsettled: readonly Outcome[],
  { subject, done, still, mayBe }: UnsettledWords,
): { readonly title: string; readonly body: string } {
  const lost = unsettled.filter(({ outcome }) => outcome === 'unconfirmed').length
  const isOne = unsettled.length === 1
  if (lost === 0) return { title: `${subject} ${isOne ? 'was' : 'were'} not ${done}`, body: still }
  if (lost < unsettled.length) {
    const failed = unsettled.length - lost
    return { title: `${subject}: ${failed} not ${done}, ${lost} not confirmed`, body: still }
  }
  return { title: `${subject} ${isOne ? 'is' : 'are'} not confirmed as ${done}`, body: mayBe }
}
