// The account in use: who, by which key, at which server; and the way out.
import { useEffect, useRef, useState } from 'react'
import { exactTime } from '../../../shared/domain/expiry.ts'
import type { Account } from '../../../shared/domain/snapshot.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useProblem } from '../problem/use-problem.ts'

export function ConnectionSection() {
  const account = useSnapshot((snapshot) => snapshot.account)
  const keysHost = useSnapshot((snapshot) => snapshot.settings.keysHost)
  const [isAsking, setIsAsking] = useState(false)
  if (!account) {
    return (
      <p className="text-ink-muted">
        Not connected. The connect view offers the server <Host>{keysHost}</Host>.
      </p>
    )
  }
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <AccountFacts account={account} />
        {!isAsking && (
          <Button size="small" onClick={() => setIsAsking(true)}>
            Disconnect…
          </Button>
        )}
      </div>
      {isAsking && <DisconnectQuestion account={account} onStay={() => setIsAsking(false)} />}
    </>
  )
}

const kindWords: Readonly<Record<Account['kind'], string>> = {
  live: 'Live account',
  sandbox: 'Sandbox with made-up data',
  development: 'Development server on this computer',
}

function AccountFacts({ account }: { readonly account: Account }) {
  const { kind, owner, adminKeyDisplay, adminKeyExpiresAt, isRemembered, keysHost, connectedAt } = account
  return (
    <dl className="grid min-w-0 grid-cols-[auto_1fr] gap-x-4 gap-y-1 [&_dd]:wrap-anywhere [&_dt]:text-ink-muted">
      <dt>Account</dt>
      <dd>{owner ? `${visibleText(owner, 120)} · ${kindWords[kind]}` : kindWords[kind]}</dd>
      <dt>Admin key</dt>
      <dd>
        <span className="font-mono text-sm">{visibleText(adminKeyDisplay, 60)}</span>
        <span className="block text-sm text-ink-muted">
          {adminKeyExpiresAt !== null && `Expires ${exactTime(adminKeyExpiresAt)}. `}
          {isRemembered ? 'Kept encrypted on this computer.' : 'Forgotten when Latchkey quits.'}
        </span>
      </dd>
      <dt>Server</dt>
      <dd>
        <Host>{visibleText(keysHost, 120)}</Host>
        <span className="block text-sm text-ink-muted">
          Another server needs the admin key again: disconnect, then connect there.
        </span>
      </dd>
      <dt>Connected</dt>
      <dd>{exactTime(connectedAt)}</dd>
    </dl>
  )
}

function Host({ children }: { readonly children: string }) {
  return <span className="font-mono text-sm">{children}</span>
}

/** Before values are erased with the account, main asks once more and names them. */
function DisconnectQuestion({ account, onStay }: { readonly account: Account; readonly onStay: () => void }) {
  const problem = useProblem()
  const [isBusy, setIsBusy] = useState(false)
  const stayRef = useRef<HTMLButtonElement>(null)
  const questionRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    stayRef.current?.focus()
    questionRef.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const disconnect = async () => {
    setIsBusy(true)
    const answer = await commands.session.disconnect({})
    setIsBusy(false)
    if (answer.ok) closeDialog()
    else if (answer.error.code === 'notConfirmed') onStay()
    else problem.report(answer.error)
  }
  return (
    <div ref={questionRef} className="flex flex-col gap-2">
      <Banner
        tone="warn"
        title={account.kind === 'sandbox' ? 'Leave the sandbox?' : 'Disconnect this account?'}
      >
        {account.kind === 'sandbox'
          ? 'Its made-up keys and what you kept of them go with it. No real account is touched.'
          : 'Latchkey forgets the admin key, the list and what it keeps sealed. The API keys themselves go on working.'}
        <span className="mt-1.5 flex flex-wrap gap-2">
          <Button ref={stayRef} size="small" onClick={onStay}>
            Stay connected
          </Button>
          <Button size="small" variant="danger" isBusy={isBusy} onClick={() => void disconnect()}>
            Disconnect
          </Button>
        </span>
      </Banner>
      {problem.error && <ProblemBanner error={problem.error} title="Still connected" />}
    </div>
  )
}
