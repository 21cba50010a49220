// The vault's books, the seal over them, and a sample of what is sealed; kept in store/, judged in services/.

/** What the vault's ledger tells of its rows. */
export interface VaultBooks {
  /** The version of the schema. */
  readonly schema: number
  /** Grows with each row that is added, removed or changed, whoever does it. */
  readonly changes: number
  /** How many rows each table holds. */
  readonly counts: Readonly<Record<string, number>>
  /** Over the rows themselves; null where the vault was not closed in good order since. */
  readonly digest: string | null
}

/** A MAC over the vault's books by a key that only an open vault has. */
export interface BooksMac {
  /** The data key that it was made with. */
  readonly generation: number
  readonly mac: Uint8Array
}

/** The books as they were when the vault was opened, before this run wrote anything. */
export interface FoundBooks {
  readonly present: VaultBooks
  /** Null where no run has sealed them yet. */
  readonly seal: (BooksMac & { readonly content: string }) | null
  /** What the seal was made over; null where it is none of ours. */
  readonly sealed: VaultBooks | null
  /** False where a run that had no key changed something since it was sealed. */
  readonly isSealCurrent: boolean
}

/** A record that only an open vault can read, with the row it is bound to. */
export interface SealedSample {
  readonly table: 'accounts' | 'sealed_values' | 'sealed_secrets'
  readonly rowId: string
  readonly accountId: string
  readonly sealed: Uint8Array
}
