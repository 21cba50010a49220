// Begins anew after a keyring was lost for good: asks first, and says how much stays unreadable (R7).
import { visibleText } from '../../shared/domain/visible-text.ts'
import { fail, type Result } from '../../shared/errors.ts'
import type { VaultStore } from '../ports/store.ts'
import type { Dialogs, Log } from '../ports/system.ts'
import type { Vault } from './vault.ts'

export interface BeginAnewDeps {
  readonly vault: Vault
  readonly vaultStore: Pick<VaultStore, 'countValues'>
  readonly dialogs: Dialogs
  readonly log: Log
}

/** `refused` where the vault is not locked, `notConfirmed`, `storage`, and the reasons of `Vault.beginAnew`. */
export type BeginAnew = () => Promise<Result<void>>

export function createBeginAnew({ vault, vaultStore, dialogs, log }: BeginAnewDeps): BeginAnew {
  let asking: Promise<Result<void>> | null = null

  const askAndBegin = async (): Promise<Result<void>> => {
    const { state, backend } = vault.status()
    if (state !== 'lockedByOs') return fail('refused')
    const count = countValues()
    if (count === null) return fail('storage', { isRetryable: true })
    const isConfirmed = await dialogs.confirm({
      title: 'Begin anew without the old keyring?',
      detail: detailOf(count, visibleText(backend, 60)),
      confirmLabel: 'Begin anew',
      isDestructive: true,
      isAboutComputer: true,
    })
    if (!isConfirmed) return fail('notConfirmed')
    const begun = await vault.beginAnew()
    log('vault.begunAnew', { isDone: begun.ok })
    return begun
  }

  const countValues = () => {
    try {
      return vaultStore.countValues()
    } catch {
      log('vault.notRead')
      return null
    }
  }

  return () => {
    // A second push of the button shows no second dialog.
    asking ??= askAndBegin().finally(() => {
      asking = null
    })
    return asking
  }
}

function detailOf(count: number, backend: string): string {
  const loss =
    count === 0
      ? 'No values are sealed here, so none are lost.'
      : `${count} sealed ${count === 1 ? 'value stays' : 'values stay'} unreadable. Nothing is deleted: should the old keyring come back, what it sealed opens again.`
  return `Do this only if ${backend} was reset for good. ${loss} New values are sealed with a new key, and Latchkey asks for your admin key again.`
}
