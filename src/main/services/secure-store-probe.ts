// Finds out whether a secure store protects anything, by trying it instead of asking its name (R18).
import { createDecipheriv, pbkdf2Sync, randomBytes } from 'node:crypto'
import type { SecureStore } from '../ports/system.ts'

export type Strength = 'strong' | 'weak' | 'unavailable'

/** Where a Linux desktop has no keyring, Chromium encrypts with one of these passwords, known to everybody. */
const publicPasswords = ['peanuts', ''] as const
const prefixes = ['v10', 'v11'] as const

/**
 * `weak`: what the store made opens without it. `unavailable`: it does not give back what it was given.
 * Rejects with the store's error where it refuses.
 */
export async function probeSecureStore(secureStore: SecureStore): Promise<Strength> {
  const probe = randomBytes(24).toString('base64')
  const sealed = await secureStore.seal(probe)
  if (isOpenToEverybody(sealed, probe)) return 'weak'
  const { text } = await secureStore.open(sealed)
  return text === probe ? 'strong' : 'unavailable'
}

/** Whether `text` can be had from `sealed` with what is public. Takes any bytes. */
export function isOpenToEverybody(sealed: Uint8Array, text: string): boolean {
  const bytes = Buffer.from(sealed)
  if (bytes.includes(text)) return true
  const prefix = bytes.toString('latin1', 0, 3)
  return (
    prefixes.some((known) => known === prefix) &&
    publicPasswords.some((password) => decryptWith(password, bytes.subarray(3)) === text)
  )
}

/** Chromium's scheme on Linux: AES-128-CBC under a key derived in one round, with a constant IV. */
function decryptWith(password: string, ciphertext: Buffer): string | null {
  try {
    const key = pbkdf2Sync(password, 'saltysalt', 1, 16, 'sha1')
    const decipher = createDecipheriv('aes-128-cbc', key, Buffer.alloc(16, ' '))
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString()
  } catch {
    return null
  }
}
