// Finds what has a given value by its keyed fingerprint: one digest of the value, however many are known.
import type { Fingerprint } from '../ports/store.ts'
import type { Vault } from './vault.ts'

/** The ids of what has exactly this value. */
export type FindByValue = (value: string) => readonly string[]

/** Made anew when what is known changes; a data key that is not there now finds nothing. */
export function indexFingerprints(
  vault: Pick<Vault, 'fingerprints' | 'isOfValue'>,
  known: Iterable<readonly [id: string, fingerprint: Fingerprint]>,
): FindByValue {
  const byDigest = Map.groupBy(known, ([, fingerprint]) => nameOf(fingerprint))
  return (value) =>
    vault
      .fingerprints(value)
      .flatMap((made) => byDigest.get(nameOf(made)) ?? [])
      .flatMap(([id, kept]) => (vault.isOfValue(value, kept) === true ? [id] : []))
}

function nameOf({ generation, digest }: Fingerprint): string {
  return `${generation}:${Buffer.from(digest).toString('base64')}`
}
