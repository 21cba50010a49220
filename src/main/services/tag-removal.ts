// Takes the tag of a creation out of its key's description once the value is safe, and closes the attempt.
import type { Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import type { Connections } from './connection.ts'
import type { CreationJournal } from './creation-journal.ts'
import type { LocalChanges } from './local-changes.ts'
import type { SealedValues } from './sealed-values.ts'

export interface TagRemoval {
  /** Works through what is due; what fails is tried again when this is next called. */
  readonly start: () => void
  /** Resolves when no removal is under way. */
  readonly idle: () => Promise<void>
}

export function createTagRemoval(deps: {
  readonly state: AppState
  readonly connections: Connections
  readonly journal: CreationJournal
  readonly sealedValues: SealedValues
  readonly changes: LocalChanges
  readonly log: Log
}): TagRemoval {
  const { state, connections, journal, sealedValues, changes, log } = deps
  let running: Promise<void> | null = null
  let isWantedAgain = false

  const due = (accountId: string) =>
    journal.open().filter((intent) => intent.state === 'received' && intent.accountId === accountId)

  const removeAll = async () => {
    const required = connections.require()
    if (!required.ok) return
    const { connection, api } = required.value
    for (const intent of due(connection.accountId)) {
      if (connections.current() !== connection) return
      const { keyId } = intent
      if (keyId === null) continue
      if (!intent.isTagRemoved) {
        const settle = changes.begin(keyId)
        // The name as it is now: the user may have changed it since.
        const name = state.keys.get(keyId)?.name ?? intent.draft.name
        const answer = await api.updateKey(keyId, { name })
        settle()
        if (!answer.ok && answer.error.code !== 'notFound') {
          log('creation.tagNotRemoved', { code: answer.error.code })
          continue
        }
        journal.noteTagRemoved(intent)
      }
      if (!sealedValues.isUnstored(keyId)) journal.close(intent)
    }
  }

  const start = () => {
    if (running !== null) {
      isWantedAgain = true
      return
    }
    running = removeAll()
      .catch(() => log('creation.tagNotRemoved'))
      .then(() => {
        running = null
        if (isWantedAgain) {
          isWantedAgain = false
          start()
        }
      })
  }

  return {
    start,
    idle: async () => {
      while (running !== null) await running
    },
  }
}
