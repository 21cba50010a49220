// The form of a sealed record: AES-256-GCM, bound to the row it belongs to.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

export const dataKeyBytes = 32
const algorithm = 'aes-256-gcm'
/** First byte of every record; a later form gets another number. */
const version = 1
const nonceBytes = 12
const tagBytes = 16

/** The row a sealed record belongs to; bound into its authentication so that records cannot be swapped. */
export interface RecordPlace {
  readonly table: 'accounts' | 'sealed_values'
  readonly rowId: string
  readonly accountId: string
}

/** Version, nonce, ciphertext, tag. */
export function sealRecord(key: Buffer, place: RecordPlace, text: string): Uint8Array {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(bindingOf(place))
  const plain = Buffer.from(text)
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  plain.fill(0)
  return new Uint8Array(Buffer.concat([Buffer.from([version]), nonce, sealed, cipher.getAuthTag()]))
}

/** Null where the record was altered, belongs to another row, or was sealed with another key. */
export function openRecord(key: Buffer, place: RecordPlace, record: Uint8Array): string | null {
  const ciphertextEnd = record.length - tagBytes
  if (record[0] !== version || ciphertextEnd < 1 + nonceBytes) return null
  const nonce = record.subarray(1, 1 + nonceBytes)
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(bindingOf(place))
  decipher.setAuthTag(record.subarray(ciphertextEnd))
  const plain = decipher.update(record.subarray(1 + nonceBytes, ciphertextEnd))
  try {
    decipher.final()
    return plain.toString()
  } catch {
    return null
  } finally {
    plain.fill(0)
  }
}

/** JSON, because joining the parts with a separator would let one part pass for two. */
function bindingOf({ table, rowId, accountId }: RecordPlace): Buffer {
  return Buffer.from(JSON.stringify(['latchkey', version, table, rowId, accountId]))
}
