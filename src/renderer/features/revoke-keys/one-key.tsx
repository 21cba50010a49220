// The one key that is about to be revoked: what it is, what it spends, whether somebody uses it.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { exactTime } from '../../../shared/domain/expiry.ts'
import type { RevokeOutcome } from '../../../shared/domain/snapshot.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useNow } from '../../state/app-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { shownName } from '../api-keys/key-status.ts'
import { isSettled } from '../confirmed-batch/batch-outcome.ts'
import { cycleNote, lastUse, usedThisCycle } from './key-use.ts'
import { outcomeWords } from './outcome-words.ts'

export interface OneKeyProps {
  readonly apiKey: ApiKey
  readonly outcome: RevokeOutcome | undefined
}

export function OneKey({ apiKey, outcome }: OneKeyProps) {
  const now = useNow()
  const hasFailed = outcome?.outcome === 'failed' || outcome?.outcome === 'unconfirmed'
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 [&_dt]:text-ink-muted">
        <dt>Name</dt>
        <dd className="font-medium wrap-anywhere">{shownName(apiKey)}</dd>
        <dt>Identifier</dt>
        <dd className="font-mono text-sm leading-5 wrap-anywhere">{visibleText(apiKey.display)}</dd>
        <dt>Used</dt>
        <dd>
          {usedThisCycle(apiKey)} <span className="text-ink-muted">{cycleNote(apiKey)}</span>
        </dd>
        <dt>Last use</dt>
        <dd>
          {lastUse(apiKey, now)}{' '}
          {apiKey.lastUseSeenAt !== null && (
            <span className="text-ink-muted">{exactTime(apiKey.lastUseSeenAt)}</span>
          )}
        </dd>
      </dl>
      {outcome && hasFailed && (
        <Banner tone={outcome.outcome === 'failed' ? 'danger' : 'warn'} title={outcomeWords(outcome).word}>
          {outcomeWords(outcome).note}
        </Banner>
      )}
      {outcome && isSettled(outcome) && <Banner tone="good" title={outcomeWords(outcome).word} />}
    </>
  )
}
