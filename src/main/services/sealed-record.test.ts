// Records that were altered or moved.
import { createCipheriv, randomBytes } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { inWords, recordFigure } from '../../../test/support/figures.ts'
import {
  type DataKey,
  dataKeyBytes,
  generationOf,
  openRecord,
  type RecordPlace,
  sealRecord,
} from './sealed-record.ts'

const makeKey = (generation: number): DataKey => ({ generation, bytes: randomBytes(dataKeyBytes) })
const key = makeKey(258)
const place: RecordPlace = { table: 'sealed_values', rowId: 'key-1', accountId: 'me' }
const secret = 'sandbox-v2-made-up-value-0001 ünïcode 😀'

describe('R16 a record that was tampered with', () => {
  let tried = 0
  let detected = 0
  afterAll(() => {
    recordFigure('Tampered records', `${inWords(detected)} of ${inWords(tried)} changes and swaps detected`)
  })

  it('is detected at every flipped byte and at every length', () => {
    const sealed = sealRecord(key, place, secret)
    expect(openRecord(key, place, sealed)).toBe(secret)
    const expectUnreadable = (record: Uint8Array): void => {
      tried += 1
      if (openRecord(key, place, record) === null) detected += 1
    }
    for (let at = 0; at < sealed.length; at += 1) {
      for (let mask = 1; mask < 256; mask += 1) {
        const flipped = Uint8Array.from(sealed)
        flipped[at] = (flipped[at] ?? 0) ^ mask
        expectUnreadable(flipped)
      }
      expectUnreadable(sealed.subarray(0, at))
      expectUnreadable(sealed.subarray(at + 1))
      expectUnreadable(Buffer.concat([sealed, sealed.subarray(0, at + 1)]))
    }
    for (let count = 0; count < 1500; count += 1) expectUnreadable(randomBytes(count % 120))
    expect(tried).toBeGreaterThan(2000)
    expect(detected).toBe(tried)
  })

  it('is detected in any other row, table or account', () => {
    const tables = ['accounts', 'sealed_values', 'sealed_secrets'] as const
    const names = ['a', 'b', 'a,b', 'b","a', '', '["a"]']
    const places = tables.flatMap((table) =>
      names.flatMap((rowId) => names.map((accountId): RecordPlace => ({ table, rowId, accountId }))),
    )
    const records = places.map((own) => sealRecord(key, own, JSON.stringify(own)))
    for (const [index, own] of places.entries()) {
      for (const [other, record] of records.entries()) {
        const opened = openRecord(key, own, record)
        if (index !== other) tried += 1
        if (index !== other && opened === null) detected += 1
        expect(opened).toBe(index === other ? JSON.stringify(own) : null)
      }
    }
  })

  it('is detected when it was sealed with another data key', () => {
    expect(openRecord(makeKey(258), place, sealRecord(key, place, secret))).toBeNull()
  })
})

describe('R19 a record knows the data key that sealed it', () => {
  it.each([1, 2, 258, 0xff_ff_ff_ff])('generation %i', (generation) => {
    const sealed = sealRecord({ ...key, generation }, place, secret)
    expect(generationOf(sealed)).toBe(generation)
    expect(openRecord({ ...key, generation }, place, sealed)).toBe(secret)
    expect(openRecord({ ...key, generation: generation - 1 }, place, sealed)).toBeNull()
  })

  it('and says so only as the same key tells it', () => {
    const sealed = sealRecord(key, place, secret)
    sealed[4] = 3
    expect(generationOf(sealed)).toBe(259)
    expect(openRecord({ ...key, generation: 259 }, place, sealed)).toBeNull()
  })

  it('one of the form before generations is of the first key', () => {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce)
    cipher.setAAD(Buffer.from(JSON.stringify(['latchkey', 1, place.table, place.rowId, place.accountId])))
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()])
    const record = Buffer.concat([Buffer.from([1]), nonce, sealed, cipher.getAuthTag()])
    expect(generationOf(record)).toBe(1)
    expect(openRecord({ ...key, generation: 1 }, place, record)).toBe(secret)
    expect(openRecord(key, place, record)).toBeNull()
  })

  it('what is no record has none', () => {
    for (const record of [[], [0], [3, 0, 0, 0, 1], [2, 0, 0, 1]]) {
      expect(generationOf(Uint8Array.from(record))).toBeNull()
    }
  })
})
