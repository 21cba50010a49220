// The schema of vault.db: what nobody can give back.
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

export const vaultKind: DatabaseKind = {
  // "LkVt"
  applicationId: 0x4c6b5674,
  synchronous: 'FULL',
  migrations: [version1],
}
