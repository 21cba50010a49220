// Creates keys so that none can be lost silently (R38): journal, tag, sealed value, and the search after a lost answer.
import type { KeyDraft } from '../../shared/domain/api-key.ts'
import { settingsSentence } from '../../shared/domain/change-words.ts'
import type { LostCreation } from '../../shared/domain/snapshot.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { CreatedKey, KeyList } from '../ports/remote.ts'
import type { CreationIntent } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { type ActivityLog, type Noted, notedResult } from './activity-log.ts'
import { attempt } from './attempt.ts'
import type { Connections } from './connection.ts'
import type { CreationJournal } from './creation-journal.ts'
import type { NoteCreation } from './creation-notes.ts'
import { makeIntent, newKeyRow } from './creation-rows.ts'
import { hasTag, withTag } from './creation-tags.ts'
import type { KeyTable } from './key-table.ts'
import type { LocalChanges } from './local-changes.ts'
import type { SealedValues } from './sealed-values.ts'
import type { Sync } from './sync.ts'
import type { TagRemoval } from './tag-removal.ts'
import type { Vault } from './vault.ts'

export interface CreationsDeps {
  readonly state: AppState
  readonly connections: Connections
  readonly journal: CreationJournal
  readonly sealedValues: SealedValues
  readonly tagRemoval: TagRemoval
  readonly noteCreation: NoteCreation
  readonly table: KeyTable
  readonly changes: LocalChanges
  readonly sync: Sync
  readonly vault: Vault
  readonly activity: Pick<ActivityLog, 'note'>
  readonly clock: Clock
  readonly log: Log
}

export interface Creations {
  /** Answers when the value is sealed, or, where nothing can seal, held in memory and marked so. */
  readonly create: (draft: KeyDraft) => Promise<Result<{ keyId: string }>>
  readonly acknowledge: (keyId: string, keepSealedCopy: boolean) => Result<void>
  /** Takes up what an earlier run of the app left open for the account. */
  readonly restore: (accountId: string) => void
  readonly recheck: (intentId: string) => Promise<Result<void>>
  /** Lets go of a creation that was found or not found; never touches the key itself. */
  readonly dismiss: (intentId: string) => Result<void>
  /** Closes what is open about a key that was revoked, and erases its value. */
  readonly noteRevoked: (keyId: string) => void
  /** Seals what is only in memory and takes tags away, where that can be done by now. */
  readonly retryOpen: () => void
  /** The account was removed from this computer, with its journal. */
  readonly forget: (accountId: string) => void
  /** Resolves when no creation is under way. */
  readonly idle: () => Promise<void>
}

/** A list may lag behind: a creation that was not found is looked for once more after this. */
const secondLookMs = 5000
const retryWritesMs = 15_000

