// The data keys of the vault: made, wrapped by the operating system's secure store, and opened again from there.
import { randomBytes } from 'node:crypto'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { WrappedKey } from '../ports/store.ts'
import { type Log, type SecureStore, SecureStoreError } from '../ports/system.ts'
import { type DataKey, dataKeyBytes } from './sealed-record.ts'
import { probeSecureStore } from './secure-store-probe.ts'
import type { WrapShelf } from './wrap-shelf.ts'
import { byStore, formOf, openByStore, type WrapForm, type Wrapping } from './wrappings.ts'

export interface DataKeyDeps {
  readonly secureStore: SecureStore
  readonly shelf: WrapShelf
  readonly log: Log
}

/** A data key and the wrap out of which it came. */
export interface OpenedKey extends DataKey {
  readonly slot: number
  readonly form: WrapForm
}

/** The newest first; it is the one that seals. */
export type OpenedKeys = readonly [OpenedKey, ...OpenedKey[]]

/** What the secure store gives: the keys that it opens, or why there are none. */
export type Unlocked =
  | { readonly state: 'ready'; readonly keys: OpenedKeys }
  | { readonly state: 'weak' | 'unavailable' | 'lockedByOs' }

/**
 * Opens the data keys that take no passphrase; makes the first where there is none yet. Never rejects. Existing
 * wraps are never written over unless one of them was opened just before (R19).
 */
export async function openDataKeys(deps: DataKeyDeps): Promise<Unlocked> {
  const { secureStore, shelf, log } = deps
  let hasWraps = true
  try {
    hasWraps = shelf.read().length > 0
    if (!hasWraps) {
      const made = await makeDataKey(deps)
      return made.ok
        ? await openWraps(deps)
        : { state: made.error.code === 'vaultWeak' ? 'weak' : 'unavailable' }
    }
    // A weak store cannot have made wraps that are there: they wait for the store that did.
    const isUsable = (await secureStore.isAvailable()) && (await probeSecureStore(secureStore)) === 'strong'
    return isUsable ? await openWraps(deps) : { state: 'lockedByOs' }
  } catch (error) {
    log('vault.failed', { reason: error instanceof SecureStoreError ? error.reason : 'unexpected' })
    return { state: hasWraps ? 'lockedByOs' : 'unavailable' }
  }
}

/**
 * Makes the data key of the next generation and wraps it beside those that are there. Never rejects. It exists
 * from one write to the disk on; until then everything is as it was. `vaultWeak`, `vaultUnavailable` where the
 * secure store cannot keep it, `storage` where the disk cannot.
 */
export async function makeDataKey(deps: DataKeyDeps): Promise<Result<void>> {
  const { secureStore, log } = deps
  try {
    if (!(await secureStore.isAvailable())) return fail('vaultUnavailable', { isRetryable: true })
    const strength = await probeSecureStore(secureStore)
    if (strength !== 'strong') return fail(strength === 'weak' ? 'vaultWeak' : 'vaultUnavailable')
    const isKept = (await placeWrap(deps, byStore(secureStore), nextDataKey(deps), 0)) !== null
    return isKept ? ok(undefined) : fail('vaultUnavailable', { isRetryable: true })
  } catch (error) {
    const isOfStore = error instanceof SecureStoreError
    log('vault.keyNotMade', { reason: isOfStore ? error.reason : 'unexpected' })
    return fail(isOfStore ? 'vaultUnavailable' : 'storage', { isRetryable: true })
  }
}

/** A new key of the generation after those that are there; wrapped nowhere yet. */
export function nextDataKey({ shelf }: Pick<DataKeyDeps, 'shelf'>): DataKey {
  const generation = 1 + Math.max(0, ...shelf.read().map((wrap) => wrap.generation))
  return { generation, bytes: randomBytes(dataKeyBytes) }
}

/**
 * Steps 1 to 3 of R20: the wrap that was written to the slot, or null where it could not be. It is opened before
 * it is written, for a slot must never hold what nobody can open, and read back from the disk. Rejects with the
 * errors of both stores.
 */
