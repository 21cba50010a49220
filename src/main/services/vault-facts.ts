// What the wraps say about the vault, in the words of its status.
import type { VaultStatus } from '../../shared/domain/snapshot.ts'
import { attempt } from './attempt.ts'
import { byGeneration, type DataKeyDeps, type OpenedKeys } from './data-keys.ts'
import { formOf, type WrapForm } from './wrappings.ts'

export interface VaultFacts {
  readonly hasPassphrase: () => boolean
  /** Whether the newest data key is wrapped by a passphrase and nothing else. */
  readonly isOnlyPassphrase: (keys: OpenedKeys | null) => boolean
  readonly words: (state: VaultStatus['state'], keys: OpenedKeys | null) => Omit<VaultStatus, 'state'>
}

export function createVaultFacts({ secureStore, shelf, log }: DataKeyDeps): VaultFacts {
  const wraps = () => attempt(log, 'vault.wrapsNotRead', shelf.read) ?? []
  let wasSet = false
  /** A disk that cannot be read just now takes no passphrase away. */
  const hasPassphrase = () => {
    wasSet = attempt(log, 'vault.wrapsNotRead', shelf.hasPassphrase) ?? wasSet
    return wasSet
  }

  /** While nothing is opened, the wraps themselves tell how they will be. */
  const newestForm = (keys: OpenedKeys | null): WrapForm => {
    if (keys !== null) return keys[0].form
    if (!hasPassphrase()) return 'store'
    const forms = (byGeneration(wraps())[0] ?? []).map(({ wrapped }) => formOf(wrapped))
    return forms.find((form) => form !== 'store') ?? 'both'
  }

  const backendWords = (form: WrapForm) => {
    switch (form) {
      case 'store':
        return secureStore.backend()
      case 'passphrase':
        return 'your passphrase'
      case 'both':
        return `${secureStore.backend()} and your passphrase`
    }
  }

  /** The store of the newest wraps, where another one answers now (R19). */
  const formerStore = () => {
    const newest = byGeneration(wraps())[0] ?? []
    return newest.some(({ backend }) => backend === secureStore.backend()) ? undefined : newest[0]?.backend
  }

  return {
    hasPassphrase,
    isOnlyPassphrase: (keys) => newestForm(keys) === 'passphrase',
    words: (state, keys) => {
      const sealedBy = state === 'lockedByOs' ? formerStore() : undefined
      return {
        backend: backendWords(newestForm(keys)),
        ...(sealedBy === undefined ? {} : { sealedBy }),
      }
    },
  }
}
