// Asks before API keys are frozen or thawed, and shows for each what became of it.
import { useRef } from 'react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { countKeys, freezeCaution } from '../../../shared/domain/emergency.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { AppError } from '../../../shared/errors.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { quotedName } from '../api-keys/key-status.ts'
import { BatchFooter } from '../confirmed-batch/batch-footer.tsx'
import { CountField, useCountQuestion } from '../confirmed-batch/count-question.tsx'
import { LeftOut } from '../confirmed-batch/left-out.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { keysToChange } from './freeze-actions.ts'
import type { Change } from './freeze-words.ts'
import { FrozenKeyList, OneFrozenKey } from './frozen-keys.tsx'
import { useFreezing } from './use-freezing.ts'

export interface FreezeKeysDialogProps {
  readonly keyIds: readonly string[]
  readonly change: Change
}

const words = {
  freeze: {
    verb: 'Freeze',
    one: 'Its credit limit becomes 0: the service refuses what uses it until it is thawed.',
    many: 'Their credit limits become 0: the service refuses what uses them until they are thawed.',
    nothing: 'Nothing was frozen',
    offline: 'Nothing is frozen later by itself: do it when the service answers again.',
  },
  thaw: {
    verb: 'Thaw',
    one: 'Its limit of before is brought back, and what uses it works again.',
    many: 'Their limits of before are brought back, and what uses them works again.',
    nothing: 'Nothing was thawed',
    offline: 'Nothing is thawed later by itself: do it when the service answers again.',
  },
} as const

export function FreezeKeysDialog({ keyIds, change }: FreezeKeysDialogProps) {
  const cancelRef = useRef<HTMLButtonElement>(null)
  const freezing = useFreezing(keyIds, change)
  const offlineReason = useSnapshot(writeBlock)
  const question = useCountQuestion(freezing)
  const { rows: keys, outcomes, error, leftOut } = freezing
  const { verb, one, many, nothing, offline } = words[change]
  const [onlyKey] = keys
  return (
    <Dialog
      title={titleOf(verb, keys, keyIds.length)}
      description={keyIds.length > 1 ? many : one}
      role="alertdialog"
      width={keyIds.length > 1 ? 'large' : 'medium'}
      onClose={closeDialog}
      initialFocusRef={cancelRef}
      footer={
        <BatchFooter
          batch={freezing}
          cancelRef={cancelRef}
          block={question.block}
          variant={change === 'freeze' ? 'danger' : 'primary'}
          verb={(count) => `${verb} ${count === 1 ? 'key' : countKeys(count)}`}
          readFirst="Read first what is about to change."
        />
      }
    >
      <div className="flex flex-col gap-3">
        {offlineReason && (
          <Banner tone="warn" title={offlineReason}>
            {offline}
          </Banner>
        )}
        {error && <Problem error={error} keyIds={keyIds} change={change} title={nothing} />}
        {onlyKey && keyIds.length === 1 && (
          <OneFrozenKey apiKey={onlyKey} change={change} outcome={outcomes.get(onlyKey.id)} />
        )}
        {keyIds.length > 1 && <FrozenKeyList rows={keys} outcomes={outcomes} change={change} />}
        <LeftOut count={leftOut} />
        {change === 'freeze' && <p className="text-ink-muted">{freezeCaution}</p>}
        <CountField
          question={question}
          label={(count) => `Type ${count} to ${change} all ${countKeys(count)}`}
        />
      </div>
    </Dialog>
  )
}

interface ProblemProps extends FreezeKeysDialogProps {
  readonly error: AppError
  readonly title: string
}

function Problem({ error, keyIds, change, title }: ProblemProps) {
  const isNeedless = error.code === 'notFound' && keysToChange(keyIds, change).length === 0
  if (!isNeedless) return <ProblemBanner error={error} title={title} />
  return (
    <Banner tone="info" title="Nothing is left to do">
      {change === 'freeze'
        ? 'What was chosen has ended, is frozen, or has a limit of 0 already.'
        : 'What was chosen has ended, or is no longer frozen.'}
    </Banner>
  )
}

/** Names the one key with the end of its identifier, so that two of the same name are told apart. */
function titleOf(verb: string, keys: readonly ApiKey[], askedFor: number): string {
  const [onlyKey] = keys
  if (askedFor > 1) return `${verb} ${countKeys(keys.length)}?`
  if (!onlyKey) return `${verb} key?`
  return `${verb} ${quotedName(onlyKey)} (…${visibleText(onlyKey.display.slice(-4))})?`
}
