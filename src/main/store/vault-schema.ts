// The schema of vault.db: what nobody can give back.
import { agreesWithLedger, extendLedger, isLeftOpen, openLedger } from './ledger.ts'
import type { DatabaseKind, Migration } from './open-database.ts'

const version1: Migration = (database) => {
  database.exec(`
    CREATE TABLE wraps (
      slot INTEGER PRIMARY KEY,
      wrapped BLOB NOT NULL,
      backend TEXT NOT NULL
    ) STRICT;
    CREATE TABLE accounts (
      id TEXT PRIMARY KEY,
      connected_at INTEGER NOT NULL,
      details TEXT NOT NULL,
      sealed_admin_key BLOB
    ) STRICT;
    CREATE TABLE intents (
      id TEXT PRIMARY KEY,
      account_id TEXT NOT NULL,
      tag TEXT NOT NULL,
      draft TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('prepared', 'sent', 'received', 'lost', 'found', 'closed')),
      key_id TEXT,
      is_tag_removed INTEGER NOT NULL CHECK (is_tag_removed IN (0, 1)),
      started_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX open_intents ON intents (account_id, started_at) WHERE state <> 'closed';
    CREATE TABLE sealed_values (
      account_id TEXT NOT NULL,
      key_id TEXT NOT NULL,
      sealed BLOB NOT NULL,
      name TEXT NOT NULL,
      display TEXT NOT NULL,
      expires_at INTEGER,
      created_at INTEGER NOT NULL,
      keeps_copy INTEGER NOT NULL CHECK (keeps_copy IN (0, 1)),
      acknowledged_at INTEGER,
      PRIMARY KEY (account_id, key_id)
    ) STRICT;
    CREATE TABLE ended_keys (
      account_id TEXT NOT NULL,
      key_id TEXT NOT NULL,
      ended_at INTEGER NOT NULL,
      details TEXT NOT NULL,
      PRIMARY KEY (account_id, key_id)
    ) STRICT;
  `)
}

/** Data keys get generations: where a keyring is lost for good, another key begins beside those it wrapped. */
const version2: Migration = (database) => {
  database.exec(`
    ALTER TABLE wraps RENAME TO wraps_of_first_key;
    CREATE TABLE wraps (
      generation INTEGER NOT NULL,
      slot INTEGER NOT NULL,
      wrapped BLOB NOT NULL,
      backend TEXT NOT NULL,
      PRIMARY KEY (generation, slot)
    ) STRICT;
    INSERT INTO wraps SELECT 1, slot, wrapped, backend FROM wraps_of_first_key;
    DROP TABLE wraps_of_first_key;
  `)
}

/** What is known of secrets' values: fingerprints, and the copies that their user wanted kept. */
const version3: Migration = (database) => {
  database.exec(`
    CREATE TABLE fingerprints (
      account_id TEXT NOT NULL,
      secret_id TEXT NOT NULL,
      generation INTEGER NOT NULL,
      digest BLOB NOT NULL,
      set_at INTEGER,
      PRIMARY KEY (account_id, secret_id)
    ) STRICT;
    CREATE TABLE sealed_secrets (
      account_id TEXT NOT NULL,
      secret_id TEXT NOT NULL,
      sealed BLOB NOT NULL,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (account_id, secret_id)
    ) STRICT;
  `)
}

/** Whether a passphrase is set and how often it was wrong; and the secret that is on the clipboard. */
const version5: Migration = (database) => {
  database.exec(`
    CREATE TABLE passphrase (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      is_set INTEGER NOT NULL CHECK (is_set IN (0, 1)),
      failures INTEGER NOT NULL CHECK (failures >= 0)
    ) STRICT;
    CREATE TABLE clipboard_mark (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      generation INTEGER NOT NULL,
      digest BLOB NOT NULL
    ) STRICT;
  `)
}

/**
 * What only this computer knows of keys, and its history. `words` of an entry are what it is found by, in small
 * letters; its ids are never used again, for what was seen is told by them. The sentinel gets a seal (books.ts).
 */
const version6: Migration = (database) => {
  database.exec(`
    CREATE TABLE key_facts (
      account_id TEXT NOT NULL,
      key_id TEXT NOT NULL,
      details TEXT NOT NULL,
      PRIMARY KEY (account_id, key_id)
    ) STRICT;
    CREATE TABLE key_fingerprints (
      account_id TEXT NOT NULL,
      key_id TEXT NOT NULL,
      generation INTEGER NOT NULL,
      digest BLOB NOT NULL,
      PRIMARY KEY (account_id, key_id)
    ) STRICT;
    CREATE TABLE rotations (
      account_id TEXT NOT NULL,
      id TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      details TEXT NOT NULL,
      PRIMARY KEY (account_id, id)
    ) STRICT;
    CREATE TABLE told_reminders (
      account_id TEXT NOT NULL,
      id TEXT NOT NULL,
      told_at INTEGER NOT NULL,
      snoozed_until INTEGER,
      is_put_away INTEGER NOT NULL CHECK (is_put_away IN (0, 1)),
      PRIMARY KEY (account_id, id)
    ) STRICT;
    CREATE TABLE activity (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account_id TEXT,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      subject_id TEXT,
      subject TEXT NOT NULL,
      words TEXT NOT NULL,
      details TEXT NOT NULL
    ) STRICT;
    CREATE TABLE seen (
      account_id TEXT PRIMARY KEY,
      entry_id INTEGER NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    ALTER TABLE sentinel ADD COLUMN seal_content TEXT;
    ALTER TABLE sentinel ADD COLUMN seal_mac BLOB;
    ALTER TABLE sentinel ADD COLUMN seal_generation INTEGER;
    ALTER TABLE sentinel ADD COLUMN sealed_changes INTEGER;
    ALTER TABLE sentinel ADD COLUMN is_seal_current INTEGER NOT NULL DEFAULT 0
      CHECK (is_seal_current IN (0, 1));
  `)
  extendLedger(database, 6)
}

/** Findings of the hygiene section that their user judged fine. */
const version7: Migration = (database) => {
  database.exec(`
    CREATE TABLE ignored_findings (
      account_id TEXT NOT NULL,
      subject_kind TEXT NOT NULL CHECK (subject_kind IN ('key', 'secret')),
      subject_id TEXT NOT NULL,
      finding TEXT NOT NULL,
      ignored_at INTEGER NOT NULL,
      PRIMARY KEY (account_id, subject_kind, subject_id, finding)
    ) STRICT, WITHOUT ROWID;
  `)
  extendLedger(database, 7)
}

/** What only this computer knows of secrets. */
const version8: Migration = (database) => {
  database.exec(`
    CREATE TABLE secret_facts (
      account_id TEXT NOT NULL,
      secret_id TEXT NOT NULL,
      details TEXT NOT NULL,
      PRIMARY KEY (account_id, secret_id)
    ) STRICT;
  `)
  extendLedger(database, 8)
}

export const vaultKind: DatabaseKind = {
  // "LkVt"
  applicationId: 0x4c6b5674,
  synchronous: 'FULL',
  migrations: [version1, version2, version3, openLedger, version5, version6, version7, version8],
  isComplete: (database, hasLog) => agreesWithLedger(database) && (hasLog || !isLeftOpen(database)),
}
