// What the quick window can do with a key or a secret: copy, show, revoke, and nothing that needs a form.
import { Copy, KeyRound, ShieldX, SquareArrowOutUpRight } from 'lucide-react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { AppError } from '../../../shared/errors.ts'
import { commands } from '../../state/commands.ts'
import { writeBlock } from '../../state/selectors.ts'
import { openDialog, tellProblem } from '../../state/ui-state.ts'
import { quotedName } from '../api-keys/key-status.ts'
import type { Entry } from '../palette/entry.ts'
import { quotedSecretName } from '../secrets/secret-words.ts'

/** What was copied, for the moment in which the window still stands. */
export interface Copied {
  readonly title: string
  readonly detail: string
}
type OnCopied = (copied: Copied) => void

const show = (section: 'keys' | 'secrets', id: string): Entry => ({
  id: 'show',
  title: 'Show in Latchkey',
  icon: SquareArrowOutUpRight,
  choice: { kind: 'run', run: () => void tellFailure(commands.quick.show({ section, id })) },
})

export function quickKeyEntries(key: ApiKey, snapshot: Snapshot, onCopied: OnCopied): readonly Entry[] {
  const hasValue = key.hasSealedCopy || snapshot.unstoredValues.some(({ keyId }) => keyId === key.id)
  return [
    {
      ...{ id: 'copyValue', title: 'Copy value', icon: KeyRound },
      reason: hasValue ? null : 'No sealed copy of it is kept on this computer.',
      choice: { kind: 'run', run: () => void copyKeyValue(key, onCopied) },
    },
    {
      ...{ id: 'copyIdentifier', title: 'Copy identifier', icon: Copy },
      aside: visibleText(key.display, 40),
      choice: { kind: 'run', run: () => void copyIdentifier(key, onCopied) },
    },
    show('keys', key.id),
    {
      ...{ id: 'revoke', title: 'Revoke…', icon: ShieldX, tone: 'danger' },
      reason: key.ending ? 'The key has ended.' : writeBlock(snapshot),
      choice: { kind: 'run', run: () => openDialog({ kind: 'revokeKeys', keyIds: [key.id] }) },
    },
  ]
}

export function quickSecretEntries(secret: Secret, onCopied: OnCopied): readonly Entry[] {
  return [
    {
      ...{ id: 'copyValue', icon: KeyRound },
      // Somebody may have replaced the value elsewhere since the copy was sealed.
      title: secret.fingerprint === 'stale' ? 'Copy value, maybe an old one' : 'Copy value',
      reason: secret.hasSealedCopy ? null : 'No sealed copy of it is kept on this computer.',
      choice: { kind: 'run', run: () => void copySecretValue(secret, onCopied) },
    },
    {
      ...{ id: 'copyName', title: 'Copy name', icon: Copy },
      choice: { kind: 'run', run: () => void copyName(secret, onCopied) },
    },
    show('secrets', secret.id),
  ]
}

async function copyKeyValue(key: ApiKey, onCopied: OnCopied): Promise<void> {
  const copied = await commands.values.copy({ keyId: key.id })
  if (!copied.ok) return tellProblem(copied.error)
  onCopied({ title: `Value of ${quotedName(key)} copied`, detail: clearedIn(copied.value.clearsAt) })
}

async function copySecretValue(secret: Secret, onCopied: OnCopied): Promise<void> {
  const copied = await commands.secrets.copyValue({ secretId: secret.id })
  if (!copied.ok) return tellProblem(copied.error, 'secret')
  onCopied({ title: `Value of ${quotedSecretName(secret)} copied`, detail: clearedIn(copied.value.clearsAt) })
}

async function copyIdentifier(key: ApiKey, onCopied: OnCopied): Promise<void> {
  const copied = await commands.keys.copyIdentifier({ keyId: key.id })
  if (!copied.ok) return tellProblem(copied.error)
  onCopied({ title: 'Identifier copied', detail: visibleText(key.display, 60) })
}

async function copyName(secret: Secret, onCopied: OnCopied): Promise<void> {
  const copied = await commands.secrets.copyName({ secretId: secret.id })
  if (!copied.ok) return tellProblem(copied.error, 'secret')
  onCopied({ title: 'Name copied', detail: quotedSecretName(secret) })
}

async function tellFailure(pending: Promise<{ ok: true } | { ok: false; error: AppError }>): Promise<void> {
  const answer = await pending
  if (!answer.ok) tellProblem(answer.error)
}

/** `clearsAt` is epoch ms by this computer's clock. */
function clearedIn(clearsAt: number): string {
  const seconds = Math.max(0, Math.round((clearsAt - Date.now()) / 1000))
  return `The clipboard is cleared in ${seconds} seconds.`
}
