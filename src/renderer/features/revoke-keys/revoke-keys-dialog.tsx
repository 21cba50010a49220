// Asks before API keys are revoked, and shows for each what became of it.
import { Snowflake } from 'lucide-react'
import { useRef } from 'react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { closeDialog, openDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { quotedName } from '../api-keys/key-status.ts'
import { BatchFooter } from '../confirmed-batch/batch-footer.tsx'
import { CountField, useCountQuestion } from '../confirmed-batch/count-question.tsx'
import { LeftOut } from '../confirmed-batch/left-out.tsx'
import { keysToChange } from '../freeze-keys/freeze-actions.ts'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { KeyList } from './key-list.tsx'
import { OneKey } from './one-key.tsx'
import { useRevocation } from './use-revocation.ts'

export interface RevokeKeysDialogProps {
  readonly keyIds: readonly string[]
}

export function RevokeKeysDialog({ keyIds }: RevokeKeysDialogProps) {
  const cancelRef = useRef<HTMLButtonElement>(null)
  const revocation = useRevocation(keyIds)
  const offlineReason = useSnapshot(writeBlock)
  const question = useCountQuestion(revocation)
  const { rows: keys, outcomes, error, leftOut } = revocation
  const [onlyKey] = keys
  return (
    <Dialog
      title={titleOf(keys, keyIds.length)}
      description="Takes effect at once for new requests; running ones may finish. This cannot be undone."
      role="alertdialog"
      width={keyIds.length > 1 ? 'large' : 'medium'}
      onClose={closeDialog}
      initialFocusRef={cancelRef}
      footer={
        <BatchFooter
          batch={revocation}
          cancelRef={cancelRef}
          block={question.block}
          verb={(count) => (count === 1 ? 'Revoke key' : `Revoke ${count} keys`)}
          readFirst="Read first what is about to end."
        >
          {outcomes.size === 0 && <FreezeInstead keyIds={keyIds} />}
        </BatchFooter>
      }
    >
      <div className="flex flex-col gap-3">
        {offlineReason && (
          <Banner tone="warn" title={offlineReason}>
            Nothing is revoked later by itself: do it when the service answers again.
          </Banner>
        )}
        {error && <ProblemBanner error={error} title="Nothing was revoked" />}
        {onlyKey && keyIds.length === 1 && <OneKey apiKey={onlyKey} outcome={outcomes.get(onlyKey.id)} />}
        {keyIds.length > 1 && <KeyList rows={keys} outcomes={outcomes} />}
        <LeftOut count={leftOut} />
        <CountField question={question} label={(count) => `Type ${count} to revoke all ${count} keys`} />
      </div>
    </Dialog>
  )
}

/** A freeze can be taken back. */
function FreezeInstead({ keyIds }: RevokeKeysDialogProps) {
  const toFreeze = keysToChange(keyIds, 'freeze')
  const block = useSnapshot(writeBlock)
  if (toFreeze.length === 0) return null
  return (
    <Button
      variant="ghost"
      icon={Snowflake}
      disabledReason={block}
      className="mr-auto"
      onClick={() => openDialog({ kind: 'freezeKeys', keyIds: toFreeze, change: 'freeze' })}
    >
      Freeze instead…
    </Button>
  )
}

/** Names the one key with the end of its identifier, so that two of the same name are told apart. */
function titleOf(keys: readonly ApiKey[], askedFor: number): string {
  const [onlyKey] = keys
  if (askedFor > 1) return `Revoke ${keys.length} keys?`
  if (!onlyKey) return 'Revoke key?'
  return `Revoke ${quotedName(onlyKey)} (…${visibleText(onlyKey.display.slice(-4))})?`
}
