// Opens the data keys with a passphrase, and changes how they are wrapped without ever being without a wrap that opens (R20, R49).
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { WrappedKey } from '../ports/store.ts'
import { SecureStoreError } from '../ports/system.ts'
import {
  byGeneration,
  type DataKeyDeps,
  type OpenedKey,
  type OpenedKeys,
  openGeneration,
  otherSlot,
  placeWrap,
  renewWrap,
  takeOver,
} from './data-keys.ts'
import { isWeakerThan, openEnvelope, type ScryptCost, type Stretcher } from './passphrase-envelope.ts'
import { probeSecureStore } from './secure-store-probe.ts'
import { byBoth, byPassphrase, byRenewedSeal, formOf, reachEnvelope, type Wrapping } from './wrappings.ts'

/** An envelope that lies open for the passphrase. */
export interface Reached {
  readonly wrap: WrappedKey
  readonly envelope: Uint8Array
  readonly shouldReseal: boolean
}

/** Takes the envelopes out of the secure store's seal. Empty where it opens none of them now. Throws `StoreError`. */
export async function reachEnvelopes({ secureStore, shelf, log }: DataKeyDeps): Promise<readonly Reached[]> {
  const reached: Reached[] = []
  for (const wrap of shelf.read()) {
    try {
      const found = await reachEnvelope(secureStore, wrap.wrapped)
      if (found !== null) reached.push({ wrap, ...found })
    } catch (error) {
      if (!(error instanceof SecureStoreError)) throw error
      const { generation, slot, backend } = wrap
      const isSameBackend = wrap.backend === secureStore.backend()
      log('vault.wrapRefused', { generation, slot, backend, reason: error.reason, isSameBackend })
    }
  }
  return reached
}

/** The keys that the passphrase opens, the newest first; none where it is another one. */
export async function openReached(
  deps: DataKeyDeps,
  reached: readonly Reached[],
  stretcher: Stretcher,
): Promise<readonly OpenedKey[]> {
  const opened: OpenedKey[] = []
  for (const wraps of byGeneration(reached.map(({ wrap }) => wrap))) {
    const found = reached.filter(({ wrap }) => wraps.includes(wrap))
    const key = await firstToOpen(deps, found, stretcher)
    if (key !== null) opened.push(key)
  }
  return opened
}

async function firstToOpen(
  deps: DataKeyDeps,
  candidates: readonly Reached[],
  stretcher: Stretcher,
): Promise<OpenedKey | null> {
  for (const { wrap, envelope, shouldReseal } of candidates) {
    const stretched = await stretcher.forEnvelope(envelope)
    const found = stretched === null ? null : openEnvelope(stretched, wrap.generation, envelope)
    if (stretched === null || found === null) continue
    const key = { ...found, slot: wrap.slot, form: formOf(wrap.wrapped) }
    if (shouldReseal) await renewWrap(deps, byRenewedSeal(deps.secureStore, envelope), key)
    const wrapping = key.form === 'both' ? byBoth(deps.secureStore, stretched) : byPassphrase(stretched)
    return takeOver(deps, wrapping, key, wrap.wrapped)
  }
  return null
}

/**
 * Generations whose wraps still open without the passphrase, because their keyring was away when it was set, or
 * because the database is older than it.
 */
export async function openLeftovers(
  deps: DataKeyDeps,
  opened: readonly OpenedKey[],
): Promise<readonly OpenedKey[]> {
  const missing = byGeneration(deps.shelf.read()).filter(
    ([first]) => !opened.some(({ generation }) => generation === first?.generation),
  )
  const found: OpenedKey[] = []
  for (const wraps of missing) {
    const key = await openGeneration(deps, wraps)
    if (typeof key !== 'string') found.push(key)
  }
  return found
}

/** Whether wraps that were just opened should be made anew: weaker than one would make them now, or not alone. */
export function needsRekey(
  { shelf }: Pick<DataKeyDeps, 'shelf'>,
  opened: readonly OpenedKey[],
  reached: readonly Reached[],
  cost: ScryptCost,
): boolean {
  const generations = new Set(opened.map(({ generation }) => generation))
  const isWeak = reached.some(
    ({ wrap, envelope }) => generations.has(wrap.generation) && isWeakerThan(envelope, cost),
  )
  const opensWithout = shelf
    .read()
    .some(({ generation, wrapped }) => generations.has(generation) && formOf(wrapped) === 'store')
  return isWeak || opensWithout || !shelf.isMarked()
}

/**
 * R20: makes new wraps in the free slots, opens them, writes them, reads them back, and only then drops all others
 * in one step. Until that step the old wraps open as before, from it on the new ones do. Never rejects;
 * `vaultUnavailable` where the secure store, `storage` where the disk refuses. `isClean` is false where bytes of
 * the old wraps may still be in a file.
 */
export async function rekey(
  deps: DataKeyDeps,
  keys: readonly OpenedKey[],
  wrapping: Wrapping,
): Promise<Result<{ readonly keys: OpenedKeys; readonly isClean: boolean }>> {
  try {
    const kept: WrappedKey[] = []
    for (const key of keys) {
      const wrap = await placeWrap(deps, wrapping, key, otherSlot(key))
      if (wrap === null) return fail('vaultUnavailable', { isRetryable: true })
      kept.push(wrap)
    }
    const isClean = deps.shelf.settle(kept, wrapping.form !== 'store')
    deps.log('vault.rekeyed', { form: wrapping.form, count: kept.length, isClean })
    const [newest, ...others] = keys.map((key): OpenedKey => {
      return { ...key, slot: otherSlot(key), form: wrapping.form }
    })
    return newest === undefined ? fail('vaultUnavailable') : ok({ keys: [newest, ...others], isClean })
  } catch (error) {
    const isOfStore = error instanceof SecureStoreError
    deps.log('vault.notRekeyed', { reason: isOfStore ? error.reason : 'unexpected' })
    return fail(isOfStore ? 'vaultUnavailable' : 'storage', { isRetryable: true })
  }
}

/** Whether the secure store can add its own seal. False also where it refuses. */
export async function canStoreSeal({ secureStore }: Pick<DataKeyDeps, 'secureStore'>): Promise<boolean> {
  try {
    return (await secureStore.isAvailable()) && (await probeSecureStore(secureStore)) === 'strong'
  } catch {
    return false
  }
}
