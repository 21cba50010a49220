// Remembers what was asked of the service from here, so that what a list shows can be told from others' doings.
import type { KeyChanges } from '../../shared/domain/api-key.ts'
import { changedFields, type KeyField, type KeyState } from '../../shared/domain/change-words.ts'
import type { ConnectApi, IoApi } from '../ports/remote.ts'

export interface OwnChanges {
  /** Connects, and remembers what is created and changed through the connection. */
  readonly watch: (connectApi: ConnectApi) => ConnectApi
  /** Whether this run has created the key. */
  readonly hasMade: (keyId: string) => boolean
  /**
   * The fields in which a list differs from what was known without anybody here having asked for it. The list
   * began after every change of ours to the key was answered; with it those changes are settled.
   */
  readonly settle: (keyId: string, before: KeyState, after: KeyState) => readonly KeyField[]
}

interface Asked {
  readonly changes: KeyChanges
  /** Without an answer the change may still come: it is waited for until it shows. */
  hasAnswer: boolean
}

/** So many lost answers are waited for at a key. */
const maxAsked = 20

export function createOwnChanges(): OwnChanges {
  const asked = new Map<string, Asked[]>()
  const made = new Set<string>()
  /** Of these the first list may show the service's own idea of what was sent. */
  const unseen = new Set<string>()

  const forget = (keyId: string, entry: Asked) => {
    asked.set(
      keyId,
      (asked.get(keyId) ?? []).filter((other) => other !== entry),
    )
  }

  const watchApi = (api: IoApi): IoApi => ({
    ...api,
    createKey: async (...args) => {
      const answer = await api.createKey(...args)
      if (answer.ok) {
        made.add(answer.value.keyId)
        unseen.add(answer.value.keyId)
      }
      return answer
    },
    updateKey: async (keyId, changes) => {
      const entry: Asked = { changes, hasAnswer: false }
      asked.set(keyId, [...(asked.get(keyId) ?? []), entry].slice(-maxAsked))
      const answer = await api.updateKey(keyId, changes)
      entry.hasAnswer = answer.ok || answer.error.effect === 'done'
      if (!answer.ok && answer.error.effect === 'none') forget(keyId, entry)
      return answer
    },
  })

  return {
    watch:
      (connectApi) =>
      (...args) =>
        watchApi(connectApi(...args)),
    hasMade: (keyId) => made.has(keyId),
    settle: (keyId, before, after) => {
      const entries = asked.get(keyId) ?? []
      const differing = changedFields(before, after)
      const elsewhere = unseen.delete(keyId)
        ? []
        : differing.filter((field) => !entries.some(({ changes }) => changes[field] !== undefined))
      const open = entries.filter((entry) => !entry.hasAnswer && !isSeen(entry, differing))
      if (open.length > 0) asked.set(keyId, open)
      else asked.delete(keyId)
      return elsewhere
    },
  }
}

function isSeen({ changes }: Asked, differing: readonly KeyField[]): boolean {
  return differing.some((field) => changes[field] !== undefined)
}
