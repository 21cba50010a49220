// Proves that the scan for secrets finds what it is meant to find.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { scanFiles } from './file-scan.ts'

const secret = 'sandbox-v2-a secret/with+signs?of its own'

it.each([
  ['plain text', `before ${secret} after`],
  ['UTF-16', Buffer.from(`x${secret}`, 'utf16le')],
  ['base64 at the front', Buffer.from(`${secret}!`).toString('base64')],
  ['base64 one byte later', Buffer.from(`1${secret}12`).toString('base64')],
  ['base64url two bytes later', Buffer.from(`12${secret}1`).toString('base64url')],
  ['hex', Buffer.from(`12${secret}`).toString('hex')],
  ['a URL', `https://example.com/?key=${encodeURIComponent(secret)}`],
])('finds a secret as %s', (_form, contents) => {
  const folder = mkdtempSync(join(tmpdir(), 'file-scan-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'deep/er'), { recursive: true })
  writeFileSync(join(folder, 'innocent'), 'nothing here')
  writeFileSync(join(folder, 'deep/er/file.bin'), contents)
  const { fileCount, hits } = scanFiles(folder, ['another secret', secret])
  expect(fileCount).toBe(2)
  expect(new Set(hits.map(({ file }) => file))).toEqual(new Set(['deep/er/file.bin']))
})
