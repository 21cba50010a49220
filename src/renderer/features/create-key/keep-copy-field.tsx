// Whether the new value stays sealed on this computer, as far as this computer can keep one.
import { RotateCw } from 'lucide-react'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { isMemoryOnly, vaultWords } from '../vault-status/vault-words.ts'

export interface KeepCopyFieldProps {
  readonly value: boolean
  readonly onChange: (value: boolean) => void
  /** What the copy is good for; default: what it means for a new API key. */
  readonly hint?: string
}

const newKeyHint = 'To copy the value again later. Without it, it is erased once you have stored it.'

export function KeepCopyField({ value, onChange, hint = newKeyHint }: KeepCopyFieldProps) {
  const isImpossible = useSnapshot(({ vault }) => isMemoryOnly(vault))
  return (
    <Checkbox
      label="Keep a sealed copy on this computer"
      hint={isImpossible ? 'Not possible: this computer has nothing safe to keep it in.' : hint}
      checked={value && !isImpossible}
      disabled={isImpossible}
      onChange={(event) => onChange(event.target.checked)}
    />
  )
}

/** Said above the form, before anything is created that cannot be kept. */
export function VaultWarning() {
  const vault = useSnapshot((snapshot) => snapshot.vault)
  const words = vaultWords(vault)
  if (vault.state === 'ready') return null
  if (isMemoryOnly(vault)) {
    return (
      <Banner tone="warn" title="The new value will be in memory only">
        {words.title}. Store the value elsewhere before you quit Latchkey: nothing can bring it back.
      </Banner>
    )
  }
  return (
    <Banner
      tone="warn"
      title={words.title}
      actions={
        <Button size="small" icon={RotateCw} onClick={() => void commands.vault.retry({})}>
          Try again
        </Button>
      }
    >
      {words.meaning}
    </Banner>
  )
}
