// `npm run sign-release -- <version> <sequence> <key.pem>`: prints the signed announcement of a release.
import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** After so long without a new announcement, installed copies no longer believe this one. */
const validMs = 90 * 86_400_000

const [version, sequence, keyFile] = process.argv.slice(2)
if (version === undefined || sequence === undefined || keyFile === undefined) {
  console.error('usage: npm run sign-release -- <version> <sequence> <Ed25519 private key as PEM>')
  process.exit(1)
}
const key = createPrivateKey(readFileSync(keyFile))
const content = { version, sequence: Number(sequence), expiresAt: Date.now() + validMs }
const manifest = Buffer.from(JSON.stringify(content))
const { x = '' } = createPublicKey(key).export({ format: 'jwk' })
console.error(`public key: ${Buffer.from(x, 'base64url').toString('base64')}`)
console.log(
  JSON.stringify({
    manifest: manifest.toString('base64'),
    signature: sign(null, manifest, key).toString('base64'),
  }),
)
