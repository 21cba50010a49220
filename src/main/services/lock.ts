// Locks Latchkey where a passphrase is set, and hides it behind a curtain where none is (R26, R48, R49).

import type { LockStatus } from '../../shared/domain/snapshot.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { CommandName } from '../../shared/ipc/channels.ts'
import { lockedCommandNames } from '../../shared/ipc/channels.ts'
import type { VaultStore } from '../ports/store.ts'
import type { Clock, Dialogs, Log, MainWindow, QuickWindow } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { type ActivityLog, notedResult } from './activity-log.ts'
import { attempt } from './attempt.ts'
import type { Creations } from './creations.ts'
import type { EraseEverything } from './erase-everything.ts'
import type { LockReason } from './idle-watch.ts'
import type { Reveals } from './reveals.ts'
import type { SealedValues } from './sealed-values.ts'
import type { SecretClipboard } from './secret-clipboard.ts'
import type { Session } from './session.ts'
import { createTurns } from './turns.ts'
import type { Vault } from './vault.ts'

export interface LockDeps {
  readonly state: AppState
  readonly vault: Vault
  readonly vaultStore: Pick<VaultStore, 'countValues'>
  readonly eraseEverything: EraseEverything
  readonly session: Pick<Session, 'lock' | 'noteVaultChanged'>
  readonly creations: Pick<Creations, 'idle'>
  readonly sealedValues: Pick<SealedValues, 'namesInMemory'>
  readonly reveals: Reveals
  readonly activity: Pick<ActivityLog, 'note'>
  readonly clipboard: SecretClipboard
  readonly window: Pick<MainWindow, 'recreate'>
  readonly quickWindow: Pick<QuickWindow, 'end'>
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
  /** The same for who is in: refused while it is locked or hidden. */
  readonly eraseEverything: () => Promise<Result<void>>
}

/** What is on its way to the service gets so long to be answered. On its way to sleep a computer does not wait. */
const graceMs: Readonly<Record<LockReason, number>> = {
  asked: 5000,
  idle: 5000,
  screenLock: 5000,
  suspend: 0,
}

const reasonWords: Readonly<Record<LockReason, string>> = {
  asked: 'By hand.',
  idle: 'Nobody was at the computer.',
  screenLock: 'The screen was locked.',
  suspend: 'The computer went to sleep.',
}

/** The status before anything happened: locked where a passphrase is set. */
export function initialLock(vault: Pick<Vault, 'passphrase'>, clock: Clock): LockStatus {
  return statusOf(vault.passphrase.isSet() ? 'locked' : 'open', vault, clock)
}

