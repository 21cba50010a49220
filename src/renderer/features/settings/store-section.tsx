// Whether new values stay sealed here, and what seals them, in words.
import { LockKeyhole, LockOpen } from 'lucide-react'
import { useState } from 'react'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { BeginAnewButton } from '../vault-status/begin-anew-button.tsx'
import { canSeal, isMemoryOnly, vaultWords } from '../vault-status/vault-words.ts'

export interface StoreSectionProps {
  readonly keepsSealedCopies: boolean
  readonly onChange: (keepsSealedCopies: boolean) => void
}

export function StoreSection({ keepsSealedCopies, onChange }: StoreSectionProps) {
  const vault = useSnapshot((snapshot) => snapshot.vault)
  const isImpossible = isMemoryOnly(vault)
  return (
    <>
      <Checkbox
        label="Keep a sealed copy of new values"
        hint={
          isImpossible
            ? 'Not possible on this computer: new values stay in memory only.'
            : 'Only what the forms suggest; each key and secret can differ.'
        }
        checked={keepsSealedCopies && !isImpossible}
        disabled={isImpossible}
        onChange={(event) => onChange(event.target.checked)}
      />
      <StoreState />
    </>
  )
}

function StoreState() {
  const vault = useSnapshot((snapshot) => snapshot.vault)
  const [isAsking, setIsAsking] = useState(false)
  const { title, meaning } = vaultWords(vault)
  const Icon = canSeal(vault) ? LockKeyhole : LockOpen
  const retry = async () => {
    setIsAsking(true)
    // The new state comes with the snapshot, whatever the answer.
    await commands.vault.retry({})
    setIsAsking(false)
  }
  return (
    <div className="flex items-start gap-2.5 rounded-lg border border-line bg-sunken px-3 py-2.5">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${canSeal(vault) ? 'text-good' : 'text-warn'}`} />
      <div className="min-w-0 flex-1" role="status">
        <span className="block leading-5 font-medium">{title}</span>
        <span className="block text-sm text-ink-muted">{meaning}</span>
      </div>
      {!canSeal(vault) && (
        <Button size="small" isBusy={isAsking} onClick={() => void retry()}>
          Try again
        </Button>
      )}
      <BeginAnewButton />
    </div>
  )
}