export async function placeWrap(
  { secureStore, shelf }: Pick<DataKeyDeps, 'secureStore' | 'shelf'>,
  wrapping: Wrapping,
  key: DataKey,
  slot: number,
): Promise<WrappedKey | null> {
  const wrapped = new Uint8Array(await wrapping.wrap(key))
  if (!(await wrapping.opensTo(wrapped, key))) return null
  const { generation } = key
  const backend = wrapping.form === 'passphrase' ? 'a passphrase' : secureStore.backend()
  const wrap = { generation, slot, wrapped, backend }
  return shelf.write(wrap) ? wrap : null
}

/** R20: the new wrap goes into the other slot and is opened from there, before the old one is replaced. */
export async function renewWrap(deps: DataKeyDeps, wrapping: Wrapping, key: OpenedKey): Promise<void> {
  let isKept = false
  try {
    isKept = (await placeWrap(deps, wrapping, key, otherSlot(key))) !== null
    if (isKept) await placeWrap(deps, wrapping, key, key.slot)
  } catch {
    // The wrap that was just opened is still there; the next start tries again.
  }
  deps.log('vault.rewrapped', { isKept })
}

export function otherSlot({ slot }: Pick<OpenedKey, 'slot'>): number {
  return slot === 0 ? 1 : 0
}

/** The wraps by their data key, the newest first. */
export function byGeneration(wraps: readonly WrappedKey[]): readonly (readonly WrappedKey[])[] {
  const groups = Map.groupBy(wraps, (wrap) => wrap.generation)
  return [...groups].sort(([a], [b]) => b - a).map(([, group]) => group)
}

/**
 * The newest key that opens is the one that seals. Older ones may be lost for good, and so may the newest where
 * an older keyring came back; but one that is refused for the moment only is waited for.
 */
async function openWraps(deps: DataKeyDeps): Promise<Unlocked> {
  const opened: OpenedKey[] = []
  for (const wraps of byGeneration(deps.shelf.read())) {
    const found = await openGeneration(deps, wraps)
    if (found === 'temporary' && opened.length === 0) return { state: 'lockedByOs' }
    if (typeof found !== 'string') opened.push(found)
  }
  const [newest, ...others] = opened
  if (newest === undefined) return { state: 'lockedByOs' }
  deps.shelf.align()
  return { state: 'ready', keys: [newest, ...others] }
}

/** The key that these wraps of one generation hold, or why none of them opens without a passphrase. */
export async function openGeneration(
  deps: DataKeyDeps,
  wraps: readonly WrappedKey[],
): Promise<OpenedKey | SecureStoreError['reason']> {
  const { secureStore, log } = deps
  let refusal: SecureStoreError['reason'] = 'undecryptable'
  for (const { generation, slot, wrapped, backend } of wraps) {
    try {
      const found = await openByStore(secureStore, generation, wrapped)
      if (found === null) continue
      const key = { ...found.key, slot, form: formOf(wrapped) }
      if (found.shouldReseal) await renewWrap(deps, byStore(secureStore), key)
      return await takeOver(deps, byStore(secureStore), key, wrapped)
    } catch (error) {
      if (!(error instanceof SecureStoreError)) throw error
      if (error.reason === 'temporary') refusal = 'temporary'
      const isSameBackend = backend === secureStore.backend()
      log('vault.wrapRefused', { generation, slot, reason: error.reason, isSameBackend })
    }
  }
  return refusal
}

/** A key that only the file gave is wrapped in the database again, whose own wraps of it do not open. */
export async function takeOver(
  deps: DataKeyDeps,
  wrapping: Wrapping,
  key: OpenedKey,
  wrapped: Uint8Array,
): Promise<OpenedKey> {
  const slot = deps.shelf.slotFor({ ...key, wrapped })
  if (slot === null) return key
  let isKept = false
  try {
    isKept = (await placeWrap(deps, wrapping, key, slot)) !== null
  } catch {
    // The file goes on being the only one; it may not be made like the database then.
  }
  if (!isKept) deps.shelf.keepFile()
  deps.log('vault.wrapTakenBack', { isKept })
  return { ...key, slot }
}
