// Locks Latchkey where a passphrase is set, and hides it behind a curtain where none is (R26, R48, R49).

import type { LockStatus } from '../../shared/domain/snapshot.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { CommandName } from '../../shared/ipc/channels.ts'
import { lockedCommandNames } from '../../shared/ipc/channels.ts'
import type { VaultStore, WrapFile } from '../ports/store.ts'
import type { Clock, Dialogs, Log, MainWindow } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { attempt } from './attempt.ts'
import type { LockReason } from './idle-watch.ts'
import type { Reveals } from './reveals.ts'
import type { SecretClipboard } from './secret-clipboard.ts'
import type { Session } from './session.ts'
import { createTurns } from './turns.ts'
import type { Vault } from './vault.ts'

export interface LockDeps {
  readonly state: AppState
  readonly vault: Vault
  readonly vaultStore: Pick<VaultStore, 'countValues' | 'eraseAll'>
  readonly wrapFile: Pick<WrapFile, 'remove'>
  readonly session: Session
  readonly reveals: Reveals
  readonly clipboard: SecretClipboard
  readonly window: Pick<MainWindow, 'recreate'>
  /** Not those of the other services, which show nothing while it is locked. */
  readonly ownDialogs: Dialogs
  readonly clock: Clock
  readonly log: Log
}

export interface Lock {
  readonly isOpen: () => boolean
  /** Whether the page may ask for this now. */
  readonly permits: (command: CommandName) => boolean
  /**
   * From the moment of the call on nothing is shown or told any more. Resolves when the data keys and the admin
   * key are dropped, where there is a passphrase. Never rejects.
   */
  readonly now: (reason: LockReason) => Promise<void>
  /** Refused where it is locked and not merely hidden. */
  readonly show: () => Result<void>
  readonly unlock: (passphrase: string) => Promise<Result<void>>
  readonly setPassphrase: (passphrase: string, current: string | null) => Promise<Result<void>>
  readonly removePassphrase: (current: string) => Promise<Result<void>>
  /** Erases all that is kept here, after asking; for a passphrase that was forgotten. */
  readonly startOver: () => Promise<Result<void>>
}

/** What is on its way to the service gets so long to be answered. On its way to sleep a computer does not wait. */
const graceMs: Readonly<Record<LockReason, number>> = {
  asked: 5000,
  idle: 5000,
  screenLock: 5000,
  suspend: 0,
}

/** The status before anything happened: locked where a passphrase is set. */
export function initialLock(vault: Pick<Vault, 'passphrase'>, clock: Clock): LockStatus {
  return statusOf(vault.passphrase.isSet() ? 'locked' : 'open', vault, clock)
}

