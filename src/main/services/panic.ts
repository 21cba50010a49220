// Stops many keys at once, from the tray or the window: asks natively with number, names and today's spend, then acts (R7).
import type { ApiKey } from '../../shared/domain/api-key.ts'
import {
  canFreeze,
  canThaw,
  countKeys,
  type EmergencyAction,
  freezeCaution,
  keysOfEmergency,
  spentWords,
} from '../../shared/domain/emergency.ts'
import type { FreezeOutcome, RevokeOutcome } from '../../shared/domain/snapshot.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'
import { type AppError, fail, ok, type Result } from '../../shared/errors.ts'
import type { Dialogs, Question } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { namesInDialog } from './bulk-permit.ts'
import type { Connections } from './connection.ts'
import type { Freezes } from './freezes.ts'
import type { Revocations } from './revocations.ts'

type EmergencyVerb = 'freeze' | 'thaw' | 'revoke'

/** How an emergency action ended: what its batch could not do stays in the snapshot, to be tried again. */
export interface EmergencyEnd {
  readonly verb: EmergencyVerb
  readonly count: number
  /** Refused, or not tried any more. */
  readonly failed: readonly { readonly name: string; readonly error: AppError | null }[]
  /** Asked, and the answer was lost. */
  readonly unconfirmed: readonly { readonly name: string }[]
}

export interface Panic {
  /**
   * Asks, acts, and answers when all is done. `notFound` where no key is meant, `notConfirmed` where the answer was
   * no, `tooMany` while another one is asked about or under way.
   */
  readonly run: (action: EmergencyAction) => Promise<Result<EmergencyEnd>>
  /** The same for what the last freezing, thawing or revocation in the snapshot did not manage. */
  readonly retry: (batch: 'freezing' | 'revocation') => Promise<Result<EmergencyEnd>>
}

export interface PanicDeps {
  readonly state: AppState
  readonly connections: Connections
  readonly freezes: Pick<Freezes, 'runConfirmed'>
  readonly revocations: Pick<Revocations, 'revokeAllConfirmed'>
  readonly dialogs: Dialogs
}

const verbOf: Readonly<Record<EmergencyAction['action'], EmergencyVerb>> = {
  freezeAll: 'freeze',
  freezeTag: 'freeze',
  thawAll: 'thaw',
  revokeTag: 'revoke',
}

export function createPanic(deps: PanicDeps): Panic {
  const { state, connections } = deps
  let isBusy = false

  const askAndAct = async (verb: EmergencyVerb, keys: readonly ApiKey[], tag: string | null) => {
    const required = connections.require()
    if (!required.ok) return required
    if (keys.length === 0) return fail('notFound')
    if (isBusy) return fail('tooMany', { isRetryable: true })
    isBusy = true
    try {
      const isConfirmed = await deps.dialogs.confirm(questionOf(verb, keys, tag))
      if (!isConfirmed) return fail('notConfirmed')
      // Exactly what was named: a key that was added while the question was on screen is none of it.
      const ended = await act(
        verb,
        keys.map(({ id }) => id),
      )
      return ended.ok ? ok(endOf(verb, ended.value.outcomes)) : ended
    } finally {
      isBusy = false
    }
  }

  const act = (
    verb: EmergencyVerb,
    keyIds: readonly string[],
  ): Promise<Result<{ outcomes: readonly (FreezeOutcome | RevokeOutcome)[] }>> =>
    verb === 'revoke' ? deps.revocations.revokeAllConfirmed(keyIds) : deps.freezes.runConfirmed(verb, keyIds)

  return {
    run: (action) =>
      askAndAct(
        verbOf[action.action],
        keysOfEmergency(state.keys.values(), action),
        'tag' in action ? action.tag : null,
      ),
    retry: async (batch) => {
      const { freezing, revocation } = state.snapshot()
      const last = batch === 'freezing' ? freezing : revocation
      const verb = batch === 'freezing' ? (freezing?.kind ?? 'freeze') : 'revoke'
      const keys = (last?.outcomes ?? [])
        .filter(({ outcome }) => outcome === 'failed' || outcome === 'unconfirmed')
        .flatMap(({ keyId }) => state.keys.get(keyId) ?? [])
      return askAndAct(verb, keys.filter(stillOpen[verb]), null)
    },
  }
}

const stillOpen: Readonly<Record<EmergencyVerb, (key: ApiKey) => boolean>> = {
  freeze: canFreeze,
  thaw: canThaw,
  revoke: ({ ending }) => ending === null,
}

const verbWords = { freeze: 'Freeze', thaw: 'Thaw', revoke: 'Revoke' } as const

function questionOf(verb: EmergencyVerb, keys: readonly ApiKey[], tag: string | null): Question {
  const names = namesInDialog(keys.map(({ name }) => visibleText(name, 60) || 'Key without a name'))
  const label = `${verbWords[verb]} ${countKeys(keys.length)}`
  const withTag = tag === null ? '' : ` tagged “${visibleText(tag, 60)}”`
  return {
    title: `${label}${withTag}?`,
    detail: `${names}.\n\n${consequence(verb, keys)}`,
    confirmLabel: label,
    isDestructive: verb !== 'thaw',
  }
}

function consequence(verb: EmergencyVerb, keys: readonly ApiKey[]): string {
  switch (verb) {
    case 'freeze':
      return `${spentWords(keys)} Whatever uses them is refused until you thaw them. ${freezeCaution}`
    case 'thaw':
      return `Each gets the limit back that it had before. ${spentWords(keys)}`
    case 'revoke':
      return `${spentWords(keys)} Whatever uses them stops working at once. This cannot be undone.`
  }
}

function endOf(
  verb: EmergencyVerb,
  outcomes: readonly Pick<FreezeOutcome | RevokeOutcome, 'name' | 'outcome' | 'error'>[],
): EmergencyEnd {
  return {
    verb,
    count: outcomes.length,
    failed: outcomes.filter(({ outcome }) => outcome === 'failed'),
    unconfirmed: outcomes.filter(({ outcome }) => outcome === 'unconfirmed'),
  }
}
