// What must be said and finished before an account is let go.
import { visibleText } from '../../shared/domain/visible-text.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { VaultStore } from '../ports/store.ts'
import type { Dialogs, Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { attempt } from './attempt.ts'
import { namesInDialog } from './bulk-permit.ts'
import type { Creations } from './creations.ts'
import type { Reveals } from './reveals.ts'
import type { SealedValues } from './sealed-values.ts'
import type { SecretClipboard } from './secret-clipboard.ts'

export interface DepartureDeps {
  readonly state: AppState
  readonly sealedValues: SealedValues
  readonly vaultStore: Pick<VaultStore, 'listValues' | 'listSecretCopies'>
  readonly creations: Creations
  readonly reveals: Reveals
  readonly clipboard: SecretClipboard
  readonly dialogs: Dialogs
  /** Asks also while Latchkey is locked: nothing may hold up a quit unseen. */
  readonly ownDialogs: Dialogs
  readonly log: Log
}

export interface Departure {
  /** Asks, by name, before values that nobody can give again are erased with their account. */
  readonly permitDisconnect: () => Promise<Result<void>>
  /** Asks before a quit that loses values which are in memory only. */
  readonly permitQuit: () => Promise<Result<void>>
  /** Takes values off the screen and the clipboard and lets a creation under way end. */
  readonly settle: () => Promise<void>
}

export function createDeparture(deps: DepartureDeps): Departure {
  const { state, sealedValues } = deps

  const ask = async (
    title: string,
    detail: string,
    confirmLabel: string,
    dialogs = deps.dialogs,
  ): Promise<Result<void>> =>
    (await dialogs.confirm({ title, detail, confirmLabel, isDestructive: true }))
      ? ok(undefined)
      : fail('notConfirmed')

  /** From the disk: what could not be read when the account was shown is erased all the same. */
  const countCopies = () => {
    const { account, unstoredValues } = state.snapshot()
    if (account === null) return 0
    const values = deps.vaultStore.listValues(account.id)
    const others = values.filter(({ keyId }) => !unstoredValues.some((value) => value.keyId === keyId))
    return others.length + deps.vaultStore.listSecretCopies(account.id).length
  }

  /** Only this computer knows what thawing a frozen key would bring back. */
  const lossNow = (): Loss => ({
    unstored: state.snapshot().unstoredValues.map(({ keyId, name }) => ({ id: keyId, name })),
    frozen: [...state.keys.values()].filter(({ frozen, ending }) => frozen !== null && ending === null),
    copies: attempt(deps.log, 'vault.notRead', countCopies),
  })

  const askAbout = ({ unstored, frozen, copies }: Loss): Promise<Result<void>> => {
    const hasValues = unstored.length > 0 || copies !== 0
    const parts = [
      ...(frozen.length > 0
        ? [
            `Frozen: ${namesInDialog(frozen.map(nameOf))}. The limits they had before are forgotten here: thaw them first.`,
          ]
        : []),
      ...(unstored.length > 0
        ? [`You have not said that you stored ${namesInDialog(unstored.map(nameOf))}.`]
        : []),
      ...(copies === 0 ? [] : [copyWords(copies)]),
      hasValues
        ? 'Disconnecting erases these values from this computer, and the service never tells them again. The API keys themselves stay valid.'
        : 'The API keys themselves stay as they are.',
    ]
    return hasValues
      ? ask('Disconnect and erase values?', parts.join(' '), 'Disconnect and erase')
      : ask('Disconnect and forget the limits?', parts.join(' '), 'Disconnect and forget')
  }

  return {
    permitDisconnect: async () => {
      for (let asked: Loss | null = null; ; ) {
        await deps.creations.idle()
        const loss = lossNow()
        // What came into being while it was asked is no part of the answer.
        if (isWithin(loss, asked ?? noLoss)) return ok(undefined)
        const permitted = await askAbout(loss)
        if (!permitted.ok) return permitted
        asked = loss
      }
    },
    permitQuit: async () => {
      // Also those of accounts that are not shown now: they wait for the return of theirs.
      const names = sealedValues.namesInMemory().map((name) => visibleText(name, 60))
      if (names.length === 0) return ok(undefined)
      const isOpen = state.snapshot().lock.state === 'open'
      const what = isOpen ? namesInDialog(names) : countWords(names.length)
      const detail = `${what} could not be sealed on this computer. Quitting loses what you have not stored elsewhere; the service never tells it again.`
      return ask('Quit and lose values?', detail, 'Quit and lose them', deps.ownDialogs)
    },
    settle: async () => {
      deps.reveals.concealAll()
      await deps.clipboard.clear()
      await deps.creations.idle()
    },
  }
}

/** What disconnecting takes away for good. */
interface Loss {
  readonly unstored: readonly Named[]
  readonly frozen: readonly Named[]
  /** Sealed copies of keys and secrets; null where they cannot be counted. */
  readonly copies: number | null
}

interface Named {
  readonly id: string
  readonly name: string
}

const noLoss: Loss = { unstored: [], frozen: [], copies: 0 }

const nameOf = ({ name }: Named) => visibleText(name, 60)

function isWithin(loss: Loss, asked: Loss): boolean {
  const areIn = (named: readonly Named[], others: readonly Named[]) =>
    named.every(({ id }) => others.some((other) => other.id === id))
  const hasMoreCopies = asked.copies !== null && (loss.copies === null || loss.copies > asked.copies)
  return areIn(loss.unstored, asked.unstored) && areIn(loss.frozen, asked.frozen) && !hasMoreCopies
}

function copyWords(count: number | null): string {
  if (count === null) return 'How many sealed copies are kept here cannot be read just now.'
  return `${count} sealed ${count === 1 ? 'copy is' : 'copies are'} kept here.`
}

/** While it is locked nothing may be named. */
function countWords(count: number): string {
  return count === 1 ? 'One value' : `${count} values`
}
