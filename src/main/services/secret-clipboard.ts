// Puts values on the clipboard, makes sure they arrived, and takes them away again if nothing else was copied since.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { VaultStore } from '../ports/store.ts'
import type { Clipboard, Clock, Log, MainWindow } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { attempt } from './attempt.ts'
import type { Vault } from './vault.ts'

export interface SecretClipboard {
  /** Copies and reads back; `clearsAt` is epoch ms. `clipboard` where it did not arrive. `label` is shown. */
  readonly copy: (text: string, label: string) => Promise<Result<{ clearsAt: number }>>
  /** Clears now, only if the clipboard still holds what we copied. Never rejects. */
  readonly clear: () => Promise<void>
  /**
   * Clears what an earlier run left there because it was killed, once the vault can tell it from anything else
   * (R29). Never rejects.
   */
  readonly clearLeftover: () => Promise<void>
  /** Wayland takes a clear only from a focused window: does again what may have been dropped. */
  readonly clearOnFocus: () => Promise<void>
}

export interface SecretClipboardDeps {
  readonly state: AppState
  readonly clipboard: Clipboard
  readonly vault: Pick<Vault, 'fingerprint' | 'isOfValue'>
  readonly vaultStore: Pick<VaultStore, 'readClipboardMark' | 'writeClipboardMark' | 'removeClipboardMark'>
  readonly window: Pick<MainWindow, 'isFocused'>
  readonly clock: Clock
  readonly log: Log
}

export function createSecretClipboard(deps: SecretClipboardDeps): SecretClipboard {
  const { state, clipboard, vault, vaultStore, clock, log } = deps
  // What was copied is remembered as a keyed digest, so that no second plain copy of it lives here.
  const digestKey = randomBytes(32)
  const digestOf = (text: string) => createHmac('sha256', digestKey).update(unixLines(text)).digest()
  let held: Buffer | null = null
  let mayBeUncleared: Buffer | null = null
  let cancelTimer = () => {}

  const holds = async (digest: Buffer) => timingSafeEqual(digestOf(await clipboard.readText()), digest)

  const clearIfHeld = async (digest: Buffer) => {
    try {
      if (await holds(digest)) clipboard.clear()
      // A clear without focus may have been dropped: the next start then looks again.
      if (mayBeUncleared === null && held === null) unmark()
    } catch {
      log('clipboard.notCleared')
    }
  }

  /** What a killed run leaves on the clipboard, the next one recognises by this. Without a vault there is none. */
  const mark = (text: string) => {
    const made = vault.fingerprint(unixLines(text))
    if (made.ok) attempt(log, 'clipboard.notMarked', () => vaultStore.writeClipboardMark(made.value))
  }

  const unmark = () => {
    attempt(log, 'clipboard.markNotRemoved', vaultStore.removeClipboardMark)
  }

  const clearLeftover = async () => {
    const found = attempt(log, 'clipboard.markNotRead', vaultStore.readClipboardMark)
    if (found === null || held !== null) return
    try {
      const text = unixLines(await clipboard.readText())
      // Whatever was copied meanwhile has a mark of its own.
      if (held !== null) return
      if (vault.isOfValue(text, found) !== true) return unmark()
      mayBeUncleared = deps.window.isFocused() ? null : digestOf(text)
      clipboard.clear()
      log('clipboard.leftoverCleared')
      if (mayBeUncleared === null) unmark()
    } catch {
      log('clipboard.notCleared')
    }
  }

  const clear = async () => {
    cancelTimer()
    const digest = held
    held = null
    if (state.snapshot().clipboard !== null) state.change({ clipboard: null })
    if (digest !== null) await takeAway(digest)
  }

  const takeAway = async (digest: Buffer) => {
    mayBeUncleared = deps.window.isFocused() ? null : digest
    await clearIfHeld(digest)
  }

  const write = async (text: string): Promise<boolean> => {
    try {
      await clipboard.writeSecret(text)
      return unixLines(await clipboard.readText()) === unixLines(text)
    } catch {
      return false
    }
  }

  return {
    copy: async (text, label) => {
      cancelTimer()
      // Known before the write: from its first moment on a quit must find and clear it.
      const digest = digestOf(text)
      held = digest
      mayBeUncleared = null
      mark(text)
      const hasArrived = await write(text)
      // Cleared while it was on its way: it came after that, and nobody else would take it away again.
      if (held === null) await takeAway(digest)
      if (!hasArrived) {
        if (held === digest) await clear()
        return fail('clipboard', { isRetryable: true })
      }
      const { clipboardClearMs } = state.snapshot().settings
      const clearsAt = clock.now() + clipboardClearMs
      if (held !== digest) return ok({ clearsAt: clock.now() })
      state.change({ clipboard: { label, clearsAt } })
      cancelTimer = clock.after(clipboardClearMs, () => void clear())
      return ok({ clearsAt })
    },
    clear,
    clearLeftover,
    clearOnFocus: async () => {
      const digest = mayBeUncleared
      mayBeUncleared = null
      if (digest !== null) await clearIfHeld(digest)
    },
  }
}

/** Windows may give lines back with its own ends. */
function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n')
}
