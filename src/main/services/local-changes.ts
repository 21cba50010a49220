// Keeps a list that was read before a change of ours from undoing that change on screen (R41).

export interface LocalChanges {
  /** Rises with each change; note it when a list is about to be read. */
  readonly generation: () => number
  /** Rises it by hand, for what has no key yet. */
  readonly advance: () => number
  /** A change of this key begins; call the returned function when its result is in the state. */
  readonly begin: (keyId: string) => () => void
  /** Whether a list read at `generation` may speak about this key. */
  readonly isSettled: (keyId: string, generation: number) => boolean
  /** Notes that a revocation was sent, so that a later absence is known to be our doing. */
  readonly noteRevokeAsked: (keyId: string) => void
  /** The service has refused, or did not know the key: an absence is not our doing. */
  readonly forgetRevokeAsked: (keyId: string) => void
  readonly wasRevokeAsked: (keyId: string) => boolean
}

/** Creates the record of changes under way and done, empty at first. */
export function createLocalChanges(): LocalChanges {
  let generation = 0
  const underWay = new Map<string, number>()
  const changedAt = new Map<string, number>()
  const revokeAsked = new Set<string>()

  return {
    generation: () => generation,
    advance: () => {
      generation += 1
      return generation
    },
    begin: (keyId) => {
      underWay.set(keyId, (underWay.get(keyId) ?? 0) + 1)
      return () => {
        generation += 1
        changedAt.set(keyId, generation)
        const left = (underWay.get(keyId) ?? 1) - 1
        if (left > 0) underWay.set(keyId, left)
        else underWay.delete(keyId)
      }
    },
    isSettled: (keyId, listGeneration) =>
      !underWay.has(keyId) && (changedAt.get(keyId) ?? 0) <= listGeneration,
    noteRevokeAsked: (keyId) => revokeAsked.add(keyId),
    forgetRevokeAsked: (keyId) => revokeAsked.delete(keyId),
    wasRevokeAsked: (keyId) => revokeAsked.has(keyId),
  }
}
