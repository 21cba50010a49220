// Notices what was done to the vault by something other than Latchkey: its books against their seal, a sample tried.
import type { FoundBooks, SealedSample, VaultBooks } from '../ports/books.ts'
import type { VaultStore } from '../ports/store.ts'
import type { Dialogs, Log } from '../ports/system.ts'
import { attempt } from './attempt.ts'
import type { Bookkeeper } from './bookkeeper.ts'
import { generationOf } from './sealed-record.ts'
import type { Vault } from './vault.ts'

export interface LedgerSealDeps {
  readonly vault: Pick<Vault, 'bookkeeper' | 'open'>
  readonly vaultStore: Pick<VaultStore, 'readBooks' | 'readSealedSample' | 'readWraps' | 'sealBooks'>
  readonly log: Log
  /** Told once a run; the books are sealed anew when it resolves, as they are then. */
  readonly onAltered: (words: Parameters<Dialogs['tell']>[0]) => Promise<void>
}

export interface LedgerSeal {
  /**
   * R43. A data key is there: the first time in a run, what was found at its start is judged; from then on each
   * change is sealed. Never throws, deletes nothing and repairs nothing.
   *
   * What this is worth: the MAC covers how many rows each table holds, a counter that grows with each change,
   * and, after a run that ended in good order, a digest over the rows (the last 2,500 of each table). Whoever
   * adds, removes, swaps or edits rows with a tool for databases is noticed at the next start, also where the
   * counts were moved along, and by the counter also where the run before was killed. A sealed record that was
   * altered or moved is noticed where it is in the sample, and in any case when it is used.
   *
   * What it is not worth: a run that never had a key (the keyring was locked, the passphrase not entered) changes
   * rows without a seal and says so beside it. Whoever knows this can say the same, and is then noticed only
   * where the counter runs back or does not account for the rows. Taking the seal away altogether looks like a
   * vault of an older version. An older state of the whole file, put back with its seal, fits itself. After a
   * run that was killed there is no digest: rows that were swapped, with the counter put back by hand, are then
   * noticed only by the sample. The count of wrong passphrases and the mark of the clipboard, which change
   * without a key, are in no books. None of this lets anybody read, forge or move a sealed record.
   */
  readonly noteReady: () => void
}

export function createLedgerSeal({ vault, vaultStore, log, onAltered }: LedgerSealDeps): LedgerSeal {
  let isJudged = false

  /** By the key that is there then: the vault may have been reset while its user read. */
  const sealFromNow = () => {
    const keeper = vault.bookkeeper()
    if (keeper !== null) attempt(log, 'vault.booksNotSealed', () => vaultStore.sealBooks(keeper.seal))
  }

  const judge = (keeper: Bookkeeper) => {
    const known = new Set(vaultStore.readWraps().map(({ generation }) => generation))
    const isBooksAltered = judgeBooks(vaultStore.readBooks(), keeper, known) === 'altered'
    const sample = vaultStore.readSealedSample()
    const unopened = sample.filter((record) => !opens(record, keeper, known)).length
    return { isBooksAltered, unopened, tried: sample.length }
  }

  const opens = ({ sealed, ...place }: SealedSample, keeper: Bookkeeper, known: ReadonlySet<number>) => {
    const generation = generationOf(sealed)
    // Of a data key whose keyring is lost: it waits for its return.
    if (generation !== null && !keeper.hasKey(generation) && known.has(generation)) return true
    return vault.open(place, sealed).ok
  }

  return {
    noteReady: () => {
      const keeper = vault.bookkeeper()
      if (keeper === null) return
      const found = isJudged ? null : attempt(log, 'vault.booksNotRead', () => judge(keeper))
      isJudged = true
      if (found === null || (!found.isBooksAltered && found.unopened === 0)) {
        sealFromNow()
        return
      }
      const { isBooksAltered, unopened } = found
      log('vault.ledgerAltered', { isBooksAltered, unopened })
      void onAltered(wordsOf(found))
        .catch(() => log('vault.alterationNotTold'))
        .then(sealFromNow)
    },
  }
}

/** `unknown` where there is nothing to compare with, or no key to do it. */
function judgeBooks(
  { present, seal, sealed, isSealCurrent }: FoundBooks,
  keeper: Bookkeeper,
  known: ReadonlySet<number>,
): 'fits' | 'altered' | 'unknown' {
  if (seal === null) return 'unknown'
  const isOurs = keeper.isOurs(seal.content, seal)
  if (isOurs === null) return known.has(seal.generation) ? 'unknown' : 'altered'
  if (!isOurs || sealed === null) return 'altered'
  const isSame = isSealCurrent && sealed.schema === present.schema
  return (isSame ? isEqual(sealed, present) : isSuccessor(sealed, present)) ? 'fits' : 'altered'
}

function isEqual(sealed: VaultBooks, present: VaultBooks): boolean {
  return (
    sealed.changes === present.changes &&
    moved(sealed, present) === 0 &&
    (sealed.digest === null || sealed.digest === present.digest)
  )
}

/** Each row that came or went is a change of its own. */
function isSuccessor(sealed: VaultBooks, present: VaultBooks): boolean {
  const changes = present.changes - sealed.changes
  return changes >= 0 && moved(sealed, present) <= changes
}

/** By how many rows the tables differ. */
function moved(sealed: VaultBooks, present: VaultBooks): number {
  const tables = new Set([...Object.keys(sealed.counts), ...Object.keys(present.counts)])
  const differences = [...tables].map((table) =>
    Math.abs((sealed.counts[table] ?? 0) - (present.counts[table] ?? 0)),
  )
  return differences.reduce((sum, difference) => sum + difference, 0)
}

function wordsOf(found: {
  readonly isBooksAltered: boolean
  readonly unopened: number
  readonly tried: number
}): Parameters<Dialogs['tell']>[0] {
  const books = found.isBooksAltered
    ? ['Its books do not fit: something other than Latchkey added, removed or edited what is kept in it.']
    : []
  const records =
    found.unopened > 0
      ? [
          `${found.unopened} of the ${found.tried} sealed records that were tried ${found.unopened === 1 ? 'does' : 'do'} not open: altered, or moved from another place.`,
        ]
      : []
  return {
    title: 'The vault was changed outside Latchkey',
    detail: [
      ...books,
      ...records,
      'Latchkey deleted and repaired nothing.',
      'If you edited vault.db yourself, you can go on. If not, somebody can write to your files: compare the keys and secrets with what you expect, replace the values that were kept here, and save a copy of the profile’s folder. Earlier states of the vault lie in its folder “backups”.',
    ].join(' '),
  }
}
