// What an admin key tells about itself: the claims of its token, read without checking its signature.
import * as z from 'zod'

export interface AdminKeyFacts {
  /** The text to send, without the white space of a paste. */
  readonly key: string
  readonly owner: string | null
  readonly expiresAt: number | null
  /** Shortened, safe to show. */
  readonly display: string
}

const form = /^([A-Za-z][\w-]{0,20}?-v\d+-)?([\w-]+)\.([\w-]+)\.([\w-]+)$/
const claimsSchema = z.object({
  owner: z.string().min(1).nullish().catch(null),
  exp: z.number().positive().max(8.64e12).nullish().catch(null),
})

/** Reads any text; what is no token has no facts. The claims are hints for the screen, never proofs. */
export function readAdminKey(value: string): AdminKeyFacts {
  const key = value.trim()
  const claims = claimsSchema.safeParse(parseClaims(form.exec(key)?.[3]))
  const { owner, exp } = claims.success ? claims.data : {}
  return {
    key,
    owner: owner === null || owner === undefined ? null : cleanOwner(owner),
    expiresAt: exp === null || exp === undefined ? null : Math.floor(exp * 1000),
    display: shortenKey(key),
  }
}

/** `acme-v2-eyJh...c0eQ`, as the service shortens keys; next to nothing of a text too short to hide in. */
export function shortenKey(value: string): string {
  if (value.length < 24) return '...'
  const head = /^[A-Za-z][\w-]{0,20}?-v\d+-/.exec(value)?.[0] ?? ''
  return `${head}${value.slice(head.length, head.length + 4)}...${value.slice(-4)}`
}

function cleanOwner(owner: string): string {
  return owner.replace(/\p{C}/gu, '').slice(0, 300).toWellFormed()
}

function parseClaims(payload: string | undefined): unknown {
  if (payload === undefined) return null
  try {
    return JSON.parse(decodeBase64Url(payload))
  } catch {
    return null
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** UTF-8 text of base64url; throws URIError where it is none. By hand: atob and Buffer are not in every environment. */
function decodeBase64Url(encoded: string): string {
  let bits = 0
  let bitCount = 0
  let percentEncoded = ''
  for (const character of encoded) {
    bits = ((bits << 6) | alphabet.indexOf(character)) & 0xffff
    bitCount += 6
    if (bitCount < 8) continue
    bitCount -= 8
    percentEncoded += `%${((bits >> bitCount) & 0xff).toString(16).padStart(2, '0')}`
  }
  return decodeURIComponent(percentEncoded)
}
