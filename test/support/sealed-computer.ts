// A computer with a vault whose books are sealed: runs that end well or are killed, and somebody with a database tool.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { VaultStore } from '../../src/main/ports/store.ts'
import { createLedgerSeal } from '../../src/main/services/ledger-seal.ts'
import type { RecordPlace } from '../../src/main/services/sealed-record.ts'
import { createVault, type Vault } from '../../src/main/services/vault.ts'
import {
  cheapScrypt,
  createTestClock,
  createTestKeyring,
  type TestKeyring,
} from '../../src/main/services/vault-test-support.ts'
import { createWrapFile } from '../../src/main/store/wrap-file.ts'
import { aCopy, anAccount, aValue, createVaultFolder } from './vault-folder.ts'

/** One run of the app, as far as its vault is concerned. */
export interface Run {
  readonly store: VaultStore
  readonly vault: Vault
  readonly seal: (place: RecordPlace, text?: string) => Uint8Array
}

export function createSealedComputer() {
  const vault = createVaultFolder()
  let keyring = createTestKeyring()

  async function start(told: string[]): Promise<Run> {
    const store = vault.open()
    const wrapFile = createWrapFile(join(vault.folder, 'vault-keys.json'))
    const clock = createTestClock()
    const log = (event: string) => vault.events.push(event)
    const deps = { secureStore: keyring.store, store, wrapFile, clock, log, scryptCost: cheapScrypt }
    const opened = createVault(deps)
    const onAltered = async ({ title, detail }: { title: string; detail: string }) => {
      told.push(`${title}. ${detail}`)
    }
    const ledgerSeal = createLedgerSeal({ vault: opened, vaultStore: store, log, onAltered })
    opened.onChange(({ state }) => {
      if (state === 'ready') ledgerSeal.noteReady()
    })
    await opened.unlock()
    const seal = (place: RecordPlace, text = 'sandbox-v2-made-up-value-0001') => {
      const sealed = opened.seal(place, text)
      if (!sealed.ok) throw new Error(`cannot be sealed: ${sealed.error.code}`)
      return sealed.value
    }
    return { store, vault: opened, seal }
  }

  /** What the user was told in a run that ended well. */
  const run = async (use: (run: Run) => unknown = () => {}): Promise<readonly string[]> => {
    const told: string[] = []
    const begun = await start(told)
    await use(begun)
    begun.store.close()
    return told
  }

  /** The same in one that is killed after `use`. */
  const killedRun = async (use: (run: Run) => unknown = () => {}): Promise<readonly string[]> => {
    const told: string[] = []
    const begun = await start(told)
    await use(begun)
    const atDeath = photograph()
    begun.store.close()
    goBackTo(atDeath)
    return told
  }

  const photographs: string[] = []
  /** The files as they are at this moment. */
  const photograph = (): string => {
    const copy = mkdtempSync(join(tmpdir(), 'latchkey-sealed-'))
    cpSync(vault.folder, copy, { recursive: true })
    photographs.push(copy)
    return copy
  }
  const goBackTo = (copy: string) => {
    rmSync(vault.folder, { recursive: true })
    cpSync(copy, vault.folder, { recursive: true })
  }

  return {
    ...{ run, killedRun, photograph, goBackTo },
    ...{ vault, keyring: () => keyring },
    takeKeyring: (other: TestKeyring) => {
      keyring = other
    },
    /** What somebody does with a database tool while Latchkey does not run. */
    edit: (sql: string): void => {
      const tool = new Database(vault.path)
      tool.exec(sql)
      tool.close()
    },
    remove: () => {
      vault.remove()
      for (const copy of photographs) rmSync(copy, { recursive: true, force: true })
    },
  }
}
export type SealedComputer = ReturnType<typeof createSealedComputer>

/** Something of each kind; three values and two copies, so that the sample holds them all. */
export function fill({ store, seal }: Run): void {
  const me = { accountId: 'me' }
  store.writeAccount({ ...anAccount, sealedAdminKey: seal({ table: 'accounts', rowId: 'me', ...me }) })
  for (const keyId of ['k1', 'k2', 'k3']) {
    const sealed = seal({ table: 'sealed_values', rowId: keyId, ...me })
    store.storeNewValue('none', aValue(keyId, { sealed }))
  }
  for (const secretId of ['s1', 's2']) {
    store.storeSecretCopy(
      aCopy(secretId, { sealed: seal({ table: 'sealed_secrets', rowId: secretId, ...me }) }),
    )
  }
  noteSomething({ store })
}

/** A change that needs no key. */
export function noteSomething({ store }: Pick<Run, 'store'>): void {
  store.addActivity([
    {
      ...{ accountId: 'me', at: 1, kind: 'keyCreated', account: 'Zoë', subjectId: 'k1', subject: 'ci' },
      ...{ outcome: 'done', error: null, changes: [], detail: null },
    },
  ])
}
