// What a creation begins with and what it ends as: the intent in the journal, and the row of the key.
import { randomBytes } from 'node:crypto'
import type { ApiKey, KeyDraft } from '../../shared/domain/api-key.ts'
import type { CreatedKey } from '../ports/remote.ts'
import type { CreationIntent } from '../ports/store.ts'
import type { Connection } from './connection.ts'
import { makeTag } from './creation-tags.ts'

/** A new intent, as it is before anything is sent. `now` in epoch ms. */
export function makeIntent({ accountId }: Connection, draft: KeyDraft, now: number): CreationIntent {
  return {
    id: randomBytes(16).toString('base64url'),
    accountId,
    tag: makeTag(),
    draft,
    state: 'prepared',
    keyId: null,
    isTagRemoved: false,
    startedAt: now,
  }
}

/** The row of a key that was just made. `serverNow`: epoch ms by the service's clock. */
export function newKeyRow(
  { draft }: CreationIntent,
  created: CreatedKey,
  serverNow: number,
  notes: ApiKey['notes'],
): ApiKey {
  return {
    id: created.keyId,
    name: draft.name,
    display: created.display,
    createdAt: serverNow,
    expiresAt: created.expiresAt,
    access: draft.access,
    creditLimit: draft.creditLimit,
    creditUsed: 0,
    creditCycle: draft.creditCycle,
    usedToday: null,
    usedAllTime: null,
    lastUseSeenAt: null,
    hasSealedCopy: false,
    notes,
    frozen: null,
    ending: null,
  }
}
