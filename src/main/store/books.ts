// The seal of the vault's books: a MAC over what the ledger tells, kept in step with each change.
import type Database from 'better-sqlite3'
import * as z from 'zod'
import type { BooksMac, FoundBooks, VaultBooks } from '../ports/books.ts'
import type { VaultStore } from '../ports/store.ts'
import { harmless } from './file-place.ts'
import { digestRows, ledgerCounts } from './ledger.ts'
import { readStored } from './stored-json.ts'

/** The version of the vault's schema that brought the seal. */
const firstVersion = 6

/**
 * R43. The books are sealed in the transaction that changes them, so that no kill leaves a change without its
 * seal. Where no key is there (before the vault opens) a change says so instead. Closing in good order seals a
 * digest over the rows as well. A later migration that changes rows changes the schema's version, and with it
 * how strictly the seal is compared.
 */
export interface Books {
  readonly found: FoundBooks
  readonly sealWith: (seal: (content: string) => BooksMac) => void
  readonly stopSealing: () => void
  /** Within the transaction that changed the vault or a backup of it. */
  readonly reseal: (database: Database.Database) => void
  /** Changes the vault in one transaction, with its seal. */
  readonly change: <T>(write: () => T) => T
  /** The last change before the file is closed. Never throws: the seal before it still fits. */
  readonly sealRows: () => void
}

interface SealRow {
  readonly content: string | null
  readonly mac: Buffer | null
  readonly generation: number | null
  readonly isCurrent: number
}

const booksSchema = z.strictObject({
  schema: z.number(),
  changes: z.number(),
  counts: z.record(z.string(), z.number()),
  digest: z.string().nullable(),
})

/** Of an open vault of the present version. */
export function createBooks(database: Database.Database): Books {
  const found = readFound(database)
  let seal: ((content: string) => BooksMac) | null = null

  function write(one: Database.Database, digest: string | null): void {
    if (versionOf(one) < firstVersion) return
    if (seal === null) {
      one.exec(
        'UPDATE sentinel SET is_seal_current = 0 WHERE is_seal_current = 1 AND changes IS NOT sealed_changes',
      )
      return
    }
    const content = JSON.stringify(readBooks(one, digest))
    const { generation, mac } = seal(content)
    one
      .prepare<[string, Uint8Array, number]>(
        `UPDATE sentinel SET seal_content = ?, seal_mac = ?, seal_generation = ?, sealed_changes = changes,
           is_seal_current = 1`,
      )
      .run(content, mac, generation)
  }

  const reseal: Books['reseal'] = (one) => write(one, null)
  const change = <T>(work: () => T): T => {
    const inOne = database.transaction(() => {
      const result = work()
      reseal(database)
      return result
    })
    return inOne.immediate()
  }
  return {
    found,
    reseal,
    change,
    sealWith: (next) => {
      seal = next
      change(() => {})
    },
    stopSealing: () => {
      seal = null
    },
    sealRows: () => {
      if (seal === null) return
      const inOne = database.transaction(() => write(database, digestRows(database)))
      try {
        inOne.immediate()
      } catch {
        // A full disk at the end of the day.
      }
    },
  }
}

/** These write as one change by themselves, for they go on after it: to the log, which a transaction may not. */
const sealedByThemselves: ReadonlySet<string> = new Set<keyof VaultStore>([
  'settleWraps',
  'eraseAll',
  'writeAccount',
  'removeAccount',
  'eraseValue',
  'removeFingerprint',
  'storeSecretCopy',
  'eraseSecretCopy',
])

type Functions<T> = { readonly [K in keyof T]: (...args: never[]) => unknown }
type AnyFunction = (...args: unknown[]) => unknown

/** The same functions, of which each that writes seals the books in its own transaction. */
export function withSealedChanges<T extends Functions<T>>(
  functions: T,
  { change }: Pick<Books, 'change'>,
): T {
  const sealed = Object.entries(functions).map(([name, fn]) => {
    if (harmless.test(name) || sealedByThemselves.has(name)) return [name, fn]
    return [name, (...args: unknown[]) => change(() => (fn as AnyFunction)(...args))]
  })
  return Object.fromEntries(sealed) as T
}

export function createBookStatements({
  found,
  sealWith,
}: Pick<Books, 'found' | 'sealWith'>): Pick<VaultStore, 'readBooks' | 'sealBooks'> {
  return { readBooks: () => found, sealBooks: sealWith }
}

/** Takes the seal out of the vault or a backup of it. */
export function dropSeal(database: Database.Database): void {
  if (versionOf(database) < firstVersion) return
  database.exec(
    `UPDATE sentinel SET seal_content = NULL, seal_mac = NULL, seal_generation = NULL, sealed_changes = NULL,
       is_seal_current = 0`,
  )
}

function readFound(database: Database.Database): FoundBooks {
  const row = database
    .prepare<[], SealRow>(
      `SELECT seal_content AS content, seal_mac AS mac, seal_generation AS generation,
         is_seal_current AS isCurrent
       FROM sentinel`,
    )
    .get()
  const isSealCurrent = row?.isCurrent === 1
  if (row === undefined || row.content === null || row.mac === null || row.generation === null) {
    return { present: readBooks(database, null), seal: null, sealed: null, isSealCurrent }
  }
  const sealed = readStored<VaultBooks>(booksSchema, row.content)
  const hasDigest = isSealCurrent && sealed?.schema === versionOf(database) && sealed.digest !== null
  const seal = { content: row.content, generation: row.generation, mac: new Uint8Array(row.mac) }
  return {
    ...{ seal, sealed, isSealCurrent },
    present: readBooks(database, hasDigest ? digestRows(database) : null),
  }
}

function readBooks(database: Database.Database, digest: string | null): VaultBooks {
  const changes = Number(database.prepare('SELECT changes FROM sentinel').pluck().get())
  return { schema: versionOf(database), changes, counts: ledgerCounts(database), digest }
}

function versionOf(database: Database.Database): number {
  return Number(database.pragma('user_version', { simple: true }))
}
