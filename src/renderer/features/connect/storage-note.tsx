// What connecting stores, and how safely this computer can.
import { LockKeyhole, TriangleAlert } from 'lucide-react'
import type { VaultStatus } from '../../../shared/domain/snapshot.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { canSeal, isMemoryOnly, vaultWords } from '../vault-status/vault-words.ts'

export function StorageNote({ vault }: { readonly vault: VaultStatus }) {
  const isSafe = canSeal(vault)
  const Icon = isSafe ? LockKeyhole : TriangleAlert
  return (
    <p className="flex items-start gap-2 text-sm text-ink-muted">
      <Icon aria-hidden className={`mt-px size-3.5 shrink-0 ${isSafe ? 'text-good' : 'text-warn'}`} />
      <span>
        <b className="font-medium text-ink">
          {isSafe ? `Kept encrypted with ${visibleText(vault.backend, 60)}` : 'Kept only until you quit'}
        </b>{' '}
        {isSafe
          ? 'on this computer until you disconnect. It is sent to the server below and nowhere else.'
          : `${vaultWords(vault).title}. ${storageAdvice(vault)}`}
      </span>
    </p>
  )
}

function storageAdvice(vault: VaultStatus): string {
  return isMemoryOnly(vault)
    ? 'The admin key stays in memory and is asked for again at the next start.'
    : 'Once it answers, the admin key is kept encrypted there.'
}
