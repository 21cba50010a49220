// The keys of a freezing or thawing: one with its facts, several one a row, each with what becomes of it.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import type { FreezeOutcome } from '../../../shared/domain/snapshot.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useNow } from '../../state/app-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { shownName } from '../api-keys/key-status.ts'
import { isSettled } from '../confirmed-batch/batch-outcome.ts'
import { BatchTable } from '../confirmed-batch/batch-table.tsx'
import { KeyName } from '../revoke-keys/key-list.tsx'
import { lastUse } from '../revoke-keys/key-use.ts'
import { type Change, limitBack, limitToBringBack, limitWords, outcomeWords } from './freeze-words.ts'
import type { Freezing } from './use-freezing.ts'

export function OneFrozenKey({
  apiKey,
  change,
  outcome,
}: {
  readonly apiKey: ApiKey
  readonly change: Change
  readonly outcome: FreezeOutcome | undefined
}) {
  const now = useNow()
  const hasFailed = outcome?.outcome === 'failed' || outcome?.outcome === 'unconfirmed'
  const limit = limitToBringBack(apiKey)
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 [&_dt]:text-ink-muted">
        <dt>Name</dt>
        <dd className="font-medium wrap-anywhere">{shownName(apiKey)}</dd>
        <dt>Identifier</dt>
        <dd className="font-mono text-sm leading-5 wrap-anywhere">{visibleText(apiKey.display)}</dd>
        <dt>Last use</dt>
        <dd>{lastUse(apiKey, now)}</dd>
        <dt>Limit</dt>
        <dd>
          {change === 'freeze' ? `${limitWords(limit)}, becomes 0` : `0, becomes ${limitWords(limit)}`}
          {change === 'freeze' && <span className="block text-ink-muted">{limitBack(limit)}</span>}
          {change === 'thaw' && limit === null && (
            <span className="block text-ink-muted">
              It is not certain that the service takes a limit away. Latchkey reads it back and tells you.
            </span>
          )}
        </dd>
      </dl>
      {outcome && hasFailed && <FailedBanner words={outcomeWords(change, outcome)} state={outcome.outcome} />}
      {outcome && isSettled(outcome) && <Banner tone="good" title={outcomeWords(change, outcome).word} />}
    </>
  )
}

function FailedBanner({
  words: { word, note },
  state,
}: {
  readonly words: ReturnType<typeof outcomeWords>
  readonly state: FreezeOutcome['outcome']
}) {
  return (
    <Banner tone={state === 'failed' ? 'danger' : 'warn'} title={word}>
      {note}
    </Banner>
  )
}

export function FrozenKeyList({
  rows,
  outcomes,
  change,
}: Pick<Freezing, 'rows' | 'outcomes'> & { readonly change: Change }) {
  const now = useNow()
  return (
    <BatchTable
      caption={change === 'freeze' ? 'Keys to freeze' : 'Keys to thaw'}
      rows={rows}
      outcomes={outcomes}
      wordsOf={(outcome) => outcomeWords(change, outcome)}
      columns={[
        { label: 'Name', className: 'max-w-60', render: (key) => <KeyName apiKey={key} /> },
        { label: 'Last use', render: (key) => lastUse(key, now) },
        {
          label: change === 'freeze' ? 'Limit now' : 'Gets back',
          render: (key) => limitWords(limitToBringBack(key)),
        },
      ]}
    />
  )
}
