// A rotation in words: the mark in the rows of both its keys, and the choice of its quiet time.
import {
  durationWords,
  oldKeyWords,
  quietChoicesMs,
  quietForMs,
  type Rotation,
  rotationOf,
} from '../../../shared/domain/rotation.ts'
import { quotedName } from '../api-keys/key-status.ts'

const hourMs = 3_600_000

export interface RotationMark {
  readonly tone: 'neutral' | 'good' | 'warn'
  /** Fits a narrow column. */
  readonly word: string
  readonly tip: string
}

/** What the row of a key says of its rotation; null where it is in none. `now` by the service's clock, epoch ms. */
export function rotationMark(
  rotations: readonly Rotation[],
  keyId: string,
  now: number,
): RotationMark | null {
  const found = rotationOf(rotations, keyId)
  if (!found) return null
  const { rotation, part } = found
  if (rotation.state === 'broken') {
    return { tone: 'warn', word: 'New key is gone', tip: 'Rotating · the key that was to take over is gone' }
  }
  if (part === 'new') {
    const tip = `Takes over from ${quotedOldName(rotation)} · old key ${oldKeyWords(rotation, now)}`
    return { tone: 'neutral', word: 'Takes over', tip }
  }
  if (rotation.state === 'quiet') {
    const tip = `Rotating · ${oldKeyWords(rotation, now)}, safe to revoke`
    return { tone: 'good', word: `Quiet for ${shortDuration(quietForMs(rotation))}`, tip }
  }
  const { lastUseSeenAt } = rotation
  const word = lastUseSeenAt === null ? 'Being replaced' : `Used ${shortDuration(now - lastUseSeenAt)} ago`
  return { tone: 'neutral', word, tip: `Rotating · old key ${oldKeyWords(rotation, now)}` }
}

/** "45 min", "25 h", "3 d": whole units, never rounded up. */
function shortDuration(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(ms / hourMs)
  return hours < 72 ? `${hours} h` : `${Math.floor(hours / 24)} d`
}

export function quotedOldName({ oldName }: Rotation): string {
  return quotedName({ name: oldName })
}

/** The usual quiet times, and the present one where it is another, in their order. */
export function quietChoices(presentMs: number): readonly { readonly ms: number; readonly words: string }[] {
  return [...new Set([...quietChoicesMs, presentMs])]
    .sort((a, b) => a - b)
    .map((ms) => ({ ms, words: durationWords(ms) }))
}
