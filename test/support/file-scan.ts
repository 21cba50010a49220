// Looks through every file below a folder for secrets, in every form in which one could lie there (R22).
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

interface FileHit {
  readonly file: string
  readonly form: string
}

export interface FileScan {
  readonly fileCount: number
  readonly byteCount: number
  readonly hits: readonly FileHit[]
}

/** Reads every file, those of Chromium included. A file that vanishes meanwhile is left out. */
export function scanFiles(folder: string, secrets: readonly string[]): FileScan {
  const needles = secrets.flatMap(formsOf)
  const hits: FileHit[] = []
  let fileCount = 0
  let byteCount = 0
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = readIfThere(path)
    if (bytes === null) continue
    fileCount += 1
    byteCount += bytes.length
    for (const { form, bytes: needle } of needles) {
      if (bytes.includes(needle)) hits.push({ file: relative(folder, path), form })
    }
  }
  return { fileCount, byteCount, hits }
}

/** UTF-8, UTF-16, base64 at each of its three alignments, base64url, hex in both cases, URL form. */
function formsOf(secret: string): readonly { readonly form: string; readonly bytes: Buffer }[] {
  const utf8 = Buffer.from(secret)
  const hex = utf8.toString('hex')
  const percent = [...utf8].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  const ascii = (form: string, text: string) => ({ form, bytes: Buffer.from(text, 'latin1') })
  return [
    { form: 'UTF-8', bytes: utf8 },
    { form: 'UTF-16LE', bytes: Buffer.from(secret, 'utf16le') },
    { form: 'UTF-16BE', bytes: Buffer.from(secret, 'utf16le').swap16() },
    ascii('hex', hex),
    ascii('HEX', hex.toUpperCase()),
    ascii('URL', percent),
    ascii('URL in capitals', percent.toUpperCase()),
    ascii('URL, encoded where needed', encodeURIComponent(secret)),
    ...[0, 1, 2].flatMap((offset) => {
      const base64 = alignedBase64(utf8, offset)
      return [
        ascii(`base64 at ${offset}`, base64),
        ascii(`base64url at ${offset}`, base64.replaceAll('+', '-').replaceAll('/', '_')),
      ]
    }),
  ]
}

/** What every base64 text holds that has the secret in it `offset` bytes behind a group of three. */
function alignedBase64(secret: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), secret])
    .toString('base64')
    .replace(/=+$/, '')
  const start = offset === 0 ? 0 : offset + 1
  const isWhole = (secret.length + offset) % 3 === 0
  return text.slice(start, isWhole ? text.length : -1)
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}
