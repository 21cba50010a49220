// R54: a newer version is told of where its announcement is signed with the one key, in time, and the newest.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import { isNewerVersion, readManifest } from './release-manifest.ts'

const ours = generateKeyPairSync('ed25519')
const stranger = generateKeyPairSync('ed25519')
const rawKey = ({ x = '' }: { x?: string }) => Buffer.from(x, 'base64url').toString('base64')
const publicKey = rawKey(ours.publicKey.export({ format: 'jwk' }))
const dayMs = 86_400_000
const now = Date.UTC(2026, 10, 26)
const trust = { publicKey, now, seenSequence: 7 }

function announce(
  content: object = { version: '0.2.0', sequence: 8, expiresAt: now + dayMs },
  key: KeyObject = ours.privateKey,
): string {
  const bytes = Buffer.from(JSON.stringify(content))
  return JSON.stringify({
    manifest: bytes.toString('base64'),
    signature: sign(null, bytes, key).toString('base64'),
  })
}

describe('an announcement', () => {
  it('R54 that is whole and signed is believed', () => {
    expect(readManifest(announce(), trust)).toMatchObject({ version: '0.2.0', sequence: 8 })
  })

  it('R54 of the sequence that was seen last is believed again', () => {
    const same = announce({ version: '0.2.0', sequence: 7, expiresAt: now + dayMs })
    expect(readManifest(same, trust)).not.toBeNull()
  })

  const { manifest, signature } = JSON.parse(announce()) as { manifest: string; signature: string }
  const altered = Buffer.from(manifest, 'base64').toString().replace('0.2.0', '9.2.0')
  it.each([
    ['another key', announce(undefined, stranger.privateKey)],
    ['no signature', JSON.stringify({ manifest, signature: '' })],
    [
      'the signature of another text',
      JSON.stringify({ manifest: Buffer.from(altered).toString('base64'), signature }),
    ],
    ['an older sequence', announce({ version: '0.1.9', sequence: 6, expiresAt: now + dayMs })],
    ['a time that is over', announce({ version: '0.2.0', sequence: 8, expiresAt: now })],
    ['a version that is none', announce({ version: '0.2.0-beta<b>', sequence: 8, expiresAt: now + dayMs })],
    ['a field that is missing', announce({ version: '0.2.0', expiresAt: now + dayMs })],
    ['its end cut off', announce().slice(0, -20)],
    ['another field beside', JSON.stringify({ manifest, signature, url: 'https://example.com' })],
    ['no JSON', 'latest: 0.2.0'],
    ['nothing', ''],
  ])('R54 with %s says nothing', (_what, text) => {
    expect(readManifest(text, trust)).toBeNull()
  })

  it('R54 of which any byte is another says nothing', () => {
    const bytes = Buffer.from(manifest, 'base64')
    for (let index = 0; index < bytes.length; index += 1) {
      const flipped = Buffer.from(bytes)
      flipped[index] = (flipped[index] ?? 0) ^ 1
      const text = JSON.stringify({ manifest: flipped.toString('base64'), signature })
      expect(readManifest(text, trust)).toBeNull()
    }
  })
})

describe('versions', () => {
  it.each([
    ['0.2.0', '0.1.9', true],
    ['0.10.0', '0.9.9', true],
    ['1.0.0', '0.99.99', true],
    ['0.1.0', '0.1.0', false],
    ['0.0.9', '0.1.0', false],
  ])('%s after %s: %s', (version, present, isNewer) => {
    expect(isNewerVersion(version, present)).toBe(isNewer)
  })
})

describe('Latchkey', () => {
  const world = createTestWorld()
  const options = {
    options: { releaseSource: { url: 'https://releases.example.com/latest.json', publicKey } },
  }
  const at = (days: number) => world.service().clock.now() + days * dayMs

  it('R54 tells of a newer version, remembers how new it was, and believes no older word after a restart', async () => {
    let release = announce({ version: '0.3.0', sequence: 5, expiresAt: at(60) })
    const app = await world.started({ ...options, release: () => release })
    expect(app.snapshot().newerVersion).toBeNull()
    app.clock.advance(10_000)
    await until(() => app.snapshot().newerVersion === '0.3.0')
    await app.quit()

    release = announce({ version: '0.2.0', sequence: 4, expiresAt: at(60) })
    const next = await world.started({ ...options, release: () => release })
    next.clock.advance(10_000)
    await until(() => next.log.lines.some(({ event }) => event === 'release.refused'))
    expect(next.snapshot().newerVersion).toBeNull()
  })

  it('R54 looks again each day, and a look that fails changes nothing', async () => {
    let release: string | null = null
    let looks = 0
    const read = () => {
      looks += 1
      return release
    }
    const app = await world.started({ ...options, release: read })
    app.clock.advance(10_000)
    await until(() => looks === 1)
    release = announce({ version: '0.2.0', sequence: 1, expiresAt: at(60) })
    app.clock.advance(dayMs)
    await until(() => app.snapshot().newerVersion === '0.2.0')
    release = null
    app.clock.advance(dayMs)
    await until(() => looks === 3)
    expect(app.snapshot().newerVersion).toBe('0.2.0')
  })

  it('R54 asks nobody where no address was built in', async () => {
    let looks = 0
    const app = await world.started({
      release: () => {
        looks += 1
        return null
      },
    })
    app.clock.advance(3 * dayMs)
    expect(looks).toBe(0)
  })
})
