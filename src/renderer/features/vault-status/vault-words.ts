// What the state of the secure store means for a person's keys, in words.
import type { VaultStatus } from '../../../shared/domain/snapshot.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { assertNever } from '../../../shared/errors.ts'

export interface VaultWords {
  readonly title: string
  /** What follows for what Latchkey would keep. */
  readonly meaning: string
}

/** Whether what is created now can be sealed to disk. */
export function canSeal(vault: VaultStatus): boolean {
  return vault.state === 'ready'
}

/** Whether nothing can ever be sealed on this computer as it is: values live in memory until Latchkey quits. */
export function isMemoryOnly({ state }: VaultStatus): boolean {
  return state === 'weak' || state === 'unavailable'
}

export function vaultWords(vault: VaultStatus): VaultWords {
  const backend = visibleText(vault.backend, 60)
  switch (vault.state) {
    case 'ready':
      return {
        title: `Encrypted with ${backend}`,
        meaning:
          'What Latchkey keeps is encrypted on this computer with a key that only the system’s store opens.',
      }
    case 'waiting':
      return {
        title: `Waiting for ${backend}`,
        meaning:
          'The system has not answered yet. It may be asking you to unlock the keyring in another window.',
      }
    case 'weak':
      return {
        title: 'This computer’s keyring protects nothing',
        meaning:
          'It encrypts with a publicly known key, so Latchkey writes nothing into it. Everything stays in memory, only until you quit. GNOME Keyring, KWallet or a passphrase of your own, in Settings under Security, would change that.',
      }
    case 'unavailable':
      return {
        title: 'This computer offers no secure store',
        meaning:
          'Latchkey writes no keys to disk here. Everything stays in memory, only until you quit. A passphrase of your own, in Settings under Security, would change that.',
      }
    case 'lockedByOs':
      return {
        title: `Cannot open ${backend}`,
        meaning: `${formerStore(vault)}Sealed copies exist and are kept untouched, but cannot be opened until the system unlocks its store. If it was reset for good, begin anew.`,
      }
    case 'locked':
      return {
        title: 'Locked with your passphrase',
        meaning: 'What is sealed opens again when you enter it.',
      }
    default:
      return assertNever(vault.state)
  }
}

/** Another desktop or system account has another store: that is the likely cause then. */
function formerStore({ sealedBy }: VaultStatus): string {
  return sealedBy === undefined ? '' : `What is here was sealed with ${visibleText(sealedBy, 60)}. `
}
