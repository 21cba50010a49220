// The two places of the wrapped data keys, vault.db and a file beside it, kept alike (R20).
import { isDeepStrictEqual } from 'node:util'
import type { KeptWraps, VaultStore, WrapFile, WrappedKey } from '../ports/store.ts'
import type { Log } from '../ports/system.ts'
import { attempt } from './attempt.ts'
import { formOf } from './wrappings.ts'

export interface WrapShelf {
  /** Those of the database, then those that are only in the file. Throws `StoreError`. */
  readonly read: () => readonly WrappedKey[]
  /**
   * Whether nothing may be opened without the passphrase. One place that says so is enough: an old copy of the
   * other may not take it away. Throws `StoreError`.
   */
  readonly hasPassphrase: () => boolean
  /**
   * Null for a wrap that stands in the database; for one that is in the file alone, the slot to put it: a free one,
   * where there is one. Throws `StoreError`.
   */
  readonly slotFor: (wrap: Pick<WrappedKey, 'generation' | 'slot' | 'wrapped'>) => number | null
  /** Whether the database itself says that a passphrase is set. Throws `StoreError`. */
  readonly isMarked: () => boolean
  /** True when the wrap stands in the database as given. Throws `StoreError`. */
  readonly write: (wrap: WrappedKey) => boolean
  /**
   * In one step these become the only wraps of their generations, and it is said whether a passphrase is set.
   * False where bytes of the others may still be in database, backups or file. Throws `StoreError`; then nothing
   * has changed.
   */
  readonly settle: (kept: readonly WrappedKey[], hasPassphrase: boolean) => boolean
  /**
   * Makes the file like the database, whose wraps were opened just before. False where it could be neither
   * written nor taken away.
   */
  readonly align: () => boolean
  /** Leaves the file as it is, until all wraps are made anew: it holds one that the database could not take. */
  readonly keepFile: () => void
}

export interface WrapShelfDeps {
  readonly store: Pick<VaultStore, 'readWraps' | 'writeWrap' | 'settleWraps' | 'readPassphrase'>
  readonly wrapFile: WrapFile
  readonly log: Log
}

/** Puts wraps back into a database that was lost or restored from before they were made. */
export function createWrapShelf({ store, wrapFile, log }: WrapShelfDeps): WrapShelf {
  let isFileKept = false
  const fileContent = (): KeptWraps => wrapFile.read() ?? { wraps: [], hasPassphrase: false }

  const read = () => {
    const wraps = store.readWraps()
    const isNew = (wrap: WrappedKey) => !wraps.some((known) => isSameWrap(known, wrap))
    return [...wraps, ...fileContent().wraps.filter(isNew)]
  }

  const hasPassphrase = () => {
    const forms = read().map(({ wrapped }) => formOf(wrapped))
    const isSaid = store.readPassphrase().isSet || fileContent().hasPassphrase
    return forms.some((form) => form !== 'store') && (isSaid || !forms.includes('store'))
  }

  const align = () => {
    if (isFileKept) return true
    const content = { wraps: store.readWraps(), hasPassphrase: store.readPassphrase().isSet }
    if (isDeepStrictEqual(wrapFile.read(), content)) return true
    try {
      wrapFile.write(content)
      return true
    } catch {
      log('vault.wrapsNotCopied')
      // A copy that opens otherwise than the vault is worse than none.
      return (
        attempt(log, 'vault.wrapFileNotRemoved', () => {
          wrapFile.remove()
          return true
        }) ?? false
      )
    }
  }

  const isSettled = (kept: readonly WrappedKey[], isSet: boolean) => {
    const generations = new Set(kept.map(({ generation }) => generation))
    const wraps = store.readWraps().filter(({ generation }) => generations.has(generation))
    const isKept = (wrap: WrappedKey) => kept.some((known) => isSameWrap(known, wrap))
    return store.readPassphrase().isSet === isSet && wraps.length === kept.length && wraps.every(isKept)
  }

  /** What a kill left between the two: the database was first to be changed and was found good. */
  const finishSwitch = () => {
    const hasEnvelopes = store.readWraps().some(({ wrapped }) => formOf(wrapped) !== 'store')
    if (store.readPassphrase().isSet && hasEnvelopes && !fileContent().hasPassphrase) align()
  }

  /** Generations that the database does not know at all; nothing in it is replaced. */
  const takeBack = () => {
    const known = new Set(store.readWraps().map(({ generation }) => generation))
    const missing = fileContent().wraps.filter(({ generation }) => !known.has(generation))
    for (const wrap of missing) store.writeWrap(wrap)
    if (missing.length > 0) log('vault.wrapsTakenBack', { count: missing.length })
  }

  attempt(log, 'vault.wrapsNotRead', () => {
    takeBack()
    finishSwitch()
  })
  return {
    read,
    hasPassphrase,
    isMarked: () => store.readPassphrase().isSet,
    slotFor: (wrap) => {
      const wraps = store.readWraps().filter(({ generation }) => generation === wrap.generation)
      if (wraps.some(({ wrapped }) => Buffer.from(wrapped).equals(wrap.wrapped))) return null
      return [0, 1].find((slot) => !wraps.some((known) => known.slot === slot)) ?? wrap.slot
    },
    write: (wrap) => {
      store.writeWrap(wrap)
      return store.readWraps().some((written) => isSameWrap(written, wrap))
    },
    settle: (kept, isSet) => {
      let isClean = true
      try {
        store.settleWraps(kept, isSet)
      } catch (error) {
        // Its log may be in use by another process; what was committed stands nevertheless.
        if (!isSettled(kept, isSet)) throw error
        isClean = false
      }
      isFileKept = false
      return align() && isClean
    },
    align,
    keepFile: () => {
      isFileKept = true
    },
  }
}

function isSameWrap(a: WrappedKey, b: WrappedKey): boolean {
  return a.generation === b.generation && a.slot === b.slot && Buffer.from(a.wrapped).equals(b.wrapped)
}
