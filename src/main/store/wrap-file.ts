// The file beside vault.db that holds the wrapped data keys once more, so that a lost vault does not lose its backups.
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'
import type { WrapFile } from '../ports/store.ts'
import { isRegularFile, protectFiles, protectFolder, putInPlace } from './database-files.ts'
import { storeErrorOf } from './store-error.ts'

const bytes = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
const schema = z.strictObject({
  version: z.literal(1),
  hasPassphrase: z.boolean(),
  wraps: z
    .array(
      z.strictObject({
        generation: z.number().int().min(1).max(0xffffffff),
        slot: z.number().int().min(0).max(1),
        wrapped: bytes,
        backend: z.string().max(200),
      }),
    )
    .max(1000),
})

/** Nothing is touched before the first call. */
export function createWrapFile(path: string): WrapFile {
  return {
    read: () => {
      try {
        if (!isRegularFile(path)) return null
        protectFiles(path)
        const { hasPassphrase, wraps } = schema.parse(JSON.parse(readFileSync(path, 'utf8')))
        return { wraps, hasPassphrase }
      } catch {
        return null
      }
    },
    write: ({ wraps, hasPassphrase }) => {
      const listed = wraps.map((wrap) => ({ ...wrap, wrapped: Buffer.from(wrap.wrapped).toString('base64') }))
      const text = JSON.stringify({ version: 1, hasPassphrase, wraps: listed }, null, 1)
      const draft = `${path}.new`
      try {
        protectFolder(dirname(path))
        rmSync(draft, { force: true, recursive: true })
        writeNew(draft, text)
        putInPlace(draft, path)
      } catch (error) {
        throw storeErrorOf(error)
      }
    },
    remove: () => {
      try {
        for (const file of [`${path}.new`, path]) rmSync(file, { force: true, recursive: true })
      } catch (error) {
        throw storeErrorOf(error)
      }
    },
  }
}

function writeNew(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
