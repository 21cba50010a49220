// An in-memory stand-in for the keyring of the system: it really encrypts, may wait behind a prompt, and can be lost.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type SecureStore, SecureStoreError } from '../../src/main/ports/system.ts'

export interface FakeSecureStore extends SecureStore {
  /** `ok`, no store at all, a prompt that nobody answers yet, or a store that cannot open what it made. */
  mode: 'ok' | 'unavailable' | 'pending' | 'undecryptable'
  /** Answers what was waiting for the prompt, in the present mode. */
  readonly answerPrompt: () => void
  /** Loses what it had and is a new, empty store; the returned function brings the old one back in its place. */
  readonly reset: () => () => void
}

/** Really encrypts, with a key of its own: nothing of the text can be found in what it returns. */
export function createFakeSecureStore(ownKey: Uint8Array = randomBytes(32)): FakeSecureStore {
  let key = ownKey
  let waiting: (() => void)[] = []

  const prompt = async () => {
    while (store.mode === 'pending') await new Promise<void>((resolve) => waiting.push(resolve))
  }

  const store: FakeSecureStore = {
    mode: 'ok',
    answerPrompt: () => {
      const answered = waiting
      waiting = []
      for (const resolve of answered) resolve()
    },
    reset: () => {
      const old = key
      key = randomBytes(32)
      return () => {
        key = old
      }
    },
    isAvailable: async () => {
      await prompt()
      return store.mode !== 'unavailable'
    },
    seal: async (text) => {
      await prompt()
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), sealed]))
    },
    open: async (sealed) => {
      await prompt()
      if (store.mode === 'undecryptable') throw new SecureStoreError('undecryptable')
      const bytes = Buffer.from(sealed)
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      try {
        const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString()
        return { text, shouldReseal: false }
      } catch {
        throw new SecureStoreError('undecryptable')
      }
    },
    backend: () => 'a made-up keyring',
  }
  return store
}
