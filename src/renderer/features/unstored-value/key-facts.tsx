// What a key is called and how long it lives, beside its value.
import { exactTime, relativeTime } from '../../../shared/domain/expiry.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useNow } from '../../state/app-state.ts'

export interface KeyFactsProps {
  readonly name: string
  readonly display: string
  readonly expiresAt: number | null
}

export function KeyFacts({ name, display, expiresAt }: KeyFactsProps) {
  const now = useNow()
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 [&_dt]:text-ink-muted">
      <dt>Name</dt>
      <dd className="wrap-anywhere">{visibleText(name)}</dd>
      <dt>Identifier</dt>
      <dd className="wrap-anywhere">
        <span className="font-mono text-sm">{visibleText(display)}</span>
        <span className="ml-2 text-sm text-ink-muted">not the value</span>
      </dd>
      <dt>Expires</dt>
      <dd>{expiresAt === null ? 'Never' : `${exactTime(expiresAt)}, ${relativeTime(expiresAt, now)}`}</dd>
    </dl>
  )
}
