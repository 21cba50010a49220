// Keyed fingerprints of API keys' values that passed through here: enough to know a value again, never to tell it.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Result } from '../../shared/errors.ts'
import type { Fingerprint, VaultStore } from '../ports/store.ts'
import type { Log } from '../ports/system.ts'
import { attempt } from './attempt.ts'
import { type FindByValue, indexFingerprints } from './fingerprint-index.ts'
import type { Vault } from './vault.ts'

export interface KeyFingerprints {
  /** A value was sealed. Where its fingerprint cannot be made or written, less is known and nothing false. */
  readonly remember: (accountId: string, keyId: string, value: string) => void
  /**
   * What is known of the account's values. Keys of `held` without a fingerprint get theirs from the value that
   * `open` gives, in turns of the event loop.
   */
  readonly read: (
    accountId: string,
    held: Iterable<string>,
    open: (keyId: string) => Result<string>,
  ) => Promise<KnownValues>
}

interface KnownValues {
  /** The keys whose value this is. */
  readonly idsOf: FindByValue
  /** Whether a text that is not found by `idsOf` is certainly not the value of this key. */
  readonly isKnown: (keyId: string) => boolean
}

export interface KeyFingerprintsDeps {
  readonly vault: Pick<Vault, 'fingerprint' | 'fingerprints' | 'isOfValue'>
  readonly vaultStore: Pick<VaultStore, 'writeKeyFingerprint' | 'listKeyFingerprints'>
  readonly log: Log
}

/** Opened in one turn at most, so that nothing else waits for long. */
const openedAtOnce = 20

export function createKeyFingerprints({ vault, vaultStore, log }: KeyFingerprintsDeps): KeyFingerprints {
  const remember = (accountId: string, keyId: string, value: string): Fingerprint | null => {
    const made = vault.fingerprint(value)
    if (!made.ok) return null
    attempt(log, 'vault.notWritten', () =>
      vaultStore.writeKeyFingerprint({ ...made.value, accountId, keyId }),
    )
    return made.value
  }

  return {
    remember,
    read: async (accountId, held, open) => {
      const listed = attempt(log, 'vault.notRead', () => vaultStore.listKeyFingerprints(accountId)) ?? []
      const known = new Map<string, Fingerprint>(listed.map((each) => [each.keyId, each]))
      let opened = 0
      for (const keyId of held) {
        if (known.has(keyId)) continue
        opened += 1
        if (opened % openedAtOnce === 0) await nextTurn()
        const value = open(keyId)
        const made = value.ok ? remember(accountId, keyId, value.value) : null
        if (made !== null) known.set(keyId, made)
      }
      // Fingerprints by a data key that is not there now say nothing.
      const generations = new Set(vault.fingerprints('').map(({ generation }) => generation))
      return {
        idsOf: indexFingerprints(vault, known),
        isKnown: (keyId) => generations.has(known.get(keyId)?.generation ?? -1),
      }
    },
  }
}
