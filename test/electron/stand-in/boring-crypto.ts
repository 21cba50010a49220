// node:crypto as Electron has it: BoringSSL, which lacks much of what Node's OpenSSL offers (J1, J2).
import crypto from 'node:crypto'
import { registerHooks } from 'node:module'

const cipherNames = /^(id-)?aes-?(128|192|256)-(gcm|cbc|ctr|ecb)$/i
const digestNames =
  /^(rsa-)?(md5|sha-?1|sha-?224|sha-?256|sha-?384|sha-?512|sha-?512\/256|sha512-256|ripemd160|rmd160)$/i
const curveNames = /^(p-?(224|256|384|521)|prime256v1|secp(224|384|521)r1)$/i
const keyTypes = /^(rsa|rsa-pss|ec|ed25519|x25519|dsa|dh|hmac|aes)$/i

type Check = (...args: unknown[]) => void

const checkDigest: Check = (name) => {
  if (typeof name !== 'string' || digestNames.test(name)) return
  throw Object.assign(new Error('Digest method not supported'), { code: 'ERR_CRYPTO_INVALID_DIGEST' })
}
const checkCipher: Check = (name) => {
  if (typeof name !== 'string' || cipherNames.test(name)) return
  throw Object.assign(new Error('Unknown cipher'), { code: 'ERR_CRYPTO_UNKNOWN_CIPHER' })
}
const checkCurve: Check = (name) => {
  if (typeof name === 'string' && !curveNames.test(name)) throw new Error('Invalid EC curve name')
}
const checkKeyPair: Check = (type, options) => {
  if (!keyTypes.test(String(type))) throw new Error(`Unsupported key type: ${String(type)}`)
  if (typeof options === 'object' && options !== null && 'namedCurve' in options)
    checkCurve(options.namedCurve)
}
/** Electron's hkdf once failed on an empty salt or info; nobody has shown that it no longer does. */
const checkHkdf: Check = (digest, _key, salt, info) => {
  checkDigest(digest)
  const isEmpty = (part: unknown) =>
    part === '' ||
    (typeof part === 'object' && part !== null && 'byteLength' in part && part.byteLength === 0)
  if (isEmpty(salt) || isEmpty(info)) throw new Error('hkdf needs a salt and an info that are not empty')
}
const absent =
  (what: string): Check =>
  () => {
    throw new Error(`BoringSSL has no ${what}`)
  }

/** What is looked at before each of these members runs. */
const checks: Readonly<Record<string, Check>> = {
  createHash: checkDigest,
  hash: checkDigest,
  createHmac: checkDigest,
  createSign: checkDigest,
  createVerify: checkDigest,
  sign: checkDigest,
  verify: checkDigest,
  pbkdf2: (...args) => checkDigest(args[4]),
  pbkdf2Sync: (...args) => checkDigest(args[4]),
  hkdf: checkHkdf,
  hkdfSync: checkHkdf,
  createCipheriv: checkCipher,
  createDecipheriv: checkCipher,
  createECDH: checkCurve,
  generateKeyPair: checkKeyPair,
  generateKeyPairSync: checkKeyPair,
  argon2: absent('argon2'),
  argon2Sync: absent('argon2'),
  setFips: absent('FIPS mode'),
  secureHeapUsed: absent('secure heap'),
  encapsulate: absent('key encapsulation'),
  decapsulate: absent('key encapsulation'),
}

function createBoringCrypto(): Readonly<Record<string, unknown>> {
  const members: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(crypto))) {
    const check = checks[name]
    const real: unknown = member.value
    // Accessors such as `webcrypto` and `subtle` have Node's own getter behind them.
    if (typeof real !== 'function' || check === undefined) Object.defineProperty(members, name, member)
    else {
      const checked = (...args: unknown[]) => {
        check(...args)
        return Reflect.apply(real, crypto, args) as unknown
      }
      // How `promisify` shapes the answer is a property of the function.
      members[name] = Object.defineProperties(checked, Object.getOwnPropertyDescriptors(real))
    }
  }
  return Object.assign(members, {
    getHashes: () => crypto.getHashes().filter((name) => digestNames.test(name)),
    getCiphers: () => crypto.getCiphers().filter((name) => cipherNames.test(name)),
    getCurves: () => crypto.getCurves().filter((name) => curveNames.test(name)),
  })
}

const address = 'stand-in:crypto'
const holder = Symbol.for('latchkey.boring-crypto')

/** Everything that is loaded from now on gets this `node:crypto`, by import and by require. */
export function installBoringCrypto(): void {
  const members = createBoringCrypto()
  Object.assign(globalThis, { [holder]: members })
  Object.defineProperty(process.features, 'openssl_is_boringssl', { value: true })
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'crypto' || specifier === 'node:crypto'
        ? { url: address, format: 'module', shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) =>
      url === address
        ? { format: 'module', source: moduleText(members), shortCircuit: true }
        : next(url, context),
  })
}

function moduleText(members: object): string {
  // Reading a deprecated accessor warns, so the names that nobody should import are left to the default export.
  const names = Object.entries(Object.getOwnPropertyDescriptors(members)).filter(
    ([, member]) => 'value' in member,
  )
  return [
    `const crypto = globalThis[Symbol.for('latchkey.boring-crypto')]`,
    ...names.map(([name]) => `export const ${name} = crypto.${name}`),
    'export const webcrypto = crypto.webcrypto',
    'export const subtle = crypto.subtle',
    'export default crypto',
    `export { crypto as 'module.exports' }`,
  ].join('\n')
}
