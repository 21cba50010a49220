// What could be tidier now, and on what knowledge that rests; computed behind the typing and drawing.
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { type Hygiene, lookForUntidiness } from '../../../shared/domain/hygiene.ts'
import { type FindingKind, ignoredByFinding } from '../../../shared/domain/ignored-findings.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import { maxRowsPerMessage } from '../../../shared/domain/snapshot.ts'
import { serviceNow, useAppState, useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'

const minuteMs = 60_000
/** How far back it is asked since when use was read; idleness needs far less. */
const watchedReachMs = 400 * 24 * 60 * minuteMs

export interface HygieneKnowledge {
  /** The models that each key was seen to use. */
  readonly usedModels: ReadonlyMap<string, readonly string[]>
  /** Since when the use of the account's keys was read; null = not known. */
  readonly watchedSince: number | null
}

export interface HygieneLook extends HygieneKnowledge {
  readonly hygiene: Hygiene
  /** When each finding that is ignored was judged fine, epoch ms, by finding and by whom it is about. */
  readonly ignoredAt: ReadonlyMap<FindingKind, ReadonlyMap<string, number>>
  /** Every secret that shares its value with another, ignored or not: a group is replaced together. */
  readonly sharingSecrets: readonly Secret[]
  /** Epoch ms by the service's clock, to the minute. */
  readonly lookedAt: number
  /** False while it is still being read what the keys used. */
  readonly isUseRead: boolean
}

export function useHygiene(): HygieneLook {
  const keyRows = useDeferredValue(useAppState((state) => state.keys))
  const secretRows = useDeferredValue(useAppState((state) => state.secrets))
  // By the minute: nothing here is finer, and ten thousand keys are looked at each time.
  const lookedAt = useAppState((state) => Math.floor(state.now / minuteMs) * minuteMs)
  const { knowledge, isUseRead } = useKnowledge()
  const ignored = useSnapshot(({ ignoredFindings }) => ignoredFindings)
  const ignoredAt = useMemo(() => ignoredByFinding(ignored), [ignored])
  const hygiene = useMemo(
    () =>
      lookForUntidiness({
        ...knowledge,
        keys: [...keyRows.values()].map(({ key }) => key),
        secrets: [...secretRows.values()].map(({ secret }) => secret),
        ignored: ignoredAt,
        now: lookedAt,
      }),
    [keyRows, secretRows, knowledge, ignoredAt, lookedAt],
  )
  const sharingSecrets = useMemo(
    () => [hygiene, hygiene.ignored].flatMap(({ secrets }) => secrets.get('sharedValue') ?? []),
    [hygiene],
  )
  return { ...knowledge, hygiene, ignoredAt, sharingSecrets, lookedAt, isUseRead }
}

const nothingKnown: HygieneKnowledge = { usedModels: new Map(), watchedSince: null }

/** Read anew after each reading of use. What cannot be read is not known: the rules that need it find nothing. */
function useKnowledge() {
  const accountId = useSnapshot(({ account }) => account?.id ?? null)
  const usageAsOf = useSnapshot(({ sync }) => sync.usageAsOf)
  const hasKeys = useAppState((state) => state.keys.size > 0)
  const [read, setRead] = useState<{ accountId: string | null; knowledge: HygieneKnowledge } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each reading of use is read again
  useEffect(() => {
    let isCurrent = true
    const readAll = async () => {
      const knowledge = hasKeys ? await readKnowledge(() => isCurrent) : nothingKnown
      if (isCurrent) setRead({ accountId, knowledge })
    }
    void readAll()
    return () => {
      isCurrent = false
    }
  }, [accountId, usageAsOf, hasKeys])
  const isOurs = read?.accountId === accountId
  return { knowledge: isOurs ? read.knowledge : nothingKnown, isUseRead: isOurs }
}

async function readKnowledge(isCurrent: () => boolean): Promise<HygieneKnowledge> {
  const { keys } = useAppState.getState()
  const open = [...keys.values()].flatMap(({ key }) =>
    key.ending === null && key.access.kind === 'all' ? key.id : [],
  )
  const series = await commands.usage.readSeries({ keyId: null, sinceAt: serviceNow() - watchedReachMs })
  const usedModels = await readUsedModels(open, isCurrent)
  return { usedModels, watchedSince: (series.ok && series.value.points[0]?.at) || null }
}

async function readUsedModels(
  keyIds: readonly string[],
  isCurrent: () => boolean,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const used = new Map<string, readonly string[]>()
  for (let start = 0; start < keyIds.length && isCurrent(); start += maxRowsPerMessage) {
    const page = keyIds.slice(start, start + maxRowsPerMessage)
    const answer = await commands.usage.readUsedModels({ keyIds: page })
    if (!answer.ok) break
    for (const { keyId, models } of answer.value.keys) used.set(keyId, models)
  }
  return used
}
