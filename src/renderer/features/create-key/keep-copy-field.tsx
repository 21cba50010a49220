// Whether the new value stays sealed on this computer, as far as this computer can keep one.
import type { VaultStatus } from '../../../shared/domain/snapshot.ts'
import { commands } from '../../state/commands.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { vaultWords } from '../vault-status/vault-words.ts'

export interface KeepCopyFieldProps {
  readonly vault: VaultStatus
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}

export function KeepCopyField({ vault, value, onChange }: KeepCopyFieldProps) {
  const words = vaultWords(vault)
  const isMemoryOnly = vault.state === 'weak' || vault.state === 'unavailable'
  const isLate = vault.state === 'waiting' || vault.state === 'lockedByOs'
  return (
    <div className="flex flex-col gap-2">
      <Checkbox
        label="Keep a sealed copy on this computer"
        hint={
          isMemoryOnly
            ? 'Not possible here.'
            : 'To copy the value again later. Without it, it is erased once you have stored it.'
        }
        checked={value && !isMemoryOnly}
        disabled={isMemoryOnly}
        onChange={(event) => onChange(event.target.checked)}
      />
      {isMemoryOnly && (
        <Banner tone="warn" title="The new value will exist in memory only">
          {words.title}. Store the value elsewhere before you quit Latchkey: nothing can bring it back.
        </Banner>
      )}
      {isLate && (
        <Banner
          tone="warn"
          title={words.title}
          actions={
            <Button size="small" onClick={() => void commands.vault.retry({})}>
              Try again
            </Button>
          }
        >
          {words.meaning}
        </Banner>
      )}
    </div>
  )
}
