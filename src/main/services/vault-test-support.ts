// A secure store and a clock that behave as the tests of the vault tell them to.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { KeptWraps, WrapFile } from '../ports/store.ts'
import { type Clock, type SecureStore, SecureStoreError } from '../ports/system.ts'
import type { ScryptCost } from './passphrase-envelope.ts'

export interface TestClock extends Clock {
  /** Runs what is due within `ms`, in order, and lets promises settle in between. */
  readonly pass: (ms: number) => Promise<void>
}

/** Stands still until `pass` moves it. */
export function createTestClock(): TestClock {
  let now = 0
  let timers: { at: number; callback: () => void }[] = []
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  return {
    now: () => now,
    monotonic: () => now,
    after: (ms, callback) => {
      const timer = { at: now + ms, callback }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    pass: async (ms) => {
      const end = now + ms
      await settle()
      for (;;) {
        const next = timers.toSorted((a, b) => a.at - b.at).find((timer) => timer.at <= end)
        if (next === undefined) break
        timers = timers.filter((other) => other !== next)
        now = next.at
        next.callback()
        await settle()
      }
      now = end
    },
  }
}

/** The second place of the wraps, in memory. */
export function createMemoryWrapFile(): WrapFile & { content: KeptWraps | null } {
  const file: WrapFile & { content: KeptWraps | null } = {
    content: null,
    read: () => file.content,
    write: (content) => {
      file.content = content
    },
    remove: () => {
      file.content = null
    },
  }
  return file
}

/** Cheap enough to be made hundreds of times. */
export const cheapScrypt: ScryptCost = { logN: 4, r: 8, p: 1 }

type Behaviour = 'works' | 'absent' | 'temporary' | 'undecryptable' | 'pending' | 'throws'

export interface TestKeyring {
  readonly store: SecureStore
  /** How often it was asked for anything. */
  readonly calls: () => number
  readonly behave: (next: Behaviour) => void
  /** A prompt is answered, and from now on the keyring behaves so. */
  readonly answer: (next: Behaviour) => void
  readonly wantReseal: (wants: boolean) => void
}

/** AES-GCM under a key of its own; another keyring cannot open what this one made. */
export function createTestKeyring(name = 'a keyring'): TestKeyring {
  const key = randomBytes(32)
  let behaviour: Behaviour = 'works'
  let shouldReseal = false
  let release = (): void => {}
  let calls = 0

  async function obey(): Promise<void> {
    calls += 1
    if (behaviour === 'pending') {
      await new Promise<void>((resolve) => {
        release = resolve
      })
    }
    if (behaviour === 'temporary' || behaviour === 'undecryptable') throw new SecureStoreError(behaviour)
    if (behaviour === 'throws') throw new Error('safeStorage cannot be used')
  }

  const store: SecureStore = {
    isAvailable: async () => {
      await obey()
      return behaviour !== 'absent'
    },
    seal: async (text) => {
      await obey()
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()])
    },
    open: async (sealed) => {
      await obey()
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
        decipher.setAuthTag(sealed.subarray(-16))
        const text = decipher.update(sealed.subarray(12, -16)).toString() + decipher.final().toString()
        return { text, shouldReseal }
      } catch {
        throw new SecureStoreError('undecryptable')
      }
    },
    backend: () => name,
  }
  return {
    store,
    calls: () => calls,
    behave: (next: Behaviour) => {
      behaviour = next
    },
    answer: (next: Behaviour) => {
      behaviour = next
      release()
    },
    wantReseal: (wants: boolean) => {
      shouldReseal = wants
    },
  }
}
