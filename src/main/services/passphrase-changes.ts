// Opening with, setting, changing and removing the passphrase of the vault.
import { fail, ok, type Result } from '../../shared/errors.ts'
import { type DataKeyDeps, nextDataKey, type OpenedKey, type OpenedKeys } from './data-keys.ts'
import { createStretcher, presentCost, type ScryptCost, type Stretcher } from './passphrase-envelope.ts'
import type { PassphraseGuard } from './passphrase-guard.ts'
import {
  canStoreSeal,
  needsRekey,
  openLeftovers,
  openReached,
  reachEnvelopes,
  rekey,
} from './passphrase-keys.ts'
import { byBoth, byPassphrase, byStore } from './wrappings.ts'

/** The keys as they are wrapped now. */
export interface Rewrapped {
  readonly keys: OpenedKeys
  /** False where bytes of older wraps may still be in a file. */
  readonly isClean: boolean
}

/** None of them rejects. */
export interface PassphraseChanges {
  readonly open: (passphrase: string) => Promise<Result<Rewrapped>>
  /** `keys` is null where nothing was ever sealed here; a data key is then made. */
  readonly set: (
    keys: OpenedKeys | null,
    passphrase: string,
    current: string | null,
  ) => Promise<Result<Rewrapped>>
  readonly remove: (keys: OpenedKeys, current: string) => Promise<Result<Rewrapped>>
}

export interface PassphraseChangesDeps extends DataKeyDeps {
  readonly guard: PassphraseGuard
  readonly cost: ScryptCost | undefined
}

export function createPassphraseChanges(deps: PassphraseChangesDeps): PassphraseChanges {
  const { secureStore, shelf, log, guard, cost = presentCost } = deps

  /** Asks the envelopes; only a wrong answer of theirs counts as an attempt. */
  const tryPassphrase = async (stretcher: Stretcher) => {
    const reached = await reachEnvelopes(deps)
    // The store whose seal is around them has not answered or cannot: nothing is known of the passphrase.
    if (reached.length === 0) return fail('vaultLocked', { isRetryable: true })
    const begun = guard.begin()
    if (!begun.ok) return begun
    const opened = await openReached(deps, reached, stretcher)
    if (opened.length === 0) return guard.refuse()
    guard.forgive()
    return ok({ reached, opened })
  }

  const wrappingFor = async (stretcher: Stretcher, hasStore: boolean) => {
    const stretched = await stretcher.fresh(cost)
    return hasStore ? byBoth(secureStore, stretched) : byPassphrase(stretched)
  }

  const open = async (stretcher: Stretcher): Promise<Result<Rewrapped>> => {
    const tried = await tryPassphrase(stretcher)
    if (!tried.ok) return tried
    const { reached, opened } = tried.value
    const leftovers = await openLeftovers(deps, opened)
    const [newest, ...others] = [...opened, ...leftovers].sort((a, b) => b.generation - a.generation)
    if (newest === undefined) return fail('internal')
    const keys: OpenedKeys = [newest, ...others]
    if (leftovers.length > 0 || needsRekey(deps, opened, reached, cost)) {
      const isInStore = keys.some(({ form }) => form !== 'passphrase')
      const renewed = await rekey(deps, keys, await wrappingFor(stretcher, isInStore))
      // The old wraps open as before; the next time tries again.
      if (renewed.ok) return ok({ ...renewed.value, isClean: true })
    } else shelf.align()
    return ok({ keys, isClean: true })
  }

  const check = async (current: string): Promise<Result<void>> => {
    const stretcher = createStretcher(current)
    const tried = await tryPassphrase(stretcher).finally(stretcher.forget)
    if (!tried.ok) return tried
    for (const { bytes } of tried.value.opened) bytes.fill(0)
    return ok(undefined)
  }

  const set = async (
    keys: OpenedKeys | null,
    stretcher: Stretcher,
    current: string | null,
  ): Promise<Result<Rewrapped>> => {
    if (shelf.hasPassphrase()) {
      if (current === null)
        return fail('invalidInput', {
          fields: [{ field: 'current', message: 'Enter the present passphrase.' }],
        })
      const checked = await check(current)
      if (!checked.ok) return checked
    }
    const hasStore = isInStore(keys) || (await canStoreSeal(deps))
    const first: OpenedKey = { ...nextDataKey(deps), slot: 1, form: hasStore ? 'store' : 'passphrase' }
    return rekey(deps, keys ?? [first], await wrappingFor(stretcher, hasStore))
  }

  const remove = async (keys: OpenedKeys, current: string): Promise<Result<Rewrapped>> => {
    if (!shelf.hasPassphrase()) return fail('refused')
    const checked = await check(current)
    if (!checked.ok) return checked
    if (!(await canStoreSeal(deps))) return fail('vaultUnavailable', { isRetryable: true })
    return rekey(deps, keys, byStore(secureStore))
  }

  const guarded = async <T>(work: () => Promise<Result<T>>): Promise<Result<T>> => {
    try {
      return await work()
    } catch {
      log('passphrase.failed')
      return fail('storage', { isRetryable: true })
    }
  }
  const withStretcher = <T>(passphrase: string, work: (stretcher: Stretcher) => Promise<Result<T>>) =>
    guarded(async () => {
      const stretcher = createStretcher(passphrase)
      return work(stretcher).finally(stretcher.forget)
    })

  return {
    open: (passphrase) => withStretcher(passphrase, open),
    set: (keys, passphrase, current) =>
      withStretcher(passphrase, (stretcher) => set(keys, stretcher, current)),
    remove: (keys, current) => guarded(() => remove(keys, current)),
  }
}

/** A store that opened the newest key just now can seal again. */
function isInStore(keys: OpenedKeys | null): boolean {
  return keys !== null && keys[0].form !== 'passphrase'
}
