// Deletes one or several secrets after naming what loses them.
import { useRef, useState } from 'react'
import type { Secret } from '../../../shared/domain/secret.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useAppState, useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { closeDialog, openDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { BatchFooter } from '../confirmed-batch/batch-footer.tsx'
import { isSettled } from '../confirmed-batch/batch-outcome.ts'
import { CountField, useCountQuestion } from '../confirmed-batch/count-question.tsx'
import { LeftOut } from '../confirmed-batch/left-out.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { LossList } from '../secret-use/loss-list.tsx'
import { type Loss, lossesOf } from '../secret-use/losses.ts'
import { countSecrets, quotedSecretName } from '../secrets/secret-words.ts'
import { OneSecret } from './one-secret.tsx'
import { SecretList } from './secret-list.tsx'
import { type Deletion, useDeletion } from './use-deletion.ts'

export interface DeleteSecretsDialogProps {
  readonly secretIds: readonly string[]
}

export function DeleteSecretsDialog({ secretIds }: DeleteSecretsDialogProps) {
  const cancelRef = useRef<HTMLButtonElement>(null)
  const deletion = useDeletion(secretIds)
  const offlineReason = useSnapshot(writeBlock)
  const question = useCountQuestion(deletion)
  // As it was when it was asked: what is deleted already leaves the table.
  const [losses] = useState(() => currentLosses(secretIds))
  const { rows, outcomes, error, leftOut, openCount } = deletion
  const [onlySecret] = rows
  return (
    <Dialog
      title={titleOf(rows, secretIds.length)}
      description="Final: every tool loses it at once, and nobody can read the value back. A sealed copy on this computer is erased too."
      role="alertdialog"
      width={secretIds.length > 1 ? 'large' : 'medium'}
      onClose={closeDialog}
      initialFocusRef={cancelRef}
      footer={
        <BatchFooter
          batch={deletion}
          cancelRef={cancelRef}
          block={question.block}
          verb={(count) => (count === 1 ? 'Delete secret' : `Delete ${count} secrets`)}
          readFirst="Read first what is about to go."
        >
          {openCount > 0 && <ReplaceInstead deletion={deletion} />}
        </BatchFooter>
      }
    >
      <div className="flex flex-col gap-3">
        {offlineReason && (
          <Banner tone="warn" title={offlineReason}>
            Nothing is deleted later by itself: do it when the service answers again.
          </Banner>
        )}
        {error && <ProblemBanner error={error} subject="secret" title="Nothing was deleted" />}
        {onlySecret && secretIds.length === 1 && (
          <OneSecret secret={onlySecret} outcome={outcomes.get(onlySecret.id)} />
        )}
        {secretIds.length > 1 && <SecretList rows={rows} outcomes={outcomes} />}
        <LeftOut count={leftOut} />
        {rows.length > 0 && <Losses losses={losses} />}
        <CountField question={question} label={(count) => `Type ${count} to delete all ${count} secrets`} />
      </div>
    </Dialog>
  )
}

function currentLosses(secretIds: readonly string[]): readonly Loss[] {
  const { secrets, snapshot } = useAppState.getState()
  const all = [...secrets.values()].map(({ secret }) => secret)
  return lossesOf(all, new Set(secretIds), snapshot?.agents ?? [])
}

/** Names the one secret with the end of its mask, so that two of the same name are told apart. */
function titleOf(secrets: readonly Secret[], askedFor: number): string {
  const [onlySecret] = secrets
  if (askedFor > 1) return `Delete ${countSecrets(secrets.length)}?`
  if (!onlySecret) return 'Delete secret?'
  const end = onlySecret.display.slice(-4)
  return `Delete ${quotedSecretName(onlySecret)}${end === '' ? '' : ` (…${visibleText(end)})`}?`
}

function Losses({ losses }: { readonly losses: readonly Loss[] }) {
  return (
    <section aria-label="What loses it" className="flex flex-col gap-1.5">
      <h3 className="font-medium">What loses it</h3>
      {losses.length > 0 ? (
        <LossList label="What loses it" losses={losses} />
      ) : (
        <p className="text-ink-muted">
          No tool that takes a default secret loses one, as far as Latchkey knows. Code of your own may still
          name it.
        </p>
      )}
    </section>
  )
}

/** Where the value is what is wrong, deleting would lose name, tool and default for nothing. */
function ReplaceInstead({ deletion: { rows, outcomes } }: { readonly deletion: Deletion }) {
  const blockReason = useSnapshot(writeBlock)
  const openIds = rows.map(({ id }) => id).filter((id) => !isSettled(outcomes.get(id)))
  return (
    <Button
      variant="ghost"
      className="mr-auto"
      disabledReason={blockReason}
      onClick={() => openDialog({ kind: 'replaceValue', secretIds: openIds })}
    >
      Replace value…
    </Button>
  )
}
