// Whether an open database is still the file at its path: a system lets a process go on writing to one that is gone.
import { statSync } from 'node:fs'
import { StoreError } from '../ports/store.ts'

type Functions<T> = { readonly [K in keyof T]: (...args: never[]) => unknown }
type AnyFunction = (...args: unknown[]) => unknown

/** These change nothing, or end everything. */
export const harmless = /^(read|list|count|open|close)/

/**
 * The same functions, of which those that write throw `unavailable` while the file at `path` is missing or is
 * another one (R56): what they wrote would be found by nobody. Windows lets no open file be taken away.
 */
export function withPlaceChecks<T extends Functions<T>>(path: string, functions: T): T {
  if (process.platform === 'win32') return functions
  const opened = identityOf(path)
  const guarded = Object.entries(functions).map(([name, fn]) => {
    if (harmless.test(name)) return [name, fn]
    const write: AnyFunction = (...args) => {
      if (identityOf(path) !== opened) throw new StoreError('unavailable')
      return (fn as AnyFunction)(...args)
    }
    return [name, write]
  })
  return Object.fromEntries(guarded) as T
}

function identityOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? null : `${found.dev}:${found.ino}`
}
