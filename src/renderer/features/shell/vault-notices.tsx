// Notices about the secure store of this computer, where it keeps nothing or cannot be opened.
import { RotateCw } from 'lucide-react'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { Button } from '../../ui/button.tsx'
import { BeginAnewButton } from '../vault-status/begin-anew-button.tsx'
import { vaultWords } from '../vault-status/vault-words.ts'
import type { Notice } from './notice.ts'
import { retryVault } from './shell-actions.ts'

export function vaultNotices({ vault }: Snapshot): readonly Notice[] {
  if (vault.state === 'ready') return []
  const { title, meaning } = vaultWords(vault)
  const isLasting = vault.state === 'weak' || vault.state === 'unavailable'
  return [
    {
      id: `vault-${vault.state}`,
      tone: vault.state === 'waiting' ? 'info' : 'warn',
      title,
      body: meaning,
      isDismissible: isLasting,
      actions: (
        <>
          <Button size="small" icon={RotateCw} onClick={retryVault}>
            Try again
          </Button>
          <BeginAnewButton />
        </>
      ),
    },
  ]
}
