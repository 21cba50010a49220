// R20: the second place of the wrapped data keys, and what becomes of it when the process dies or the disk fails.
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type KeptWraps, StoreError } from '../ports/store.ts'
import { createWrapFile } from './wrap-file.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-wraps-'))
  path = join(folder, 'vault-keys.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const content: KeptWraps = {
  hasPassphrase: true,
  wraps: [
    { generation: 1, slot: 0, wrapped: new Uint8Array([0, 1, 255]), backend: 'a keyring' },
    { generation: 2, slot: 1, wrapped: new Uint8Array([7]), backend: 'another "keyring" ü' },
  ],
}

describe('R20 the file of the wraps', () => {
  it('gives back what was written, over and over', () => {
    const file = createWrapFile(path)
    expect(file.read()).toBeNull()
    file.write(content)
    expect(createWrapFile(path).read()).toEqual(content)
    file.write({ wraps: [], hasPassphrase: false })
    expect(file.read()).toEqual({ wraps: [], hasPassphrase: false })
    file.remove()
    expect(file.read()).toBeNull()
    expect(readdirSync(folder)).toEqual([])
  })

  it.skipIf(process.platform === 'win32')('R23 is for its user alone, whatever it was before', () => {
    const file = createWrapFile(path)
    file.write(content)
    expect(lstatSync(path).mode & 0o777).toBe(0o600)
    chmodSync(path, 0o644)
    expect(file.read()).toEqual(content)
    expect(lstatSync(path).mode & 0o777).toBe(0o600)
  })

  it('killed before it had its name the old one stands, and the draft is in nobody’s way', () => {
    const file = createWrapFile(path)
    file.write(content)
    writeFileSync(`${path}.new`, readFileSync(path).subarray(0, 40))
    expect(createWrapFile(path).read()).toEqual(content)
    file.write({ ...content, hasPassphrase: false })
    expect(readdirSync(folder)).toEqual(['vault-keys.json'])
  })

  it.each([
    ['nothing', ''],
    ['half of it', '{"version":1,"hasPassphrase":true,"wra'],
    ['another version', '{"version":2,"hasPassphrase":true,"wraps":[]}'],
    [
      'a slot that does not exist',
      '{"version":1,"hasPassphrase":true,"wraps":[{"generation":1,"slot":9,"wrapped":"","backend":""}]}',
    ],
    [
      'no base64',
      '{"version":1,"hasPassphrase":true,"wraps":[{"generation":1,"slot":0,"wrapped":"%%","backend":""}]}',
    ],
    ['something else', '[]'],
  ])('that holds %s counts as none', (_name, text) => {
    writeFileSync(path, text)
    expect(createWrapFile(path).read()).toBeNull()
  })

  it('a link or a folder in its place is not followed and not read', () => {
    const elsewhere = join(folder, 'elsewhere')
    writeFileSync(elsewhere, 'untouched')
    symlinkSync(elsewhere, path)
    const file = createWrapFile(path)
    expect(file.read()).toBeNull()
    file.write(content)
    expect(readFileSync(elsewhere, 'utf8')).toBe('untouched')
    expect(file.read()).toEqual(content)
    file.remove()
    mkdirSync(path)
    expect(file.read()).toBeNull()
  })

  it('R56 a disk that refuses is told, and leaves the old one', () => {
    const blocked = join(folder, 'file', 'vault-keys.json')
    writeFileSync(join(folder, 'file'), '')
    expect(() => createWrapFile(blocked).write(content)).toThrow(StoreError)
  })
})
