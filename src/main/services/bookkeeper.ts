// Makes and checks the seal of the vault's books, by keys that are derived from the data keys and open nothing.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { BooksMac } from '../ports/books.ts'
import { booksKeyOf, type DataKey } from './sealed-record.ts'

export interface Bookkeeper {
  /** By the newest data key. */
  readonly seal: (content: string) => BooksMac
  /** Null where the data key that made it is not there. */
  readonly isOurs: (content: string, mac: BooksMac) => boolean | null
  /** Whether the data key of this generation is there. */
  readonly hasKey: (generation: number) => boolean
}

/** The newest key first. They may be overwritten afterwards. */
export function createBookkeeper([newest, ...others]: readonly [DataKey, ...DataKey[]]): Bookkeeper {
  const books = new Map([newest, ...others].map((key) => [key.generation, booksKeyOf(key)]))
  const own = booksKeyOf(newest)
  return {
    seal: (content) => ({ generation: newest.generation, mac: new Uint8Array(macOf(own, content)) }),
    isOurs: (content, { generation, mac }) => {
      const key = books.get(generation)
      if (key === undefined) return null
      const ours = macOf(key, content)
      return ours.length === mac.length && timingSafeEqual(ours, mac)
    },
    hasKey: (generation) => books.has(generation),
  }
}

function macOf(key: Buffer, content: string): Buffer {
  return createHmac('sha256', key).update(content).digest()
}
