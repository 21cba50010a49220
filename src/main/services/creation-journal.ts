// The open attempts to create keys, in memory as on disk; every step is on disk before the next begins (R38).
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { CreationIntent, VaultStore } from '../ports/store.ts'
import type { Log } from '../ports/system.ts'
import type { CreationTags } from './creation-tags.ts'

export interface CreationJournal {
  /** Writes the intent and marks it as sent; `storage` where that fails, and then nothing may be sent. */
  readonly begin: (intent: CreationIntent) => Result<void>
  /** Reads the open intents of the account as an earlier run left them; those of this run stay as they are. */
  readonly load: (accountId: string) => readonly CreationIntent[]
  readonly open: () => readonly CreationIntent[]
  readonly find: (intentId: string) => CreationIntent | undefined
  readonly ofKey: (keyId: string) => CreationIntent | undefined
  /** The value of the key is safe: sealed on disk, or stored by its user. */
  readonly noteReceived: (intent: CreationIntent, keyId: string) => void
  /** The key is known and its value is not safe yet. */
  readonly noteKeyId: (intent: CreationIntent, keyId: string) => void
  readonly noteLost: (intent: CreationIntent) => void
  readonly noteFound: (intent: CreationIntent, keyId: string) => void
  readonly noteTagRemoved: (intent: CreationIntent) => void
  readonly close: (intent: CreationIntent) => void
  /** Drops the account's intents from memory, once the store has dropped them. */
  readonly forget: (accountId: string) => void
}

type Change = Parameters<VaultStore['updateIntent']>[1]

export function createCreationJournal(deps: {
  readonly vaultStore: VaultStore
  readonly tags: CreationTags
  readonly log: Log
}): CreationJournal {
  const { vaultStore, tags, log } = deps
  const intents = new Map<string, CreationIntent>()

  const remember = (intent: CreationIntent) => {
    intents.set(intent.id, intent)
    tags.know(intent.tag)
  }

  /**
   * After the request was sent a failing disk must not lose what this run knows, so memory goes on; the next
   * run finds the older state and searches, which is safe.
   */
  const advance = (intent: CreationIntent, change: Change) => {
    const next = { ...(intents.get(intent.id) ?? intent), ...change }
    if (next.state === 'closed') {
      intents.delete(intent.id)
      tags.forget(intent.tag)
    } else remember(next)
    try {
      vaultStore.updateIntent(intent.id, change)
    } catch {
      log('journal.notWritten', { state: next.state })
    }
  }

  const readOpen = (accountId: string) => {
    try {
      return vaultStore.openIntents(accountId)
    } catch {
      log('journal.notRead')
      return []
    }
  }

  return {
    begin: (intent) => {
      try {
        vaultStore.addIntent(intent)
        vaultStore.updateIntent(intent.id, { state: 'sent' })
      } catch {
        log('journal.notWritten', { state: 'prepared' })
        return fail('storage', { isRetryable: true })
      }
      remember({ ...intent, state: 'sent' })
      return ok(undefined)
    },
    load: (accountId) => {
      for (const intent of readOpen(accountId)) if (!intents.has(intent.id)) remember(intent)
      return [...intents.values()].filter((intent) => intent.accountId === accountId)
    },
    open: () => [...intents.values()],
    find: (intentId) => intents.get(intentId),
    ofKey: (keyId) => [...intents.values()].find((intent) => intent.keyId === keyId),
    noteReceived: (intent, keyId) => advance(intent, { state: 'received', keyId }),
    noteKeyId: (intent, keyId) => advance(intent, { keyId }),
    noteLost: (intent) => advance(intent, { state: 'lost' }),
    noteFound: (intent, keyId) => advance(intent, { state: 'found', keyId }),
    noteTagRemoved: (intent) => advance(intent, { isTagRemoved: true }),
    close: (intent) => advance(intent, { state: 'closed' }),
    forget: (accountId) => {
      for (const intent of intents.values()) {
        if (intent.accountId !== accountId) continue
        intents.delete(intent.id)
        tags.forget(intent.tag)
      }
    },
  }
}
