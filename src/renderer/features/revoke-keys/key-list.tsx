// The keys that are about to be revoked, one a row, each with what becomes of it.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useNow } from '../../state/app-state.ts'
import { shownName } from '../api-keys/key-status.ts'
import { BatchTable } from '../confirmed-batch/batch-table.tsx'
import { lastUse, usedThisCycle } from './key-use.ts'
import { outcomeWords } from './outcome-words.ts'
import type { Revocation } from './use-revocation.ts'

export function KeyList({ rows, outcomes }: Pick<Revocation, 'rows' | 'outcomes'>) {
  const now = useNow()
  return (
    <BatchTable
      caption="Keys to revoke"
      rows={rows}
      outcomes={outcomes}
      wordsOf={outcomeWords}
      columns={[
        { label: 'Name', className: 'max-w-60', render: (key) => <KeyName apiKey={key} /> },
        { label: 'Used this cycle', render: usedThisCycle },
        { label: 'Last use', render: (key) => lastUse(key, now) },
      ]}
    />
  )
}

/** The name over the identifier. */
export function KeyName({ apiKey }: { readonly apiKey: ApiKey }) {
  return (
    <>
      <span className="block font-medium wrap-anywhere">{shownName(apiKey)}</span>
      <span className="block font-mono text-xs text-ink-muted wrap-anywhere">
        {visibleText(apiKey.display, 60)}
      </span>
    </>
  )
}
