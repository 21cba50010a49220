// R20: a process that dies at any step of any change of the wraps leaves a data key that opens.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { recordFigure } from '../../../test/support/figures.ts'
import type { VaultStore, WrapFile } from '../ports/store.ts'
import type { SecureStore } from '../ports/system.ts'
import { createVaultStore } from '../store/vault-store.ts'
import { createWrapFile } from '../store/wrap-file.ts'
import { createVault, type RecordPlace, type Vault } from './vault.ts'
import { cheapScrypt, createTestClock, createTestKeyring, type TestKeyring } from './vault-test-support.ts'

const first = 'made-up words of a test'
const second = 'other words of a test'
const place: RecordPlace = { table: 'sealed_values', rowId: 'key-1', accountId: 'me' }
const secret = 'sandbox-v2-made-up-value-0001'
const clock = createTestClock()

interface Parts {
  readonly secureStore: SecureStore
  readonly store: VaultStore
  readonly wrapFile: WrapFile
}

let folder = ''
let computers = 0
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-rewrap-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function createComputer(keyring: TestKeyring): Parts {
  computers += 1
  const own = join(folder, String(computers))
  const store = createVaultStore(join(own, 'vault.db'), { clock, log: () => {}, onQuarantined: () => {} })
  return { secureStore: keyring.store, store, wrapFile: createWrapFile(join(own, 'vault-keys.json')) }
}

const start = (parts: Parts, logN = cheapScrypt.logN): Vault =>
  createVault({ ...parts, clock, log: () => {}, scryptCost: { ...cheapScrypt, logN } })

/** From the given step on nothing reaches keyring or disk any more, exactly as if the process were gone. */
function mortal(parts: Parts, step: number) {
  let left = step
  const steps: string[] = []
  const guard = <T extends object>(name: string, target: T): T =>
    Object.fromEntries(
      Object.entries(target).map(([member, call]: [string, unknown]) => [
        member,
        (...args: unknown[]) => {
          if (member === 'backend') return (call as () => unknown)()
          left -= 1
          if (left <= 0) throw new Error('killed')
          steps.push(`${name}.${member}`)
          return (call as (...given: unknown[]) => unknown)(...args)
        },
      ]),
    ) as T
  return {
    secureStore: guard('keyring', parts.secureStore),
    store: guard('vault', parts.store),
    wrapFile: guard('file', parts.wrapFile),
    steps,
    hasDied: () => left <= 0,
  }
}

interface Change {
  readonly keyring: 'works' | 'absent'
  readonly prepare: (vault: Vault) => Promise<unknown>
  /** Runs in the process that dies; the vault was unlocked as far as that goes. */
  readonly change: (vault: Vault) => Promise<{ readonly ok: boolean }>
  /** What may open the vault afterwards; null = nothing has to be entered. */
  readonly opensWith: readonly (string | null)[]
  readonly opensWithWhenDone: string | null
  readonly logN?: number
}

const setFirst = (vault: Vault) => vault.passphrase.set(first, null)
const changes: Readonly<Record<string, Change>> = {
  'setting the first passphrase': {
    keyring: 'works',
    prepare: async () => {},
    change: setFirst,
    opensWith: [null, first],
    opensWithWhenDone: first,
  },
  'changing it': {
    keyring: 'works',
    prepare: setFirst,
    change: (vault) => vault.passphrase.set(second, first),
    opensWith: [first, second],
    opensWithWhenDone: second,
  },
  'removing it': {
    keyring: 'works',
    prepare: setFirst,
    change: (vault) => vault.passphrase.remove(first),
    opensWith: [first, null],
    opensWithWhenDone: null,
  },
  'changing it without a secure store': {
    keyring: 'absent',
    prepare: setFirst,
    change: (vault) => vault.passphrase.set(second, first),
    opensWith: [first, second],
    opensWithWhenDone: second,
  },
  'making it dearer to guess': {
    keyring: 'works',
    prepare: setFirst,
    change: (vault) => {
      vault.lock()
      return vault.passphrase.unlock(first)
    },
    opensWith: [first],
    opensWithWhenDone: first,
    logN: cheapScrypt.logN + 1,
  },
}

let kills = 0

it.each(Object.keys(changes))('R20 killed at any step of %s the data key is recovered', async (name) => {
  const { keyring: mode, prepare, change, opensWith, opensWithWhenDone, logN } = changes[name] as Change
  for (let step = 1, hasSurvived = false; !hasSurvived; step += 1) {
    const keyring = createTestKeyring()
    keyring.behave(mode)
    const parts = createComputer(keyring)
    const before = start(parts)
    await before.unlock()
    await prepare(before)
    const sealed = before.seal(place, secret)

    // Everything up to the change costs no step.
    const dying = mortal(parts, Number.POSITIVE_INFINITY)
    const vault = start(dying, logN)
    await vault.unlock()
    if (vault.status().state === 'locked') await vault.passphrase.unlock(first)
    const doomed = mortal(parts, step)
    Object.assign(dying.secureStore, doomed.secureStore)
    Object.assign(dying.store, doomed.store)
    Object.assign(dying.wrapFile, doomed.wrapFile)
    const result = await change(vault)
    hasSurvived = !doomed.hasDied()
    kills += 1

    const opened: (string | null)[] = []
    for (const candidate of opensWith) {
      const next = start(parts, logN)
      if (candidate === null) await next.unlock()
      else if (next.status().state === 'locked') await next.passphrase.unlock(candidate)
      if (next.status().state !== 'ready' || !sealed.ok) continue
      const value = next.open(place, sealed.value)
      if (value.ok && value.value === secret) opened.push(candidate)
    }
    const context = `step ${step}, after ${doomed.steps.at(-1)}`
    expect(opened, context).not.toEqual([])
    // What was said to be done is done.
    if (result.ok) expect(opened.includes(opensWithWhenDone), context).toBe(true)
    // And once more, to the end.
    const wraps = parts.store.readWraps()
    expect(wraps.every(({ wrapped }) => wrapped.length > 0)).toBe(true)
    parts.store.close()
  }
})

it('R20 the kills are counted', () => {
  expect(kills).toBeGreaterThan(60)
  recordFigure('Kills while the data key is wrapped anew', `${kills} of ${kills} left a key that opens`)
})
