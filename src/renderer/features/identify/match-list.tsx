// The keys and secrets that a pasted text holds, each with what can be done about it at hand.
import { Cable, KeyRound, type LucideIcon, ShieldAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { accountName } from '../../../shared/domain/account-name.ts'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useKey, useNow, useSecret, useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { closeDialog, openDialog, setReconnecting } from '../../state/ui-state.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { keyStatus, shownName, statusWords } from '../api-keys/key-status.ts'
import { freezeBlock } from '../freeze-keys/freeze-actions.ts'
import { shownSecretName } from '../secrets/secret-words.ts'
import { howWords, type Match } from './identify-words.ts'

export function MatchList({ matches }: { readonly matches: readonly Match[] }) {
  if (matches.length === 0) return null
  return (
    <ul aria-label="Recognised" className="flex flex-col gap-2">
      {matches.map((match) => (
        <li key={`${match.kind} ${match.id}`}>
          <OneMatch match={match} />
        </li>
      ))}
    </ul>
  )
}

function OneMatch({ match }: { readonly match: Match }) {
  const key = useKey(match.kind === 'key' ? match.id : '')
  const secret = useSecret(match.kind === 'secret' ? match.id : '')
  if (match.kind === 'adminKey') return <AdminKeyMatch match={match} />
  if (key) return <KeyMatch match={match} apiKey={key} />
  if (secret) return <SecretMatch match={match} secret={secret} />
  return <Card icon={KeyRound} name="It is gone meanwhile" how={howWords(match)} />
}

interface CardProps {
  readonly icon: LucideIcon
  readonly name: string
  /** An identifier or a tool. */
  readonly detail?: string
  readonly how: ReactNode
  readonly badge?: ReactNode
  readonly children?: ReactNode
}

function Card({ icon: Icon, name, detail, how, badge, children }: CardProps) {
  return (
    <div className="flex flex-col gap-2 rounded-lg border border-line px-3 py-2.5">
      <div className="flex min-w-0 items-start gap-2.5">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-muted" />
        <div className="min-w-0 flex-1 leading-5">
          <span className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-medium wrap-anywhere">{name}</span>
            {detail && <span className="font-mono text-xs text-ink-muted wrap-anywhere">{detail}</span>}
          </span>
          <span className="block text-ink-muted">{how}</span>
        </div>
        {badge}
      </div>
      {children && <div className="flex flex-wrap justify-end gap-2">{children}</div>}
    </div>
  )
}

function KeyMatch({ match, apiKey }: { readonly match: Match; readonly apiKey: ApiKey }) {
  const now = useNow()
  const block = useSnapshot(writeBlock)
  const status = keyStatus(apiKey, now)
  const keyIds = [apiKey.id]
  return (
    <Card
      icon={KeyRound}
      name={shownName(apiKey)}
      detail={visibleText(apiKey.display, 60)}
      how={
        apiKey.ending
          ? `${howWords(match)}. The key has ended, so it opens nothing any more.`
          : howWords(match)
      }
      badge={
        <Badge tone={apiKey.ending || status === 'expired' ? 'neutral' : 'warn'}>
          {apiKey.frozen && !apiKey.ending ? 'Frozen' : statusWords[status]}
        </Badge>
      }
    >
      {!apiKey.ending && (
        <>
          {!apiKey.frozen && (
            <Button
              size="small"
              disabledReason={block ?? freezeBlock(apiKey)}
              onClick={() => openDialog({ kind: 'freezeKeys', keyIds, change: 'freeze' })}
            >
              Freeze…
            </Button>
          )}
          <Button
            size="small"
            disabledReason={block}
            onClick={() => openDialog({ kind: 'rotateKey', keyId: apiKey.id })}
          >
            Rotate…
          </Button>
          <Button
            size="small"
            variant="danger"
            disabledReason={block}
            onClick={() => openDialog({ kind: 'revokeKeys', keyIds })}
          >
            Revoke…
          </Button>
        </>
      )}
    </Card>
  )
}

function SecretMatch({ match, secret }: { readonly match: Match; readonly secret: Secret }) {
  const block = useSnapshot(writeBlock)
  const secretIds = [secret.id]
  return (
    <Card
      icon={Cable}
      name={shownSecretName(secret)}
      {...(secret.toolName ? { detail: visibleText(secret.toolName, 60) } : {})}
      how={howWords(match, secret)}
    >
      <Button
        size="small"
        disabledReason={block}
        onClick={() => openDialog({ kind: 'deleteSecrets', secretIds })}
      >
        Delete…
      </Button>
      <Button
        size="small"
        disabledReason={block}
        onClick={() => openDialog({ kind: 'replaceValue', secretIds })}
      >
        Replace value…
      </Button>
    </Card>
  )
}

function AdminKeyMatch({ match }: { readonly match: Match }) {
  const accounts = useSnapshot((snapshot) => snapshot.accounts)
  const account = accounts.find(({ id }) => id === match.id)
  const connectAgain = () => {
    closeDialog()
    setReconnecting(true)
  }
  return (
    <Card
      icon={ShieldAlert}
      name={account ? `The admin key of ${accountName(account)}` : 'An admin key'}
      detail={visibleText(account?.adminKeyDisplay ?? '', 60)}
      how={`${howWords(match)}. Whoever has it can make and revoke every API key: revoke it in the web console, make a new one, and connect with that.`}
      badge={
        <Badge tone="danger" icon={TriangleAlert}>
          Act at once
        </Badge>
      }
    >
      <Button size="small" onClick={connectAgain}>
        Connect again…
      </Button>
    </Card>
  )
}
