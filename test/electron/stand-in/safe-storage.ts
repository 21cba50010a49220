// safeStorage: the asynchronous half, in front of a keyring that may answer, wait, refuse or be a sham.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SafeStorageMode } from '../running-app.ts'
import { openWithConstantKey, sealWithConstantKey } from './constant-key.ts'
import type { Desktop } from './desktop.ts'
import { strict } from './strict.ts'

const prefix = Buffer.from('v11')
const lateMs = 1500

export function createSafeStorage(desktop: Desktop): Electron.SafeStorage {
  let mode: SafeStorageMode = desktop.options.safeStorage
  let isRotated = false
  /** The first use starts the provider, and all calls queue behind it. */
  let started: Promise<void> | null = null
  let answered = Promise.withResolvers<void>()
  desktop.lever('safeStorage.setMode', (next: SafeStorageMode) => {
    mode = next
    answered.resolve()
    answered = Promise.withResolvers()
  })
  desktop.lever('safeStorage.rotateKey', () => {
    isRotated = true
  })

  /** Waits as the operating system does while it asks its user. */
  const provider = async () => {
    if (mode === 'late') {
      started ??= sleep(lateMs)
      await started
    }
    while (mode === 'pending') await answered.promise
  }
  const key = () => keyringKey(desktop.options.keyring)
  const temporarily = (call: string) =>
    new Error(`safeStorage.${call} is temporarily unavailable. Please try again.`)
  const usable = async (call: string) => {
    if (!desktop.isReady()) throw new Error('safeStorage cannot be used before app is ready')
    await provider()
    if (mode === 'refused') throw temporarily(call)
    if (mode === 'unavailable') throw new Error(`safeStorage.${call}: encryption is not available`)
  }

  const members = {
    isAsyncEncryptionAvailable: async () => {
      if (!desktop.isReady()) return false
      await provider()
      return mode !== 'unavailable'
    },
    encryptStringAsync: async (plainText) => {
      if (typeof plainText !== 'string')
        throw new TypeError('Error processing argument at index 0, conversion failure')
      await usable('encryptStringAsync')
      if (mode === 'constant-key') return sealWithConstantKey(plainText)
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key(), nonce)
      const body = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()])
      return Buffer.concat([prefix, nonce, cipher.getAuthTag(), body])
    },
    decryptStringAsync: async (encrypted) => {
      if (!Buffer.isBuffer(encrypted)) {
        throw new Error('Expected the first argument of decryptStringAsync() to be a buffer')
      }
      if (!desktop.isReady()) throw new Error('safeStorage cannot be used before app is ready')
      if (encrypted.length === 0) return { result: '', shouldReEncrypt: false }
      await usable('decryptStringAsync')
      const result = mode === 'constant-key' ? openWithConstantKey(encrypted) : decrypt(encrypted, key())
      if (result === null) {
        throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.')
      }
      const shouldReEncrypt = isRotated
      isRotated = false
      return { result, shouldReEncrypt }
    },
    ...(desktop.os === 'linux'
      ? {
          getSelectedStorageBackend: () => {
            if (!desktop.isReady()) return 'unknown' as const
            return 'gnome_libsecret' as const
          },
        }
      : {}),
  } satisfies Partial<Electron.SafeStorage>
  return strict('safeStorage', members, ['getSelectedStorageBackend']) as unknown as Electron.SafeStorage
}

function keyringKey(file: string): Buffer {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 })
  return Buffer.from(readFileSync(file, 'utf8'), 'hex')
}

function decrypt(sealed: Buffer, key: Buffer): string | null {
  try {
    if (!sealed.subarray(0, 3).equals(prefix)) return null
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(3, 15))
    decipher.setAuthTag(sealed.subarray(15, 31))
    return Buffer.concat([decipher.update(sealed.subarray(31)), decipher.final()]).toString()
  } catch {
    return null
  }
}
