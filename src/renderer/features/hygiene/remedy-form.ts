// What the question of a remedy holds: which keys, which numbers, and what would be sent for each.
import { useEffect, useMemo, useState } from 'react'
import { type ApiKey, creditLimitSchema } from '../../../shared/domain/api-key.ts'
import { guessLimit, type RemedyKind, remedyFor } from '../../../shared/domain/remedy.ts'
import type { AppError } from '../../../shared/errors.ts'
import { serviceNow, useAppState } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import type { RemedyStep } from './use-remedy.ts'

/** Most keys of one question. */
export const maxRemedied = 200
const defaultDays: Readonly<Record<RemedyKind, number>> = {
  neverExpires: 180,
  endsInUse: 90,
  noLimit: 0,
  limitFarAboveUse: 0,
  allModels: 0,
}

export interface RemedyRow {
  readonly id: string
  readonly key: ApiKey
  /** As typed. */
  readonly limitText: string
  readonly limitProblem: string | null
  /** Null where nothing is to be done, or cannot be. */
  readonly step: RemedyStep | null
  readonly isIncluded: boolean
}

export function useRemedyForm(kind: RemedyKind, keyIds: readonly string[]) {
  const keyRows = useAppState((state) => state.keys)
  // The dates are those of the moment of asking: what is read before is what is sent.
  const [now] = useState(serviceNow)
  const [days, setDays] = useState(defaultDays[kind])
  const [limits, setLimits] = useState<ReadonlyMap<string, string>>(new Map())
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set())
  const asked = useMemo(() => keyIds.slice(0, maxRemedied), [keyIds])
  // A refresh must not move a number under the hand.
  const [guesses] = useState(() => guessAll(asked, now))
  const used = useUsedModels(kind, asked)
  const hasLimit = kind === 'noLimit' || kind === 'limitFarAboveUse'

  const rows = asked.flatMap((id): RemedyRow[] => {
    const key = keyRows.get(id)?.key
    if (!key) return []
    const limitText = limits.get(id) ?? guesses.get(id) ?? ''
    const limit = readLimit(limitText)
    const limitProblem = hasLimit && limit.value === null ? limit.problem : null
    const usedModels = used.models.get(id) ?? []
    const changes =
      limitProblem === null
        ? remedyFor(kind, key, { limit: limit.value ?? 0, days }, { usedModels, now })
        : null
    const step = changes && { key, changes }
    return [{ id, key, limitText, limitProblem, step, isIncluded: !leftOut.has(id) }]
  })
  return {
    rows,
    now,
    days,
    setDays,
    hasLimit,
    used,
    setLimit: (id: string, text: string) => setLimits((before) => new Map([...before, [id, text]])),
    setAllLimits: (text: string) => setLimits(new Map(asked.map((id) => [id, text]))),
    include: (id: string, isIncluded: boolean) =>
      setLeftOut(
        (before) => new Set(isIncluded ? [...before].filter((other) => other !== id) : [...before, id]),
      ),
  }
}

function guessAll(keyIds: readonly string[], now: number): ReadonlyMap<string, string> {
  const { keys } = useAppState.getState()
  return new Map(
    keyIds.flatMap((id) => {
      const row = keys.get(id)
      return row ? [[id, String(guessLimit(row.key, now))]] : []
    }),
  )
}

/** Read only where they are what is sent. */
function useUsedModels(kind: RemedyKind, keyIds: readonly string[]) {
  const isNeeded = kind === 'allModels'
  const [models, setModels] = useState<ReadonlyMap<string, readonly string[]>>(new Map())
  const [isReading, setIsReading] = useState(isNeeded)
  const [error, setError] = useState<AppError | null>(null)
  useEffect(() => {
    if (!isNeeded) return
    let isCurrent = true
    const read = async () => {
      const answer = await commands.usage.readUsedModels({ keyIds: [...keyIds] })
      if (!isCurrent) return
      setIsReading(false)
      if (answer.ok) setModels(new Map(answer.value.keys.map(({ keyId, models: used }) => [keyId, used])))
      else setError(answer.error)
    }
    void read()
    return () => {
      isCurrent = false
    }
  }, [isNeeded, keyIds])
  return { models, isReading, error }
}

/** A limit of 0 would stop the key: that is what freezing is for. */
function readLimit(
  text: string,
): { readonly value: number; readonly problem: null } | { readonly value: null; readonly problem: string } {
  const trimmed = text.trim()
  if (!/^(\d+\.?\d*|\.\d+)$/.test(trimmed)) return { value: null, problem: 'Write digits, such as 40.' }
  const checked = creditLimitSchema.safeParse(Number(trimmed))
  if (!checked.success) return { value: null, problem: checked.error.issues[0]?.message ?? '' }
  if (checked.data === 0) return { value: null, problem: '0 would stop the key.' }
  return { value: checked.data, problem: null }
}
