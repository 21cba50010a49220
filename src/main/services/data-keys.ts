// The data keys of the vault: made, wrapped by the operating system's secure store, and opened again from there.
import { randomBytes } from 'node:crypto'
import { fail, ok, type Result } from '../../shared/errors.ts'
import { type Log, type SecureStore, SecureStoreError, type VaultStore, type WrappedKey } from '../ports.ts'
import { type DataKey, dataKeyBytes } from './sealed-record.ts'
import { probeSecureStore } from './secure-store-probe.ts'

export interface DataKeyDeps {
  readonly secureStore: SecureStore
  readonly store: Pick<VaultStore, 'readWraps' | 'writeWrap'>
  readonly log: Log
}

/** What the secure store gives: the keys that it opens, the newest first and never none, or why there are none. */
export type Unlocked =
  | { readonly state: 'ready'; readonly keys: readonly [DataKey, ...DataKey[]] }
  | { readonly state: 'weak' | 'unavailable' | 'lockedByOs' }

/**
 * Opens the data keys; makes the first where there is none yet. Never rejects. Existing wraps are never
 * written over unless one of them was opened just before (R19).
 */
export async function openDataKeys(deps: DataKeyDeps): Promise<Unlocked> {
  const { secureStore, store, log } = deps
  let hasWraps = true
  try {
    hasWraps = store.readWraps().length > 0
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
export async function makeDataKey({ secureStore, store, log }: DataKeyDeps): Promise<Result<void>> {
  try {
    if (!(await secureStore.isAvailable())) return fail('vaultUnavailable', { isRetryable: true })
    const strength = await probeSecureStore(secureStore)
    if (strength !== 'strong') return fail(strength === 'weak' ? 'vaultWeak' : 'vaultUnavailable')
    const generation = 1 + Math.max(0, ...store.readWraps().map((wrap) => wrap.generation))
    const isKept = await wrapInto({ secureStore, store }, { generation, bytes: randomBytes(dataKeyBytes) }, 0)
    return isKept ? ok(undefined) : fail('vaultUnavailable', { isRetryable: true })
  } catch (error) {
    const isOfStore = error instanceof SecureStoreError
    log('vault.keyNotMade', { reason: isOfStore ? error.reason : 'unexpected' })
    return fail(isOfStore ? 'vaultUnavailable' : 'storage', { isRetryable: true })
  }
}

/**
 * The newest key that opens is the one that seals. Older ones may be lost for good, and so may the newest where
 * an older keyring came back; but one that is refused for the moment only is waited for.
 */
async function openWraps(deps: DataKeyDeps): Promise<Unlocked> {
  const wraps = deps.store.readWraps()
  const generations = [...new Set(wraps.map((wrap) => wrap.generation))].sort((a, b) => b - a)
  const opened: DataKey[] = []
  for (const generation of generations) {
    const found = await openGeneration(
      deps,
      wraps.filter((wrap) => wrap.generation === generation),
    )
    if (found === 'temporary' && opened.length === 0) return { state: 'lockedByOs' }
    if (typeof found !== 'string') opened.push(found)
  }
  const [newest, ...others] = opened
  return newest === undefined ? { state: 'lockedByOs' } : { state: 'ready', keys: [newest, ...others] }
}

/** The key that these wraps hold, or why none of them opens. */
async function openGeneration(
  deps: DataKeyDeps,
  wraps: readonly WrappedKey[],
): Promise<DataKey | SecureStoreError['reason']> {
  const { secureStore, log } = deps
  let refusal: SecureStoreError['reason'] = 'undecryptable'
  for (const { generation, slot, wrapped, backend } of wraps) {
    // An empty text "decrypts" to an empty one without any key.
    if (wrapped.length === 0) continue
    try {
      const { text, shouldReseal } = await secureStore.open(wrapped)
      const key = { generation, bytes: Buffer.from(text, 'base64') }
      if (key.bytes.length !== dataKeyBytes) continue
      if (shouldReseal) await rewrap(deps, key, slot)
      return key
    } catch (error) {
      if (!(error instanceof SecureStoreError)) throw error
      if (error.reason === 'temporary') refusal = 'temporary'
      const isSameBackend = backend === secureStore.backend()
      log('vault.wrapRefused', { generation, slot, reason: error.reason, isSameBackend })
    }
  }
  return refusal
}

/** R20: the new wrap goes into the other slot and is opened from there, before the old one is replaced. */
async function rewrap(deps: DataKeyDeps, key: DataKey, openedSlot: number): Promise<void> {
  try {
    const otherSlot = openedSlot === 0 ? 1 : 0
    const isKept = await wrapInto(deps, key, otherSlot)
    if (isKept) await wrapInto(deps, key, openedSlot)
    deps.log('vault.rewrapped', { isKept })
  } catch {
    // The wrap that was just opened is still there; the next start tries again.
    deps.log('vault.rewrapped', { isKept: false })
  }
}

/**
 * True when the slot holds a wrap that the secure store opens to this key. It is opened before it is written:
 * a slot must never hold what nobody can open.
 */
async function wrapInto(
  { secureStore, store }: Pick<DataKeyDeps, 'secureStore' | 'store'>,
  { generation, bytes }: DataKey,
  slot: number,
): Promise<boolean> {
  const text = bytes.toString('base64')
  const wrapped = await secureStore.seal(text)
  if ((await secureStore.open(wrapped)).text !== text) return false
  store.writeWrap({ generation, slot, wrapped, backend: secureStore.backend() })
  const written = store.readWraps().find((wrap) => wrap.generation === generation && wrap.slot === slot)
  return written !== undefined && Buffer.from(wrapped).equals(written.wrapped)
}
