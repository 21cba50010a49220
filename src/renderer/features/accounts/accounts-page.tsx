// Settings, Accounts: every account that is kept, how it is marked, and the ways in and out.
import { Pencil, UserRoundPlus } from 'lucide-react'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { accountName } from '../../../shared/domain/account-name.ts'
import type { Account } from '../../../shared/domain/snapshot.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { addAccount, closeDialog } from '../../state/ui-state.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { AccountFacts } from './account-facts.tsx'
import { AccountDot } from './account-mark.tsx'
import { DisconnectQuestion } from './disconnect-question.tsx'
import { LookForm } from './look-form.tsx'
import { chooseAccount } from './use-accounts.ts'

export function AccountsPage() {
  const accounts = useSnapshot((snapshot) => snapshot.accounts)
  const currentId = useSnapshot(({ account }) => account?.id ?? null)
  const add = () => {
    // Without any account the connect view is there already.
    if (currentId === null) closeDialog()
    else addAccount()
  }
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">Accounts on this computer</h3>
        <Button icon={UserRoundPlus} size="small" onClick={add}>
          {currentId === null ? 'Connect an account…' : 'Connect another account…'}
        </Button>
      </div>
      {accounts.length === 0 && <p className="text-ink-muted">Not connected.</p>}
      <ul aria-label="Accounts" className="flex flex-col gap-3">
        {accounts.map((account) => (
          <li key={account.id} className="rounded-lg border border-line bg-surface">
            <AccountCard account={account} isCurrent={account.id === currentId} />
          </li>
        ))}
      </ul>
      <p className="text-sm text-ink-muted">
        Each account keeps its own list, values and notes. The one in use is asked for news every few minutes,
        the others about every 20 minutes, so that reminders come for all of them. The sandbox is asked only
        while it is in use.
      </p>
    </section>
  )
}

function AccountCard({ account, isCurrent }: { readonly account: Account; readonly isCurrent: boolean }) {
  const [mode, setMode] = useState<'facts' | 'look' | 'disconnect'>('facts')
  const editRef = useRef<HTMLButtonElement>(null)
  const disconnectRef = useRef<HTMLButtonElement>(null)
  const name = accountName(account)
  const endLook = () => {
    setMode('facts')
    editRef.current?.focus()
  }
  const stay = () => {
    // The button that asked is there again first.
    flushSync(() => setMode('facts'))
    disconnectRef.current?.focus()
  }
  return (
    <div className="flex flex-col gap-3 p-3">
      <div className="flex flex-wrap items-center gap-2">
        <AccountDot colour={account.look.colour} size="medium" />
        <h4 className="min-w-0 flex-1 font-medium wrap-anywhere">
          {name} {isCurrent && <Badge tone="accent">In use</Badge>}
        </h4>
        <IconButton
          ref={editRef}
          label={`Name and colour of ${name}`}
          icon={Pencil}
          size="small"
          aria-expanded={mode === 'look'}
          onClick={() => setMode(mode === 'look' ? 'facts' : 'look')}
        />
        {isCurrent ? (
          mode !== 'disconnect' && (
            <Button ref={disconnectRef} size="small" onClick={() => setMode('disconnect')}>
              Disconnect…
            </Button>
          )
        ) : (
          <Button size="small" onClick={() => void chooseAccount(account.id)}>
            Use {name}
          </Button>
        )}
      </div>
      {mode === 'look' && <LookForm account={account} onDone={endLook} />}
      {mode === 'disconnect' && isCurrent && <DisconnectQuestion account={account} onStay={stay} />}
      <AccountFacts account={account} />
    </div>
  )
}