export function createLock(deps: LockDeps): Lock {
  const { state, vault, session, ownDialogs, clock, log } = deps
  const inTurn = createTurns()
  let isUnlocking = false
  let isErasing = false
  let erasing: Promise<Result<void>> | null = null

  const present = () => state.snapshot().lock.state
  const become = (next: LockStatus['state']) => state.change({ lock: statusOf(next, vault, clock) })

  const open = () => {
    isUnlocking = false
    if (present() === 'open') return
    const detail = present() === 'hidden' ? 'It was only hidden.' : null
    become('open')
    log('lock.opened')
    deps.activity.note({ kind: 'unlocked', detail })
  }
  // A prompt of the system may be answered long after the passphrase was entered, or changed.
  vault.onChange((status) => {
    if (isUnlocking && status.state === 'ready') open()
    else if (state.snapshot().lock.hasPassphrase !== vault.passphrase.isSet()) void adapt()
  })

  /** Where a passphrase came while it was hidden, that locks; where it went while it was locked, nothing does. */
  const adapt = async () => {
    if (isErasing) return
    const before = present()
    become(before === 'open' ? 'open' : vault.passphrase.isSet() ? 'locked' : 'hidden')
    if (before === 'hidden' && present() === 'locked') await inTurn(() => dropKeys(graceMs.asked))
  }

  const now = async (reason: LockReason) => {
    if (present() !== 'open') return
    const isLocking = vault.passphrase.isSet()
    become(isLocking ? 'locked' : 'hidden')
    // In the same turn: the pages that knew everything never get to draw again (R26). Whatever fails of this, the
    // rest is done, above all the last (R60). Dialogs before the window that they hang on: they must get an answer.
    attempt(log, 'lock.dialogsNotClosed', ownDialogs.dismiss)
    attempt(log, 'lock.pageNotEnded', deps.window.recreate)
    attempt(log, 'lock.quickPageNotEnded', deps.quickWindow.end)
    log('lock.closed', { reason, isLocking })
    attempt(log, 'lock.valuesNotConcealed', deps.reveals.concealAll)
    const more = isLocking ? '' : ' Only hidden, for there is no passphrase.'
    deps.activity.note({ kind: 'locked', detail: `${reasonWords[reason]}${more}` })
    // Beside it, for another program may hold the clipboard for as long as it likes.
    const cleared = deps.clipboard.clear()
    if (isLocking) await inTurn(() => dropKeys(graceMs[reason]))
    await cleared
  }

  const dropKeys = async (waitMs: number) => {
    isUnlocking = false
    try {
      await session.lock(waitMs)
    } catch {
      log('lock.sessionFailed')
    } finally {
      // The passphrase was taken away meanwhile: what was closed is opened again behind the curtain.
      if (!vault.lock()) void session.noteVaultChanged()
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
      deps.activity.note(...notedResult({ kind: 'unlocked' }, opened))
    }
    return opened
  }

  /** The answer to a change of the passphrase; the status tells of it, also how long to wait. */
  const changed = async (change: Promise<Result<void>>, detail: string): Promise<Result<void>> => {
    const result = await change
    deps.activity.note(...notedResult({ kind: 'passphraseChanged', detail }, result))
    await adapt()
    return result
  }

  /** Asks, then erases, as long as it is `still` in the state it was asked in. */
  const askAndErase = async (still: 'locked' | 'open'): Promise<Result<void>> => {
    for (let asked: Loss | null = null; ; ) {
      await deps.creations.idle()
      if (present() !== still) return fail('refused')
      const loss = lossNow()
      // What came into being while it was asked is no part of the answer.
      if (asked !== null && isWithin(loss, asked)) return inTurn(() => erase(still))
      asked = loss
      if (!(await confirmErasure(loss, still))) return fail('notConfirmed')
    }
  }

  const lossNow = (): Loss => ({
    sealed: attempt(log, 'vault.notRead', deps.vaultStore.countValues),
    unsealed: deps.sealedValues.namesInMemory().length,
  })

  const confirmErasure = (loss: Loss, still: 'locked' | 'open') =>
    ownDialogs.confirm({
      title: 'Erase everything Latchkey keeps on this computer?',
      detail: `${lossWords(loss, still === 'locked')} The admin keys, the lists, the notes, the limits that frozen keys had, the history and the passphrase are erased, too. Your API keys and secrets stay as they are at IO Intelligence. This cannot be undone.`,
      confirmLabel: 'Erase everything',
      isDestructive: true,
    })

  const erase = async (still: 'locked' | 'open'): Promise<Result<void>> => {
    if (present() !== still) return fail('refused')
    isErasing = true
    const erased = await deps.eraseEverything().finally(() => {
      isErasing = false
    })
    if (!erased.ok && erased.error.effect !== 'done') return erased
    isUnlocking = false
    // Also where it was open: there is no passphrase any more.
    become('open')
    deps.activity.note({ kind: 'erasedEverything' })
    return erased
  }

  /** A second push of the button shows no second dialog. */
  const eraseOnce = (still: 'locked' | 'open') => {
    erasing ??= askAndErase(still).finally(() => {
      erasing = null
    })
    return erasing
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
    setPassphrase: (passphrase, current) =>
      changed(
        vault.passphrase.set(passphrase, current),
        current === null ? 'The first one was set.' : 'Another one was set.',
      ),
    removePassphrase: (current) => changed(vault.passphrase.remove(current), 'It was removed.'),
    startOver: () => eraseOnce('locked'),
    eraseEverything: () => eraseOnce('open'),
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

/** How many values an erasure loses; `sealed` is null where they cannot be counted. */
interface Loss {
  readonly sealed: number | null
  /** In memory only: nothing here could seal them. */
  readonly unsealed: number
}

function isWithin(loss: Loss, asked: Loss): boolean {
  const isSealedWithin = asked.sealed === null || (loss.sealed !== null && loss.sealed <= asked.sealed)
  return isSealedWithin && loss.unsealed <= asked.unsealed
}

function lossWords({ sealed, unsealed }: Loss, isLocked: boolean): string {
  if (sealed === 0 && unsealed === 0) return 'No values are sealed here, so none are lost.'
  const memory = `${unsealed} ${unsealed === 1 ? 'value that is' : 'values that are'} in memory only`
  const parts = [
    ...(sealed === 0 ? [] : [sealedWords(sealed, isLocked)]),
    ...(unsealed === 0 ? [] : [`${memory} ${unsealed === 1 ? 'is' : 'are'} lost, too.`]),
  ]
  return parts.join(' ')
}

function sealedWords(count: number | null, isLocked: boolean): string {
  const what =
    count === null
      ? 'Every sealed value is lost'
      : `${count} sealed ${count === 1 ? 'value is' : 'values are'} lost`
  const them = count === null || count === 1 ? 'it' : 'them'
  return isLocked
    ? `${what}: nobody can open ${them} without the passphrase.`
    : `${what}, and the service never tells ${them} again.`
}
