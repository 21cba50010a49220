// What is known of an account: whose it is, by which key, at which server.
import { exactTime, expiryState } from '../../../shared/domain/expiry.ts'
import type { Account } from '../../../shared/domain/snapshot.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useNow } from '../../state/app-state.ts'
import { useListAsOf, useReadingProblem } from './use-reading.ts'

const kindWords: Readonly<Record<Account['kind'], string>> = {
  live: 'Live account',
  sandbox: 'Sandbox with made-up data',
  development: 'Development server on this computer',
}

export function AccountFacts({ account }: { readonly account: Account }) {
  const { kind, owner, adminKeyDisplay, keysHost, connectedAt } = account
  const listAsOf = useListAsOf(account.id)
  const problem = useReadingProblem(account.id)
  return (
    <dl className="grid min-w-0 grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm [&_dd]:wrap-anywhere [&_dt]:text-ink-muted">
      <dt>Account</dt>
      <dd>{owner ? `${visibleText(owner, 120)} · ${kindWords[kind]}` : kindWords[kind]}</dd>
      <dt>Admin key</dt>
      <dd>
        <span className="font-mono">{visibleText(adminKeyDisplay, 60)}</span>
        <KeyState account={account} />
      </dd>
      <dt>Server</dt>
      <dd className="font-mono">{visibleText(keysHost, 120)}</dd>
      <dt>Connected</dt>
      <dd>{exactTime(connectedAt)}</dd>
      {listAsOf !== undefined && (
        <>
          <dt>List read</dt>
          <dd>
            {listAsOf === null ? 'Not yet' : exactTime(listAsOf)}
            {problem && <span className="block text-warn">{problem}</span>}
          </dd>
        </>
      )}
    </dl>
  )
}

function KeyState({ account: { adminKeyExpiresAt, isRemembered } }: { readonly account: Account }) {
  const now = useNow()
  const isExpired = expiryState(adminKeyExpiresAt, now) === 'expired'
  return (
    <span className="block text-ink-muted">
      {adminKeyExpiresAt !== null && (
        <span className={isExpired ? 'font-medium text-danger' : ''}>
          {isExpired ? 'Expired' : 'Expires'} {exactTime(adminKeyExpiresAt)}.{' '}
        </span>
      )}
      {isRemembered ? 'Kept encrypted on this computer.' : 'Forgotten when Latchkey quits.'}
    </span>
  )
}
