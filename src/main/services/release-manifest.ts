// R54: the signed word about the newest version. What is not signed with the one key, or is old, says nothing.
import { createPublicKey, verify } from 'node:crypto'
import * as z from 'zod'

/**
 * What is signed: the very bytes of this JSON text. `sequence` grows with each manifest, so that an older one that is
 * shown again is told from the newest; one that has expired is of somebody who keeps the newest away.
 */
const manifestSchema = z.object({
  version: z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/),
  sequence: z.number().int().min(1),
  expiresAt: z.number().int(),
})
export type ReleaseManifest = z.infer<typeof manifestSchema>

const envelopeSchema = z.strictObject({ manifest: z.base64().max(4096), signature: z.base64().length(88) })

export interface ManifestTrust {
  /** The Ed25519 key of the releases: the 32 bytes, in base64. */
  readonly publicKey: string
  /** The service's or the computer's time, epoch ms. */
  readonly now: number
  /** The highest sequence that was ever accepted here. */
  readonly seenSequence: number
}

/** Null for everything that is not whole, signed, in time and at least as new as what was seen before. */
export function readManifest(
  text: string,
  { publicKey, now, seenSequence }: ManifestTrust,
): ReleaseManifest | null {
  try {
    const envelope = envelopeSchema.parse(JSON.parse(text))
    const bytes = Buffer.from(envelope.manifest, 'base64')
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'base64').toString('base64url') },
      format: 'jwk',
    })
    if (!verify(null, bytes, key, Buffer.from(envelope.signature, 'base64'))) return null
    const manifest = manifestSchema.parse(JSON.parse(bytes.toString('utf8')))
    return manifest.expiresAt > now && manifest.sequence >= seenSequence ? manifest : null
  } catch {
    return null
  }
}

/** Whether `version` comes after `present`; both are three numbers with points. */
export function isNewerVersion(version: string, present: string): boolean {
  const [theirs, ours] = [numbersOf(version), numbersOf(present)]
  for (const [index, number] of theirs.entries()) {
    const difference = number - (ours[index] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}

function numbersOf(version: string): readonly number[] {
  return version.split('-', 1).join().split('.').map(Number)
}
