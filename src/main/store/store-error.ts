// Turns what SQLite and the file system complain of into the few failures that the app tells apart.
import Database from 'better-sqlite3'
import { StoreError, type StoreFailure } from '../ports/store.ts'

const reasons: readonly (readonly [prefix: string, reason: StoreFailure])[] = [
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_FULL', 'full'],
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
]

/** The StoreError for a failure of the database; everything else is a defect and comes back as it is. */
export function storeErrorOf(error: unknown): unknown {
  if (error instanceof StoreError || !(error instanceof Error) || !('code' in error)) return error
  const code = String(error.code)
  const known = reasons.find(([prefix]) => code.startsWith(prefix))
  if (known !== undefined) return new StoreError(known[1])
  const isStorage = error instanceof Database.SqliteError || 'syscall' in error
  return isStorage ? new StoreError('unavailable') : error
}

type Functions<T> = { readonly [K in keyof T]: (...args: never[]) => unknown }

/** The same functions, throwing `StoreError` instead of what SQLite throws. */
export function withStoreErrors<T extends Functions<T>>(functions: T): T {
  const guarded = Object.entries(functions).map(([name, fn]) => [name, guard(fn as AnyFunction)])
  return Object.fromEntries(guarded) as T
}

type AnyFunction = (...args: unknown[]) => unknown

function guard(fn: AnyFunction): AnyFunction {
  return (...args) => {
    try {
      const result = fn(...args)
      return result instanceof Promise ? result.catch(rethrow) : result
    } catch (error) {
      return rethrow(error)
    }
  }
}

function rethrow(error: unknown): never {
  throw storeErrorOf(error)
}