export function createCreations(deps: CreationsDeps): Creations {
  const { state, connections, journal, sealedValues, changes, sync, clock } = deps
  const underWay = new Map<string, Promise<unknown>>()
  /** Only lists read from this generation on can tell about a creation that was lost in this run. */
  const lostSince = new Map<string, number>()
  let isRetryPlanned = false

  const lost = () => state.snapshot().lostCreations
  const isShown = (intent: CreationIntent) => state.snapshot().account?.id === intent.accountId
  const showLost = (intent: CreationIntent, stage: LostCreation['state']) => {
    if (!isShown(intent)) return
    const { id: intentId, draft, startedAt, keyId } = intent
    if (lost().some((entry) => entry.intentId === intentId && entry.state === stage)) return
    const entry = { intentId, draft, startedAt, state: stage, keyId: stage === 'found' ? keyId : null }
    state.change({ lostCreations: [...lost().filter((other) => other.intentId !== intentId), entry] })
  }
  const hideLost = (intentId: string) => {
    if (lost().some((entry) => entry.intentId === intentId)) {
      state.change({ lostCreations: lost().filter((entry) => entry.intentId !== intentId) })
    }
  }
  const close = (intent: CreationIntent) => {
    journal.close(intent)
    hideLost(intent.id)
  }

  const create = async (draft: KeyDraft): Promise<Result<{ keyId: string }>> => {
    const required = connections.require()
    if (!required.ok) return required
    if (draft.expiresAt !== null && draft.expiresAt <= sync.serverNow()) return refusePastExpiry()
    const { state: vaultState } = deps.vault.status()
    if (vaultState === 'waiting' && (await deps.vault.unlock()).state === 'waiting') {
      return fail('vaultWaiting', { isRetryable: true })
    }
    const { connection, api } = required.value
    // The account may have been left while the keyring was waited for.
    if (connections.current()?.accountId !== connection.accountId) return fail('notConnected')
    const intent = makeIntent(connection, draft, clock.now())
    const started = journal.begin(intent)
    if (!started.ok) {
      deps.activity.note(...notedResult(notedCreation(draft, null), started))
      return started
    }
    const asked = api.createKey(draft, withTag(draft.name, intent.tag)).catch(unknownOutcome)
    const result = asked.then((answer) => {
      underWay.delete(intent.id)
      if (answer.ok) return receiveOrLose(intent, answer.value)
      if (answer.error.effect === 'none') journal.close(intent)
      else lose(intent)
      deps.activity.note(...notedResult(notedCreation(draft, null), answer))
      return answer
    })
    underWay.set(intent.id, result)
    return result
  }

  /** Whatever goes wrong here: unless the value is kept by then, the key is looked for as after a lost answer. */
  const receiveOrLose = (intent: CreationIntent, created: CreatedKey): Result<{ keyId: string }> => {
    const settle = changes.begin(created.keyId)
    const received = attempt(deps.log, 'creation.notReceived', () => receive(intent, created))
    settle()
    if (received !== null) return received
    if (!sealedValues.isUnstored(created.keyId)) lose(intent)
    return fail('internal', { effect: 'done' })
  }

  const receive = (intent: CreationIntent, created: CreatedKey): Result<{ keyId: string }> => {
    const isSealed = sealedValues.keep(intent, created)
    if (isSealed) journal.noteReceived(intent, created.keyId)
    else {
      journal.noteKeyId(intent, created.keyId)
      planRetry()
    }
    const notes = deps.noteCreation(intent, created.keyId)
    if (isShown(intent)) deps.table.put(intent.accountId, newKeyRow(intent, created, sync.serverNow(), notes))
    deps.activity.note(notedCreation(intent.draft, created.keyId, `Identifier ${created.display}.`))
    // Behind the answer: the value is safe, so the screen need not wait until the tag is gone.
    if (isSealed) deps.tagRemoval.start()
    return ok({ keyId: created.keyId })
  }

  const lose = (intent: CreationIntent) => {
    lostSince.set(intent.id, changes.advance())
    journal.noteLost(intent)
    deps.log('creation.answerLost')
    showLost(intent, 'searching')
    void sync.confirmList()
    clock.after(secondLookMs, () => {
      if (lost().some((entry) => entry.intentId === intent.id && entry.state !== 'found')) {
        void sync.confirmList()
      }
    })
  }

  const settleLost = (intent: CreationIntent, list: KeyList) => {
    const key = list.keys.find((row) => row.id === intent.keyId || hasTag(row.name, intent.tag))
    if (key !== undefined) {
      if (intent.state === 'lost') {
        journal.noteFound(intent, key.id)
        deps.noteCreation(intent, key.id)
        deps.activity.note(notedCreation(intent.draft, key.id, 'Its value was never received.'))
      }
      showLost({ ...intent, keyId: key.id }, 'found')
    } else if (list.skippedRows === 0) {
      // A key that was found and has left the list needs nobody's attention any more.
      if (intent.state === 'found') close(intent)
      else showLost(intent, 'notFound')
    }
  }

  sync.onList((list, generation) => {
    for (const intent of journal.open().filter(isShown)) {
      const isLost = intent.state === 'lost' || intent.state === 'found'
      if (isLost && generation >= (lostSince.get(intent.id) ?? 0)) settleLost(intent, list)
    }
    retryOpen()
  })

  const retryOpen = () => {
    for (const keyId of sealedValues.retryWrites()) {
      const intent = journal.ofKey(keyId)
      if (intent !== undefined) journal.noteReceived(intent, keyId)
    }
    deps.tagRemoval.start()
  }

  const planRetry = () => {
    if (isRetryPlanned) return
    isRetryPlanned = true
    clock.after(retryWritesMs, () => {
      isRetryPlanned = false
      retryOpen()
      if (sealedValues.hasMemoryOnly()) planRetry()
    })
  }

  const restore = (accountId: string) => {
    state.change({ lostCreations: [] })
    for (const intent of journal.load(accountId)) {
      if (underWay.has(intent.id) || sealedValues.isOnlyInMemory(intent.keyId ?? '')) continue
      if (intent.keyId !== null) deps.noteCreation(intent, intent.keyId)
      if (intent.state === 'prepared') journal.close(intent)
      else if (intent.state === 'sent') journal.noteLost(intent)
      if (intent.state !== 'sent' && intent.state !== 'lost' && intent.state !== 'found') continue
      showLost(intent, intent.state === 'found' ? 'found' : 'searching')
    }
  }

  return {
    create,
    acknowledge: (keyId, keepSealedCopy) => {
      const done = sealedValues.acknowledge(keyId, keepSealedCopy)
      if (!done.ok) return done
      const intent = journal.ofKey(keyId)
      if (intent !== undefined) journal.noteReceived(intent, keyId)
      const row = state.keys.get(keyId)
      const accountId = state.snapshot().account?.id
      if (row !== undefined && accountId !== undefined) {
        deps.table.put(accountId, { ...row, hasSealedCopy: sealedValues.hasCopy(keyId) })
      }
      deps.tagRemoval.start()
      const detail = keepSealedCopy ? 'A sealed copy stays here.' : 'No copy stays here.'
      deps.activity.note({ kind: 'valueStored', subjectId: keyId, subject: row?.name ?? '', detail })
      return ok(undefined)
    },
    restore,
    recheck: async (intentId) => {
      const intent = journal.find(intentId)
      if (intent === undefined) return fail('notFound')
      if (intent.state === 'lost') showLost(intent, 'searching')
      const list = await sync.confirmList()
      return list.ok ? ok(undefined) : list
    },
    dismiss: (intentId) => {
      const entry = lost().find((other) => other.intentId === intentId)
      if (entry === undefined) return fail('notFound')
      // Nobody may let go of a key before the list has said whether it exists.
      if (entry.state === 'searching') return fail('refused')
      const intent = journal.find(intentId)
      if (intent !== undefined) journal.close(intent)
      hideLost(intentId)
      return ok(undefined)
    },
    noteRevoked: (keyId) => {
      sealedValues.drop(keyId)
      const intent = journal.ofKey(keyId)
      if (intent !== undefined) close(intent)
    },
    retryOpen,
    forget: journal.forget,
    idle: async () => {
      await Promise.allSettled(underWay.values())
    },
  }
}

function notedCreation(draft: KeyDraft, keyId: string | null, more = ''): Noted {
  const detail = `${more} ${settingsSentence(draft)}`.trim()
  return { kind: 'keyCreated', subjectId: keyId, subject: draft.name, detail }
}

const unknownOutcome = (): Result<never> => fail('outcomeUnknown', { effect: 'unknown' })

/** R59: an expiry that has passed is refused before anything is sent. */
export function refusePastExpiry(): Result<never> {
  const message = 'Choose a time in the future.'
  return fail('invalidInput', { fields: [{ field: 'expiresAt', message }] })
}
