// A data key under a passphrase: the published vectors of scrypt, altered envelopes, hostile costs.
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  createStretcher,
  deriveKey,
  isWeakerThan,
  openEnvelope,
  presentCost,
  type ScryptCost,
  sealEnvelope,
} from './passphrase-envelope.ts'
import { cheapScrypt as cheap } from './vault-test-support.ts'

const passphrase = 'made-up words of a test'
const key = { generation: 7, bytes: randomBytes(32) }

async function sealed(cost: ScryptCost = cheap) {
  const stretched = await createStretcher(passphrase).fresh(cost)
  return { stretched, envelope: sealEnvelope(stretched, key) }
}

describe('R49 the key of a passphrase', () => {
  // RFC 7914, section 12: the first 32 of the 64 bytes that are given there.
  it.each([
    [
      'password',
      'NaCl',
      { logN: 10, r: 8, p: 16 },
      'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162',
    ],
    [
      'pleaseletmein',
      'SodiumChloride',
      { logN: 14, r: 8, p: 1 },
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2',
    ],
  ] as const)('is that of the published vector for "%s"', async (text, salt, cost, expected) => {
    expect((await deriveKey(text, Buffer.from(salt), cost)).toString('hex')).toBe(expected)
  })

  it('costs at least 2^17 blocks of 1 KiB, and can be made in one', async () => {
    expect(presentCost).toEqual({ logN: 17, r: 8, p: 1 })
    const { stretched, envelope } = await sealed(presentCost)
    expect(openEnvelope(stretched, 7, envelope)?.bytes).toEqual(key.bytes)
  })

  it('does not depend on how the keyboard writes a letter', async () => {
    const salt = randomBytes(16)
    const composed = await deriveKey('Glück', salt, cheap)
    expect(await deriveKey('Glück'.normalize('NFD'), salt, cheap)).toEqual(composed)
    expect(await deriveKey('Gluck', salt, cheap)).not.toEqual(composed)
  })

  it('is made anew for each salt, and only once for the same', async () => {
    const stretcher = createStretcher(passphrase)
    const first = await stretcher.fresh(cheap)
    const second = await stretcher.fresh(cheap)
    expect(first.salt).not.toEqual(second.salt)
    expect(await stretcher.forEnvelope(sealEnvelope(second, key))).toBe(second)
    stretcher.forget()
    expect(second.bytes).toEqual(Buffer.alloc(32))
  })
})

describe('R49 an envelope', () => {
  it('opens with the passphrase again, from its own bytes alone', async () => {
    const { envelope } = await sealed()
    const again = await createStretcher(passphrase).forEnvelope(envelope)
    expect(again && openEnvelope(again, 7, envelope)).toEqual(key)
    const other = await createStretcher('made-up words of a tesT').forEnvelope(envelope)
    expect(other && openEnvelope(other, 7, envelope)).toBeNull()
  })

  it('R16 is refused with any bit of it changed, as another generation, cut or lengthened', async () => {
    const { stretched, envelope } = await sealed()
    let refused = 0
    for (let bit = 0; bit < envelope.length * 8; bit += 1) {
      const altered = Uint8Array.from(envelope)
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      if (openEnvelope(stretched, 7, altered) === null) refused += 1
    }
    expect(refused).toBe(envelope.length * 8)
    expect(openEnvelope(stretched, 8, envelope)).toBeNull()
    for (let length = 0; length < envelope.length; length += 1) {
      expect(openEnvelope(stretched, 7, envelope.subarray(0, length))).toBeNull()
      expect(await createStretcher(passphrase).forEnvelope(envelope.subarray(0, length))).toBeNull()
    }
    expect(openEnvelope(stretched, 7, Buffer.concat([envelope, Buffer.alloc(1)]))).toBeNull()
  })

  it.each([
    [0, 8, 1],
    [40, 8, 1],
    [255, 255, 255],
    [21, 8, 1],
    [17, 0, 1],
    [17, 8, 0],
    [17, 8, 17],
  ])('that asks for 2^%i blocks, r %i, p %i is not even tried', async (logN, r, p) => {
    const { envelope } = await sealed()
    envelope.set([logN, r, p], 1)
    expect(await createStretcher(passphrase).forEnvelope(envelope)).toBeNull()
  })

  it('tells whether it was made with less work than is right now', async () => {
    const { envelope } = await sealed({ logN: 5, r: 8, p: 1 })
    expect(isWeakerThan(envelope, { logN: 5, r: 8, p: 1 })).toBe(false)
    expect(isWeakerThan(envelope, { logN: 6, r: 8, p: 1 })).toBe(true)
    expect(isWeakerThan(envelope, { logN: 5, r: 8, p: 2 })).toBe(true)
    expect(isWeakerThan(new Uint8Array(80), presentCost)).toBe(false)
  })
})
