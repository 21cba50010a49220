// The keys that are about to be revoked, one a row, each with what becomes of it.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useNow } from '../../state/app-state.ts'
import { shownName } from '../api-keys/key-status.ts'
import { lastUse, usedThisCycle } from './key-use.ts'
import { OutcomeBadge } from './outcome-badge.tsx'
import { outcomeWords } from './outcome-words.ts'
import type { Revocation } from './use-revocation.ts'

export function KeyList({ keys, outcomes }: Pick<Revocation, 'keys' | 'outcomes'>) {
  const hasBegun = outcomes.size > 0
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      className="max-h-64 overflow-y-auto rounded-md border border-line"
    >
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">Keys to revoke</caption>
        <thead className="sticky top-0 bg-sunken text-sm text-ink-muted [&_th]:px-2.5 [&_th]:py-1 [&_th]:font-medium">
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Used this cycle</th>
            <th scope="col">Last use</th>
            {hasBegun && <th scope="col">Outcome</th>}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <KeyListRow key={key.id} apiKey={key} hasBegun={hasBegun} outcome={outcomes.get(key.id)} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function KeyListRow({
  apiKey,
  hasBegun,
  outcome,
}: {
  readonly apiKey: ApiKey
  readonly hasBegun: boolean
  readonly outcome: Parameters<typeof outcomeWords>[0] | undefined
}) {
  const now = useNow()
  return (
    <tr className="border-t border-line align-top [&_td]:px-2.5 [&_td]:py-1.5">
      <td className="max-w-60">
        <span className="block font-medium wrap-anywhere">{shownName(apiKey)}</span>
        <span className="block font-mono text-xs text-ink-muted wrap-anywhere">
          {visibleText(apiKey.display, 60)}
        </span>
      </td>
      <td>{usedThisCycle(apiKey)}</td>
      <td>{lastUse(apiKey, now)}</td>
      {hasBegun && (
        <td className="min-w-28">
          {outcome && (
            <>
              <OutcomeBadge outcome={outcome} />
              <span className="block text-sm text-ink-muted">{outcomeWords(outcome).note}</span>
            </>
          )}
        </td>
      )}
    </tr>
  )
}