export function createLock(deps: LockDeps): Lock {
  const { state, vault, session, ownDialogs, clock, log } = deps
  const inTurn = createTurns()
  let isUnlocking = false
  let startingOver: Promise<Result<void>> | null = null

  const present = () => state.snapshot().lock.state
  const become = (next: LockStatus['state']) => state.change({ lock: statusOf(next, vault, clock) })

  const open = () => {
    isUnlocking = false
    if (present() === 'open') return
    become('open')
    log('lock.opened')
  }
  // A prompt of the system may be answered long after the passphrase was entered.
  vault.onChange((status) => {
    if (isUnlocking && status.state === 'ready') open()
  })

  const now = async (reason: LockReason) => {
    if (present() !== 'open') return
    const isLocking = vault.passphrase.isSet()
    become(isLocking ? 'locked' : 'hidden')
    // In the same turn: the page that knew everything never gets to draw again (R26). Whatever fails of this, the
    // rest is done, above all the last (R60).
    attempt(log, 'lock.pageNotEnded', deps.window.recreate)
    log('lock.closed', { reason, isLocking })
    attempt(log, 'lock.dialogsNotClosed', ownDialogs.dismiss)
    attempt(log, 'lock.valuesNotConcealed', deps.reveals.concealAll)
    await deps.clipboard.clear()
    if (isLocking) await inTurn(() => dropKeys(graceMs[reason]))
  }

  const dropKeys = async (waitMs: number) => {
    isUnlocking = false
    try {
      await session.lock(waitMs)
    } catch {
      log('lock.sessionFailed')
    } finally {
      vault.lock()
    }
  }

  const unlock = async (passphrase: string): Promise<Result<void>> => {
    if (present() !== 'locked') return present() === 'open' ? ok(undefined) : fail('refused')
    isUnlocking = true
    const opened = await vault.passphrase.unlock(passphrase)
    if (opened.ok) open()
    else {
      isUnlocking = opened.error.code === 'vaultWaiting'
      become('locked')
    }
    return opened
  }

  /** The answer to a change of the passphrase; the status tells of it, also how long to wait. */
  const changed = async (change: Promise<Result<void>>): Promise<Result<void>> => {
    const result = await change
    // It was hidden in the meantime, and from now on a passphrase can do better.
    const isCaughtHidden = present() === 'hidden' && vault.passphrase.isSet()
    become(isCaughtHidden ? 'locked' : present())
    if (isCaughtHidden) await inTurn(() => dropKeys(graceMs.asked))
    return result
  }

  const startOver = async (): Promise<Result<void>> => {
    if (present() !== 'locked') return fail('refused')
    const count = attempt(log, 'vault.notRead', deps.vaultStore.countValues)
    const isConfirmed = await ownDialogs.confirm({
      title: 'Erase everything Latchkey keeps on this computer?',
      detail: `${lossOf(count)} The admin key, the lists and the passphrase are erased, too. Your API keys and secrets stay as they are at IO Intelligence. This cannot be undone.`,
      confirmLabel: 'Erase everything',
      isDestructive: true,
    })
    return isConfirmed ? inTurn(erase) : fail('notConfirmed')
  }

  const erase = async (): Promise<Result<void>> => {
    if (present() !== 'locked') return fail('refused')
    const isErased = attempt(log, 'lock.notErased', () => {
      deps.wrapFile.remove()
      deps.vaultStore.eraseAll()
      return true
    })
    if (isErased === null) return fail('storage', { isRetryable: true })
    await session.forget()
    await vault.reset()
    log('lock.startedOver')
    open()
    return ok(undefined)
  }

  return {
    isOpen: () => present() === 'open',
    permits: (command) => present() === 'open' || lockedCommandNames.some((name) => name === command),
    now,
    show: () => {
      if (present() === 'locked') return fail('locked')
      open()
      return ok(undefined)
    },
    unlock: (passphrase) => inTurn(() => unlock(passphrase)),
    setPassphrase: (passphrase, current) => changed(vault.passphrase.set(passphrase, current)),
    removePassphrase: (current) => changed(vault.passphrase.remove(current)),
    startOver: () => {
      // A second push of the button shows no second dialog.
      startingOver ??= startOver().finally(() => {
        startingOver = null
      })
      return startingOver
    },
  }
}

function statusOf(
  state: LockStatus['state'],
  { passphrase }: Pick<Vault, 'passphrase'>,
  clock: Clock,
): LockStatus {
  const waitMs = passphrase.waitMs()
  return {
    state,
    hasPassphrase: passphrase.isSet(),
    isOnlyProtection: passphrase.isOnlyProtection(),
    retryAt: waitMs > 0 ? Math.ceil(clock.now() + waitMs) : null,
  }
}

function lossOf(count: number | null): string {
  if (count === null) return 'Every sealed value is lost: nobody can open it without the passphrase.'
  if (count === 0) return 'No values are sealed here, so none are lost.'
  return `${count} sealed ${count === 1 ? 'value is' : 'values are'} lost: nobody can open ${count === 1 ? 'it' : 'them'} without the passphrase.`
}
