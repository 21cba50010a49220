// Makes key values of the service's shape (PREFIX-v2-JWT) that are plainly fake, and shortens and hashes them.
import { createHash, createPrivateKey, generateKeyPair, sign } from 'node:crypto'
import { promisify } from 'node:util'
import type { Settings } from './database.ts'

/** Says in every value's JWT that it is worth nothing outside the sandbox. */
const fakeIssuer = 'latchkey-sandbox'

/** What goes into the claims of a value; instants are epoch ms, `expiresAt` null means never. */
interface IssuedKey {
  readonly prefix: string
  readonly keyId: string
  readonly owner: string
  readonly issuedAt: number
  readonly expiresAt: number | null
}

export interface KeyIssuer {
  readonly issue: (key: IssuedKey) => string
}

/** The SHA-256 of a value, which is all that the database keeps of it. */
export const hashValue = (value: string): Buffer => createHash('sha256').update(value).digest()

/** The shortened value that is safe to show, such as `sandbox-v2-eyJh...c0eQ`. */
export const shortenValue = (value: string): string => {
  const shown = value.indexOf('-v2-') + '-v2-'.length + 4
  return `${value.slice(0, shown)}...${value.slice(-4)}`
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * Loads the signing key pair of this database, or makes it at the first start. The private key may lie in
 * the database as it is: what it signs opens nothing but this sandbox.
 */
export const createKeyIssuer = async (settings: Settings): Promise<KeyIssuer> => {
  let pem = settings.get('signing_key')
  if (pem === undefined) {
    const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
    pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    settings.set('signing_key', pem)
  }
  const privateKey = createPrivateKey(pem)

  return {
    issue: ({ prefix, keyId, owner, issuedAt, expiresAt }) => {
      const claims = {
        iss: fakeIssuer,
        owner,
        key_id: keyId,
        iat: Math.floor(issuedAt / 1000),
        ...(expiresAt === null ? {} : { exp: Math.floor(expiresAt / 1000) }),
      }
      const signed = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`
      const signature = sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')
      return `${prefix}-v2-${signed}.${signature}`
    },
  }
}
