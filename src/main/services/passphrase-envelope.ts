// The form of a data key under a passphrase: scrypt makes a key of the passphrase, AES-256-GCM seals the data key with it.
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { normalPassphrase } from '../../shared/domain/passphrase.ts'
import { type DataKey, dataKeyBytes } from './sealed-record.ts'

/** What scrypt costs: 2^logN blocks of 128 r bytes, p times. */
export interface ScryptCost {
  readonly logN: number
  readonly r: number
  readonly p: number
}

/** 128 MiB of memory and about half a second for each guess. */
export const presentCost: ScryptCost = { logN: 17, r: 8, p: 1 }

const version = 1
const saltBytes = 16
const nonceBytes = 12
const tagBytes = 16
const headBytes = 4 + saltBytes
const envelopeBytes = headBytes + nonceBytes + dataKeyBytes + tagBytes
const algorithm = 'aes-256-gcm'
/** A file may ask for no more than this: whoever can write it may not exhaust the computer. */
const mostMemory = 1024 * 1024 * 1024

/** A key made of a passphrase, with what it takes to make it again. */
export interface StretchedKey {
  readonly bytes: Buffer
  readonly salt: Buffer
  readonly cost: ScryptCost
}

/** One passphrase, stretched at most once for each salt and cost. */
export interface Stretcher {
  /** For sealing: with a salt of its own. */
  readonly fresh: (cost: ScryptCost) => Promise<StretchedKey>
  /** For opening: as the envelope says. Null where this is no envelope. */
  readonly forEnvelope: (envelope: Uint8Array) => Promise<StretchedKey | null>
  /** Overwrites every key that was made. The passphrase itself is a string, which nobody can overwrite. */
  readonly forget: () => void
}

export function createStretcher(passphrase: string): Stretcher {
  const made: StretchedKey[] = []

  const stretch = async (salt: Buffer, cost: ScryptCost) => {
    const key = { bytes: await deriveKey(passphrase, salt, cost), salt, cost }
    made.push(key)
    return key
  }

  return {
    fresh: (cost) => stretch(randomBytes(saltBytes), cost),
    forEnvelope: async (envelope) => {
      const head = readHead(envelope)
      if (head === null) return null
      const known = made.find(({ salt, cost }) => salt.equals(head.salt) && isSameCost(cost, head.cost))
      return known ?? stretch(head.salt, head.cost)
    },
    forget: () => {
      for (const { bytes } of made.splice(0)) bytes.fill(0)
    },
  }
}

/** 32 bytes. Runs beside the event loop. */
export function deriveKey(passphrase: string, salt: Uint8Array, { logN, r, p }: ScryptCost): Promise<Buffer> {
  const N = 2 ** logN
  const maxmem = 2 * 128 * N * r
  return new Promise((resolve, reject) => {
    scrypt(normalPassphrase(passphrase), salt, dataKeyBytes, { N, r, p, maxmem }, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}

/** Version, cost, salt, nonce, ciphertext, tag; bound to the generation of the data key. */
export function sealEnvelope({ bytes, salt, cost }: StretchedKey, key: DataKey): Uint8Array {
  const head = Buffer.concat([Buffer.from([version, cost.logN, cost.r, cost.p]), salt])
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, bytes, nonce, { authTagLength: tagBytes })
  cipher.setAAD(bindingOf(head, key.generation))
  const sealed = Buffer.concat([cipher.update(key.bytes), cipher.final()])
  return new Uint8Array(Buffer.concat([head, nonce, sealed, cipher.getAuthTag()]))
}

/** Null where the passphrase was another one, or the envelope was altered or is of another generation. */
export function openEnvelope(
  stretched: StretchedKey,
  generation: number,
  envelope: Uint8Array,
): DataKey | null {
  if (envelope.length !== envelopeBytes) return null
  const head = Buffer.from(envelope.subarray(0, headBytes))
  const nonce = envelope.subarray(headBytes, headBytes + nonceBytes)
  const decipher = createDecipheriv(algorithm, stretched.bytes, nonce, { authTagLength: tagBytes })
  decipher.setAAD(bindingOf(head, generation))
  decipher.setAuthTag(envelope.subarray(-tagBytes))
  const bytes = decipher.update(envelope.subarray(headBytes + nonceBytes, -tagBytes))
  try {
    decipher.final()
    return { generation, bytes }
  } catch {
    bytes.fill(0)
    return null
  }
}

/** Whether an envelope was made with less work than one would be made with now. */
export function isWeakerThan(envelope: Uint8Array, present: ScryptCost): boolean {
  const head = readHead(envelope)
  return (
    head !== null && (head.cost.logN < present.logN || head.cost.r < present.r || head.cost.p < present.p)
  )
}

function readHead(envelope: Uint8Array): { readonly salt: Buffer; readonly cost: ScryptCost } | null {
  const [found, logN = 0, r = 0, p = 0] = envelope
  if (envelope.length !== envelopeBytes || found !== version) return null
  const isPossible = logN >= 1 && r >= 1 && p >= 1 && p <= 16 && 128 * r * 2 ** logN <= mostMemory
  return isPossible ? { salt: Buffer.from(envelope.subarray(4, headBytes)), cost: { logN, r, p } } : null
}

function isSameCost(a: ScryptCost, b: ScryptCost): boolean {
  return a.logN === b.logN && a.r === b.r && a.p === b.p
}

function bindingOf(head: Buffer, generation: number): Buffer {
  return Buffer.from(JSON.stringify(['latchkey', 'envelope', head.toString('base64'), generation]))
}
