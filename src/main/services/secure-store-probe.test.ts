// Whether a secure store deserves its name.
import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { SecureStore } from '../ports/system.ts'
import { isOpenToEverybody, probeSecureStore } from './secure-store-probe.ts'

/** As Chromium encrypts on Linux: a prefix, then AES-128-CBC with a constant IV. */
function encrypt(prefix: string, key: Buffer, text: string): Uint8Array {
  const cipher = createCipheriv('aes-128-cbc', key, Buffer.alloc(16, ' '))
  return Buffer.concat([Buffer.from(prefix), cipher.update(text), cipher.final()])
}

const derive = (password: string): Buffer => pbkdf2Sync(password, 'saltysalt', 1, 16, 'sha1')

function storeOf(
  seal: (text: string) => Uint8Array,
  open?: (sealed: Uint8Array, last: string) => string,
): SecureStore {
  let last = ''
  return {
    isAvailable: async () => true,
    seal: async (text) => {
      last = text
      return seal(text)
    },
    open: async (sealed) => ({ text: open?.(sealed, last) ?? last, shouldReseal: false }),
    backend: () => 'a fake store',
  }
}

describe('R18 a store that protects nothing is found out', () => {
  it('the public keys are those that Chromium publishes', () => {
    expect(derive('peanuts').toString('hex')).toBe('fd621fe5a2b402539dfa147ca9272778')
    expect(derive('').toString('hex')).toBe('d0d0ec9c7d77d43ac54187fa4818d17f')
  })

  it.each(['v10', 'v11'])('constant keys with prefix %s are weak', async (prefix) => {
    for (const password of ['peanuts', '']) {
      const store = storeOf((text) => encrypt(prefix, derive(password), text))
      expect(await probeSecureStore(store)).toBe('weak')
    }
  })

  it('a store that encrypts nothing is weak', async () => {
    expect(await probeSecureStore(storeOf((text) => Buffer.from(text)))).toBe('weak')
    expect(await probeSecureStore(storeOf((text) => Buffer.from(`v12 header ${text} end`)))).toBe('weak')
  })

  it.each(['v10', 'v11', 'v12', ''])('a random key with prefix "%s" is strong', async (prefix) => {
    const key = randomBytes(16)
    expect(await probeSecureStore(storeOf((text) => encrypt(prefix, key, text)))).toBe('strong')
  })

  it('a store that does not give back what it took is unavailable', async () => {
    const seal = (): Uint8Array => randomBytes(64)
    expect(await probeSecureStore(storeOf(seal, () => ''))).toBe('unavailable')
    expect(
      await probeSecureStore(
        storeOf(
          () => new Uint8Array(),
          () => '',
        ),
      ),
    ).toBe('unavailable')
    expect(await probeSecureStore(storeOf(seal, (_sealed, last) => `${last} `))).toBe('unavailable')
  })

  it('any bytes are judged without an exception', () => {
    const prefixes = ['', 'v', 'v1', 'v10', 'v11', 'v12', 'v99']
    for (const prefix of prefixes) {
      for (const length of [0, 1, 15, 16, 17, 32, 1000]) {
        expect(isOpenToEverybody(Buffer.concat([Buffer.from(prefix), randomBytes(length)]), 'probe')).toBe(
          false,
        )
      }
    }
  })

  it('each probe is another text', async () => {
    const probes = new Set<string>()
    const store = storeOf((text) => {
      probes.add(text)
      return randomBytes(64)
    })
    for (let count = 0; count < 20; count += 1) await probeSecureStore(store)
    expect(probes.size).toBe(20)
  })
})
