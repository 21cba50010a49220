// The notice of a freezing or thawing that goes on without its dialog, or that did not end well.
import type { FreezeOutcome, Snapshot } from '../../../shared/domain/snapshot.ts'
import { openDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { quotedName } from '../api-keys/key-status.ts'
import { batchProgress, unsettledWords } from '../shell/batch-progress.ts'
import type { Notice } from '../shell/notice.ts'
import { keysToChange } from './freeze-actions.ts'

const words = {
  freeze: {
    running: 'Freezing',
    done: 'frozen',
    still: 'What was not frozen still works.',
    mayBe: 'It may still work.',
    button: 'Freeze…',
  },
  thaw: {
    running: 'Thawing',
    done: 'thawed',
    still: 'What was not thawed is still refused.',
    mayBe: 'What uses it may still be refused.',
    button: 'Thaw…',
  },
} as const

export function freezingNotices({ freezing }: Snapshot): readonly Notice[] {
  if (!freezing) return []
  const { id, kind, outcomes } = freezing
  const { running, button, ...told } = words[kind]
  const { openCount, unsettled } = batchProgress<FreezeOutcome>(outcomes)
  if (openCount > 0) {
    const title = `${running}: ${outcomes.length - openCount} of ${outcomes.length} done`
    return [{ id: `freezing-${id}`, tone: 'info', title }]
  }
  // What was changed, or has ended, since then needs no answer.
  const openIds = new Set(
    keysToChange(
      unsettled.map(({ keyId }) => keyId),
      kind,
    ),
  )
  const left = unsettled.filter(({ keyId }) => openIds.has(keyId))
  const [first] = left
  if (!first) return []
  return [
    {
      id: `freezing-${id}`,
      tone: 'danger',
      ...unsettledWords(left, {
        ...told,
        subject: left.length === 1 ? quotedName(first) : `${left.length} keys`,
      }),
      isDismissible: true,
      actions: (
        <Button
          size="small"
          variant={kind === 'freeze' ? 'danger' : 'secondary'}
          onClick={() => openDialog({ kind: 'freezeKeys', keyIds: [...openIds], change: kind })}
        >
          {button}
        </Button>
      ),
    },
  ]
}
