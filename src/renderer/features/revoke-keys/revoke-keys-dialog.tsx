// Asks before API keys are revoked, and shows for each what became of it.
import { useRef, useState } from 'react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { quotedName } from '../api-keys/key-status.ts'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { KeyList } from './key-list.tsx'
import { OneKey } from './one-key.tsx'
import { RevokeFooter } from './revoke-footer.tsx'
import { useRevocation } from './use-revocation.ts'

export interface RevokeKeysDialogProps {
  readonly keyIds: readonly string[]
}

/** More keys than this are revoked only once their number has been typed. */
const maxWithoutCount = 10

export function RevokeKeysDialog({ keyIds }: RevokeKeysDialogProps) {
  const cancelRef = useRef<HTMLButtonElement>(null)
  const revocation = useRevocation(keyIds)
  const offlineReason = useSnapshot(writeBlock)
  const [typedCount, setTypedCount] = useState('')
  const { keys, outcomes, error, leftOut } = revocation
  const [onlyKey] = keys
  const asksCount = keys.length > maxWithoutCount && outcomes.size === 0
  const countBlock =
    asksCount && typedCount.trim() !== String(keys.length) ? `Type ${keys.length} to confirm.` : null
  return (
    <Dialog
      title={titleOf(keys, keyIds.length)}
      description="Takes effect at once for new requests; running ones may finish. This cannot be undone."
      role="alertdialog"
      width={keyIds.length > 1 ? 'large' : 'medium'}
      onClose={closeDialog}
      initialFocusRef={cancelRef}
      footer={<RevokeFooter revocation={revocation} cancelRef={cancelRef} block={countBlock} />}
    >
      <div className="flex flex-col gap-3">
        {offlineReason && (
          <Banner tone="warn" title={offlineReason}>
            Nothing is revoked later by itself: do it when the service answers again.
          </Banner>
        )}
        {error && <ProblemBanner error={error} title="Nothing was revoked" />}
        {onlyKey && keyIds.length === 1 && <OneKey apiKey={onlyKey} outcome={outcomes.get(onlyKey.id)} />}
        {keyIds.length > 1 && <KeyList keys={keys} outcomes={outcomes} />}
        {leftOut > 0 && <LeftOut count={leftOut} />}
        {asksCount && (
          <Field label={`Type ${keys.length} to revoke all ${keys.length} keys`}>
            {(control) => (
              <TextInput
                {...control}
                inputMode="numeric"
                className="max-w-24"
                value={typedCount}
                onChange={(event) => setTypedCount(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
    </Dialog>
  )
}

/** Names the one key with the end of its identifier, so that two of the same name are told apart. */
function titleOf(keys: readonly ApiKey[], askedFor: number): string {
  const [onlyKey] = keys
  if (askedFor > 1) return `Revoke ${keys.length} keys?`
  if (!onlyKey) return 'Revoke key?'
  return `Revoke ${quotedName(onlyKey)} (…${visibleText(onlyKey.display.slice(-4))})?`
}

function LeftOut({ count }: { readonly count: number }) {
  return (
    <p className="text-ink-muted">
      {count === 1 ? '1 more is left out' : `${count} more are left out`}: gone already, or too many at once.
    </p>
  )
}
