// The three ways in which a data key is wrapped, told apart by the first bytes: by the secure store, by a passphrase, by both.
import type { SecureStore } from '../ports/system.ts'
import { openEnvelope, type StretchedKey, sealEnvelope } from './passphrase-envelope.ts'
import { type DataKey, dataKeyBytes } from './sealed-record.ts'

/** `both`: the store's seal is around the passphrase's. */
export type WrapForm = 'store' | 'passphrase' | 'both'

/** A way of wrapping; rejects with the store's error where that is asked and refuses. */
export interface Wrapping {
  readonly form: WrapForm
  readonly wrap: (key: DataKey) => Promise<Uint8Array>
  readonly opensTo: (wrapped: Uint8Array, key: DataKey) => Promise<boolean>
}

/** No secure store begins what it makes like this. */
const marks = { passphrase: Buffer.from('LKP1'), both: Buffer.from('LKB1') } as const
const markBytes = 4

export function formOf(wrapped: Uint8Array): WrapForm {
  const mark = wrapped.subarray(0, markBytes)
  if (marks.passphrase.equals(mark)) return 'passphrase'
  return marks.both.equals(mark) ? 'both' : 'store'
}

export function byStore(secureStore: SecureStore): Wrapping {
  const open = async (wrapped: Uint8Array) => (await secureStore.open(wrapped)).text
  return {
    form: 'store',
    wrap: (key) => secureStore.seal(key.bytes.toString('base64')),
    opensTo: async (wrapped, key) => (await open(wrapped)) === key.bytes.toString('base64'),
  }
}

export function byPassphrase(stretched: StretchedKey): Wrapping {
  return {
    form: 'passphrase',
    wrap: async (key) => marked(marks.passphrase, sealEnvelope(stretched, key)),
    opensTo: async (wrapped, key) => isKeyOf(stretched, wrapped.subarray(markBytes), key),
  }
}

export function byBoth(secureStore: SecureStore, stretched: StretchedKey): Wrapping {
  return {
    form: 'both',
    wrap: (key) => sealAround(secureStore, sealEnvelope(stretched, key)),
    opensTo: async (wrapped, key) => {
      const reached = await reachEnvelope(secureStore, wrapped)
      return reached !== null && isKeyOf(stretched, reached.envelope, key)
    },
  }
}

/** The store's seal renewed around an envelope that stays as it is: that takes no passphrase. */
export function byRenewedSeal(secureStore: SecureStore, envelope: Uint8Array): Wrapping {
  return {
    form: 'both',
    wrap: () => sealAround(secureStore, envelope),
    opensTo: async (wrapped) => {
      const reached = await reachEnvelope(secureStore, wrapped)
      return reached !== null && Buffer.from(reached.envelope).equals(envelope)
    },
  }
}

/** The data key under the store's seal alone; null where there is something else. Rejects with the store's error. */
export async function openByStore(
  secureStore: SecureStore,
  generation: number,
  wrapped: Uint8Array,
): Promise<{ readonly key: DataKey; readonly shouldReseal: boolean } | null> {
  // An empty text "decrypts" to an empty one without any key.
  if (wrapped.length === 0 || formOf(wrapped) !== 'store') return null
  const { text, shouldReseal } = await secureStore.open(wrapped)
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === dataKeyBytes ? { key: { generation, bytes }, shouldReseal } : null
}

/** What the passphrase has to open, taken out of the store's seal where it is in one. Rejects with the store's error. */
export async function reachEnvelope(
  secureStore: SecureStore,
  wrapped: Uint8Array,
): Promise<{ readonly envelope: Uint8Array; readonly shouldReseal: boolean } | null> {
  const content = wrapped.subarray(markBytes)
  switch (formOf(wrapped)) {
    case 'store':
      return null
    case 'passphrase':
      return { envelope: content, shouldReseal: false }
    case 'both': {
      if (content.length === 0) return null
      const { text, shouldReseal } = await secureStore.open(content)
      return { envelope: new Uint8Array(Buffer.from(text, 'base64')), shouldReseal }
    }
  }
}

async function sealAround(secureStore: SecureStore, envelope: Uint8Array): Promise<Uint8Array> {
  return marked(marks.both, await secureStore.seal(Buffer.from(envelope).toString('base64')))
}

function marked(mark: Buffer, content: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([mark, content]))
}

function isKeyOf(stretched: StretchedKey, envelope: Uint8Array, key: DataKey): boolean {
  const opened = openEnvelope(stretched, key.generation, envelope)
  const isSame = opened?.bytes.equals(key.bytes) ?? false
  opened?.bytes.fill(0)
  return isSame
}
