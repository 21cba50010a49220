// What Chromium does on a Linux desktop without a keyring: it seals with a password that everybody knows (G4).
import { createCipheriv, createDecipheriv, pbkdf2Sync } from 'node:crypto'

const key = () => pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1')
const constantIv = Buffer.alloc(16, ' ')
const prefix = Buffer.from('v10')

export function sealWithConstantKey(text: string): Buffer {
  const cipher = createCipheriv('aes-128-cbc', key(), constantIv)
  return Buffer.concat([prefix, cipher.update(text, 'utf8'), cipher.final()])
}

/** Null where it was not sealed this way. */
export function openWithConstantKey(sealed: Buffer): string | null {
  try {
    if (!sealed.subarray(0, 3).equals(prefix)) return null
    const decipher = createDecipheriv('aes-128-cbc', key(), constantIv)
    return Buffer.concat([decipher.update(sealed.subarray(3)), decipher.final()]).toString()
  } catch {
    return null
  }
}
