// The notice of a revocation that goes on without its dialog, or that did not end well.
import type { RevokeOutcome, Snapshot } from '../../../shared/domain/snapshot.ts'
import { openDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { quotedName } from '../api-keys/key-status.ts'
import { batchProgress, unsettledWords } from './batch-progress.ts'
import type { Notice } from './notice.ts'

export function revocationNotices({ revocation }: Snapshot): readonly Notice[] {
  if (!revocation) return []
  const { id, outcomes } = revocation
  const { openCount, unsettled } = batchProgress<RevokeOutcome>(outcomes)
  if (openCount > 0) {
    const done = outcomes.length - openCount
    return [{ id: `revocation-${id}`, tone: 'info', title: `Revoking: ${done} of ${outcomes.length} done` }]
  }
  if (unsettled.length === 0) return []
  return [
    {
      id: `revocation-${id}`,
      tone: 'danger',
      ...wordsOf(unsettled),
      isDismissible: true,
      actions: (
        <Button
          size="small"
          variant="danger"
          onClick={() => openDialog({ kind: 'revokeKeys', keyIds: unsettled.map(({ keyId }) => keyId) })}
        >
          Revoke…
        </Button>
      ),
    },
  ]
}

function wordsOf(unsettled: readonly RevokeOutcome[]) {
  const [first] = unsettled
  const isOne = first && unsettled.length === 1
  return unsettledWords(unsettled, {
    subject: isOne ? quotedName(first) : `${unsettled.length} keys`,
    done: 'revoked',
    still: isOne ? 'It still works.' : 'What was not revoked still works.',
    mayBe: isOne ? 'It may still work.' : 'They may still work.',
  })
}
