// The form of a sealed record: AES-256-GCM, bound to the row it belongs to and to the data key that sealed it.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

export const dataKeyBytes = 32
const algorithm = 'aes-256-gcm'
/** First byte of a record: the second form carries the generation of its data key, the first is of the first key. */
const version = 2
const firstVersion = 1
const generationBytes = 4
const nonceBytes = 12
const tagBytes = 16

/** A key that seals records. Generations count from 1; each new beginning makes the next. */
export interface DataKey {
  readonly generation: number
  readonly bytes: Buffer
}

/** The row a sealed record belongs to; bound into its authentication so that records cannot be swapped. */
export interface RecordPlace {
  readonly table: 'accounts' | 'sealed_values' | 'sealed_secrets'
  readonly rowId: string
  readonly accountId: string
}

/** Version, generation, nonce, ciphertext, tag. */
export function sealRecord(key: DataKey, place: RecordPlace, text: string): Uint8Array {
  const head = Buffer.alloc(1 + generationBytes)
  head.writeUInt8(version)
  head.writeUInt32BE(key.generation, 1)
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key.bytes, nonce, { authTagLength: tagBytes })
  cipher.setAAD(bindingOf(place, { version, generation: key.generation }))
  const plain = Buffer.from(text)
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  plain.fill(0)
  return new Uint8Array(Buffer.concat([head, nonce, sealed, cipher.getAuthTag()]))
}

/**
 * A digest of a value by a key of its own, derived from the data key: whoever has the digest can neither learn
 * nor test the value without the vault.
 */
export function fingerprintOf(key: DataKey, text: string): Buffer {
  const fingerprintKey = derive(key, 'fingerprint')
  const digest = createHmac('sha256', fingerprintKey).update(text).digest()
  fingerprintKey.fill(0)
  return digest
}

/** A key for the seal of the vault's books. It opens nothing, and tells nothing of the data key. */
export function booksKeyOf(key: DataKey): Buffer {
  return derive(key, 'books')
}

function derive({ bytes }: DataKey, purpose: 'fingerprint' | 'books'): Buffer {
  return Buffer.from(hkdfSync('sha256', bytes, 'latchkey', purpose, dataKeyBytes))
}

/** The generation of the data key that sealed a record; null where this is no record. */
export function generationOf(record: Uint8Array): number | null {
  return readHead(record)?.generation ?? null
}

/** Null where the record was altered, belongs to another row, or was sealed with another key. */
export function openRecord(key: DataKey, place: RecordPlace, record: Uint8Array): string | null {
  const head = readHead(record)
  const ciphertextEnd = record.length - tagBytes
  if (head === null || head.generation !== key.generation) return null
  const nonceEnd = head.length + nonceBytes
  if (ciphertextEnd < nonceEnd) return null
  const nonce = record.subarray(head.length, nonceEnd)
  const decipher = createDecipheriv(algorithm, key.bytes, nonce, { authTagLength: tagBytes })
  decipher.setAAD(bindingOf(place, head))
  decipher.setAuthTag(record.subarray(ciphertextEnd))
  const plain = decipher.update(record.subarray(nonceEnd, ciphertextEnd))
  try {
    decipher.final()
    return plain.toString()
  } catch {
    return null
  } finally {
    plain.fill(0)
  }
}

interface Head {
  readonly version: number
  readonly generation: number
}

function readHead(record: Uint8Array): (Head & { readonly length: number }) | null {
  if (record[0] === firstVersion) return { version: firstVersion, generation: 1, length: 1 }
  const length = 1 + generationBytes
  if (record[0] !== version || record.length < length) return null
  return { version, generation: Buffer.from(record.subarray(1, length)).readUInt32BE(), length }
}

/** JSON, because joining the parts with a separator would let one part pass for two. */
function bindingOf({ table, rowId, accountId }: RecordPlace, head: Head): Buffer {
  const generation = head.version === firstVersion ? [] : [head.generation]
  return Buffer.from(JSON.stringify(['latchkey', head.version, table, rowId, accountId, ...generation]))
}
