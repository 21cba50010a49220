// The replacement of values as a confirmed batch: main's ticket first, then the value is entered and compared.
import { useEffect, useRef, useState } from 'react'
import type { Secret } from '../../../shared/domain/secret.ts'
import type { SecretOutcome } from '../../../shared/domain/snapshot.ts'
import { ok, type Result } from '../../../shared/errors.ts'
import { useAppState, useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { isSettled } from '../confirmed-batch/batch-outcome.ts'
import {
  type BatchSource,
  type ConfirmedBatch,
  useConfirmedBatch,
} from '../confirmed-batch/use-confirmed-batch.ts'
import { useSecondsLeft } from '../problem/use-seconds-left.ts'
import { type SecretValue, useSecretValue } from '../secret-form/use-secret-value.ts'
import { isMemoryOnly } from '../vault-status/vault-words.ts'
import { replacementSummary } from './replaced-words.ts'

/** Main refuses a ticket that is used sooner than somebody could have read. */
const readingMs = 600
/** More secrets than this are not compared first: that would hold the button up for nothing. */
const maxCompared = 20

const replacing: Omit<BatchSource<Secret, SecretOutcome>, 'ids' | 'run'> = {
  section: 'secrets',
  readRows: (ids) => {
    const { secrets } = useAppState.getState()
    return ids.flatMap((id) => secrets.get(id)?.secret ?? [])
  },
  prepare: async (secretIds) => {
    const answer = await commands.secrets.prepareReplace({ secretIds: [...secretIds] })
    return answer.ok ? ok({ ticket: answer.value.ticket, rows: answer.value.secrets }) : answer
  },
  progressOf: ({ secretBatch }) => (secretBatch?.kind === 'replace' ? secretBatch : null),
  idOf: ({ secretId }) => secretId,
  summarise: replacementSummary,
}

export interface Replacement {
  readonly batch: ConfirmedBatch<Secret, SecretOutcome>
  readonly secretValue: SecretValue
  readonly keepsCopy: boolean
  readonly setKeepsCopy: (keepsCopy: boolean) => void
  /** The value as entered is the one that every secret has already. */
  readonly isSame: boolean
  readonly isComparing: boolean
  /** Seconds until the service takes changes again. */
  readonly waitSeconds: number
  /** Checks and compares the value, then uses the ticket. */
  readonly replace: () => void
}

export function useReplacement(ids: readonly string[]): Replacement {
  const secretValue = useSecretValue()
  const [keepsCopy, setKeepsCopy] = useState(() => replacing.readRows(ids).every(hasCopy))
  const [sameValue, setSameValue] = useState('')
  const [isComparing, setIsComparing] = useState(false)
  const [retryAt, setRetryAt] = useState<number | null>(null)
  const openIdsRef = useRef<readonly string[]>(ids)
  const isMemory = useSnapshot(({ vault }) => isMemoryOnly(vault))
  const { value } = secretValue

  const batch = useConfirmedBatch<Secret, SecretOutcome>({
    ...replacing,
    ids,
    run: async (ticket) => {
      const send = { value, keepSealedCopy: keepsCopy && !isMemory }
      const answer = await sendOnce(ticket, openIdsRef.current, send)
      setRetryAt(retryTime(answer))
      return answer
    },
  })
  useNewTicketFor(ids, batch.askAgain)
  const open = batch.rows.filter(({ id }) => !isSettled(batch.outcomes.get(id)))
  useEffect(() => {
    openIdsRef.current = open.map(({ id }) => id)
  })
  const isSame = value !== '' && sameValue === value
  const replace = async () => {
    if (batch.step !== 'asking' || isComparing || !secretValue.isRight()) return
    if (!isSame && open.length <= maxCompared) {
      setIsComparing(true)
      const areAllSame = await haveAll(open, value)
      setIsComparing(false)
      if (areAllSame) return setSameValue(value)
    }
    batch.confirm()
  }
  return {
    ...{ batch, secretValue, keepsCopy, setKeepsCopy, isSame, isComparing },
    waitSeconds: useSecondsLeft(retryAt),
    replace: () => void replace(),
  }
}

const hasCopy = ({ hasSealedCopy }: Secret) => hasSealedCopy

type Outcomes = Result<{ readonly outcomes: readonly SecretOutcome[] }>

/** A ticket that ran out while the value was entered is asked for anew, once: what it covers is still on screen. */
async function sendOnce(
  ticket: string,
  secretIds: readonly string[],
  send: { readonly value: string; readonly keepSealedCopy: boolean },
): Promise<Outcomes> {
  const answer = await commands.secrets.replaceValue({ ticket, ...send })
  if (answer.ok || answer.error.code !== 'notConfirmed') return answer
  const fresh = await commands.secrets.prepareReplace({ secretIds: [...secretIds] })
  if (!fresh.ok) return fresh
  await new Promise((resolve) => setTimeout(resolve, readingMs))
  return commands.secrets.replaceValue({ ticket: fresh.value.ticket, ...send })
}

/** A ticket is for exactly the secrets that were asked about: for others a new one is needed. */
function useNewTicketFor(ids: readonly string[], askAgain: () => void): void {
  const asked = ids.join()
  const askedRef = useRef(asked)
  useEffect(() => {
    if (askedRef.current === asked) return
    askedRef.current = asked
    askAgain()
  })
}

/** Whether every one of the secrets is known to have the value. What cannot be compared counts as another. */
async function haveAll(secrets: readonly Secret[], value: string): Promise<boolean> {
  const answers = await Promise.all(
    secrets.map(({ id }) => commands.secrets.compareValue({ secretId: id, value })),
  )
  return answers.every((answer) => answer.ok && answer.value.verdict === 'same')
}

/** When the service takes changes again (epoch ms by this computer's clock); null where it did not say. */
function retryTime(answer: Outcomes): number | null {
  const errors = answer.ok ? answer.value.outcomes.map(({ error }) => error) : [answer.error]
  const waits = errors.flatMap((error) => error?.retryAfterMs ?? [])
  return waits.length > 0 ? Date.now() + Math.max(...waits) : null
}
