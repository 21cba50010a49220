// The notice of a deletion or replacement of secrets that goes on without its dialog, or that did not end well.
import type { SecretOutcome, Snapshot } from '../../../shared/domain/snapshot.ts'
import { openDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { quotedSecretName } from '../secrets/secret-words.ts'
import { batchProgress } from './batch-progress.ts'
import type { Notice } from './notice.ts'

const words = {
  delete: {
    running: 'Deleting secrets',
    one: (name: string) => `${name} is not confirmed as deleted`,
    many: (count: number) => `${count} secrets are not confirmed as deleted`,
    body: 'A secret that is not confirmed as deleted may still be used by agents.',
    button: 'Delete…',
  },
  replace: {
    running: 'Replacing values',
    one: (name: string) => `The value of ${name} is not confirmed as replaced`,
    many: (count: number) => `The values of ${count} secrets are not confirmed as replaced`,
    body: 'Agents may still use the old value.',
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
  const { running, one, many, body, button } = words[kind]
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
      title: left.length === 1 ? one(quotedSecretName(first)) : many(left.length),
      body,
      isDismissible: true,
      actions: (
        <Button size="small" variant={kind === 'delete' ? 'danger' : 'secondary'} onClick={open}>
          {button}
        </Button>
      ),
    },
  ]
}
