// The notice of a deletion or replacement of secrets that goes on without its dialog, or that did not end well.
import type { SecretOutcome, Snapshot } from '../../../shared/domain/snapshot.ts'
import { openDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { quotedSecretName } from '../secrets/secret-words.ts'
import { batchProgress, unsettledWords } from './batch-progress.ts'
import type { Notice } from './notice.ts'

const words = {
  delete: {
    running: 'Deleting secrets',
    done: 'deleted',
    subject: (name: string | null, count: number) => name ?? `${count} secrets`,
    still: 'Agents can still use what was not deleted.',
    mayBe: 'Agents may still use what is not confirmed.',
    button: 'Delete…',
  },
  replace: {
    running: 'Replacing values',
    done: 'replaced',
    subject: (name: string | null, count: number) =>
      name ? `The value of ${name}` : `The values of ${count} secrets`,
    still: 'Agents still use the old value where it was not replaced.',
    mayBe: 'Agents may still use the old value.',
    button: 'Replace…',
  },
} as const

/** `isThere` tells whether a secret is still listed: what has gone needs no answer. */
export function secretBatchNotices(
  { secretBatch }: Snapshot,
  isThere: (secretId: string) => boolean,
): readonly Notice[] {
  if (!secretBatch) return []
  const { id, kind, outcomes } = secretBatch
  const { running, subject, button, ...told } = words[kind]
  const { openCount, unsettled } = batchProgress<SecretOutcome>(outcomes)
  const noticeId = `secrets-${id}`
  if (openCount > 0) {
    const done = outcomes.length - openCount
    return [{ id: noticeId, tone: 'info', title: `${running}: ${done} of ${outcomes.length} done` }]
  }
  const left = unsettled.filter(({ secretId }) => isThere(secretId))
  const [first] = left
  if (!first) return []
  const secretIds = left.map(({ secretId }) => secretId)
  const open = () => openDialog({ kind: kind === 'delete' ? 'deleteSecrets' : 'replaceValue', secretIds })
  return [
    {
      id: noticeId,
      tone: 'danger',
      ...unsettledWords(left, {
        ...told,
        subject: subject(left.length === 1 ? quotedSecretName(first) : null, left.length),
      }),
      isDismissible: true,
      actions: (
        <Button size="small" variant={kind === 'delete' ? 'danger' : 'secondary'} onClick={open}>
          {button}
        </Button>
      ),
    },
  ]
}
