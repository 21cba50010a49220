// R43: whatever is done with Latchkey itself, and whenever it is killed, is never taken for tampering.
import { rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createSealedComputer,
  fill,
  noteSomething,
  type Run,
  type SealedComputer,
} from '../../../test/support/sealed-computer.ts'
import { createTestKeyring } from './vault-test-support.ts'

let computer: SealedComputer
beforeEach(() => {
  computer = createSealedComputer()
})
afterEach(() => {
  computer.remove()
})

const words = 'made-up words of a test'

describe('R43 no tampering is told of', () => {
  it('after runs that ended well or were killed, with changes or without', async () => {
    expect(await computer.run()).toEqual([])
    expect(await computer.run(fill)).toEqual([])
    expect(await computer.killedRun()).toEqual([])
    expect(await computer.killedRun(noteSomething)).toEqual([])
    expect(await computer.killedRun(({ store }) => store.eraseValue('me', 'k1'))).toEqual([])
    expect(await computer.run(({ store }) => store.removeAccount('me'))).toEqual([])
    expect(await computer.run(fill)).toEqual([])
    expect(await computer.run()).toEqual([])
  })

  it('after a kill at any step of a day', async () => {
    await computer.run(fill)
    const steps: string[] = []
    await computer.run((run) => {
      steps.push(computer.photograph())
      for (const change of changesOf(run)) {
        change()
        steps.push(computer.photograph())
      }
    })
    expect(steps.length).toBeGreaterThan(12)
    for (const step of steps) {
      computer.goBackTo(step)
      expect(await computer.run()).toEqual([])
    }
    expect(computer.vault.rescues).toEqual([])
  })

  it('after what was done without a key, before it came or in runs without any', async () => {
    await computer.run(fill)
    computer.keyring().behave('temporary')
    expect(await computer.run(noteSomething)).toEqual([])
    expect(await computer.killedRun(({ store }) => store.eraseValue('me', 'k1'))).toEqual([])
    const answered = async ({ vault, store }: Run) => {
      noteSomething({ store })
      computer.keyring().behave('works')
      await vault.unlock()
      expect(vault.status().state).toBe('ready')
    }
    expect(await computer.killedRun(answered)).toEqual([])
    expect(await computer.run(noteSomething)).toEqual([])
    expect(await computer.run()).toEqual([])
  })

  it('after what was done while it was locked, and what is done then is sealed', async () => {
    const lockAndGoOn = async ({ vault, store }: Run) => {
      if (vault.passphrase.isSet()) await vault.passphrase.unlock(words)
      else await vault.passphrase.set(words, null)
      vault.lock()
      noteSomething({ store })
    }
    const unlock = async ({ vault }: Run) => {
      expect(await vault.passphrase.unlock(words)).toMatchObject({ ok: true })
    }
    await computer.run(fill)
    expect(await computer.run(lockAndGoOn)).toEqual([])
    expect(await computer.killedRun(lockAndGoOn)).toEqual([])
    expect(await computer.run(unlock)).toEqual([])
    await computer.run(lockAndGoOn)
    computer.edit('DELETE FROM activity')
    expect(await computer.run(unlock)).toHaveLength(1)
  })

  it('when a backup is put back, out of which something was erased', async () => {
    await computer.run(fill)
    await computer.run(({ store }) => store.eraseValue('me', 'k1'))
    const [, newest = ''] = computer.vault.backups()
    rmSync(`${computer.vault.backupFolder}/${newest}`)
    writeFileSync(computer.vault.path, 'spoiled')
    expect(await computer.run(({ store }) => expect(store.countValues()).toBe(4))).toEqual([])
    expect(computer.vault.rescues).toHaveLength(1)
    expect(await computer.run()).toEqual([])
  })

  it('when a keyring is lost and another key begins, or the old one comes back', async () => {
    await computer.run(fill)
    const old = computer.keyring()
    computer.takeKeyring(createTestKeyring('another keyring'))
    expect(
      await computer.run(async ({ vault, store }) => {
        expect(vault.status().state).toBe('lockedByOs')
        noteSomething({ store })
        expect(await vault.beginAnew()).toMatchObject({ ok: true })
      }),
    ).toEqual([])
    expect(await computer.run(noteSomething)).toEqual([])
    computer.takeKeyring(old)
    expect(await computer.run(noteSomething)).toEqual([])
  })

  it('after everything was erased, whether another key was made or a kill came first', async () => {
    await computer.run(fill)
    expect(await computer.killedRun(({ store }) => store.eraseAll())).toEqual([])
    expect(await computer.run(fill)).toEqual([])
    const startOver = async ({ store, vault }: Run) => {
      store.eraseAll()
      await vault.reset()
      noteSomething({ store })
    }
    expect(await computer.run(startOver)).toEqual([])
    computer.edit('DELETE FROM activity')
    expect(await computer.run()).toHaveLength(1)
  })
})

/** Every function that writes, each once and in an order that makes sense. */
function changesOf({ store, seal }: Run): readonly (() => void)[] {
  const place = { table: 'sealed_values', rowId: 'k7', accountId: 'me' } as const
  const value = { ...store.listValues('me')[0], keyId: 'k7' }
  const [account] = store.listAccounts()
  return [
    () => store.writeWrap({ generation: 9, slot: 0, wrapped: new Uint8Array([1]), backend: 'none' }),
    () => store.writePassphraseFailures(2),
    () => store.writeClipboardMark({ generation: 1, digest: new Uint8Array([1]) }),
    () => account && store.writeAccount({ ...account, connectedAt: 9000 }),
    () =>
      store.storeNewValue('none', {
        ...(value as ReturnType<typeof store.listValues>[0]),
        sealed: seal(place),
      }),
    () => store.acknowledgeValue('me', 'k7', 3, true),
    () => store.eraseValue('me', 'k1'),
    () => store.eraseSecretCopy('me', 's1'),
    () =>
      store.writeFingerprint({
        accountId: 'me',
        secretId: 's2',
        setAt: null,
        generation: 1,
        digest: new Uint8Array([1]),
      }),
    () => store.removeFingerprint('me', 's2'),
    () => store.writeSeen('me', { id: 1, at: 2 }),
    () => noteSomething({ store }),
    () => store.writeTold('me', [{ id: 'expiry:k1:7', toldAt: 1, snoozedUntil: null, isPutAway: false }]),
    () => store.removeClipboardMark(),
    () => store.removeAccount('me'),
  ]
}
