// Questions that several views ask of the app state.

import { describeError } from '../../shared/domain/error-words.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import { type AppError, assertNever, type ErrorCode } from '../../shared/errors.ts'
import type { Section } from './ui-state.ts'

const unreachable: ReadonlySet<ErrorCode> = new Set(['offline', 'timeout', 'captivePortal'])
const vaultCodes = ['vaultWaiting', 'vaultLocked', 'vaultWeak', 'vaultUnavailable'] as const
/** Problems of the list with which a write would fail for certain. */
const blocking: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'captivePortal',
  'insecure',
  'wrongHost',
  'unauthorized',
  'forbidden',
  'isSubKey',
  'adminKeyUnreadable',
  // Without its keyring the admin key itself cannot be had.
  ...vaultCodes,
])

/** Why the list could not be refreshed; null when it could. */
export function listProblem({ sync }: Snapshot): AppError | null {
  // The schema says "optional or undefined"; what crossed the bridge holds no undefined.
  return sync.listProblem as AppError | null
}

/** Why the list of secrets could not be refreshed; the list of keys may be fine. */
export function secretsProblem({ sync }: Snapshot): AppError | null {
  return sync.secretsProblem as AppError | null
}

/** When the section's own list was last confirmed by the service; null = never. Epoch ms. */
export function sectionAsOf({ sync }: Snapshot, section: Section): number | null {
  switch (section) {
    case 'keys':
      return sync.listAsOf
    case 'secrets':
      return sync.secretsAsOf
    case 'agents':
      return sync.agentsAsOf
    case 'usage':
      return sync.usageAsOf
    case 'timeline':
    case 'hygiene':
    case 'history':
      return sync.listAsOf
    default:
      return assertNever(section)
  }
}

/** Whether the service could not be asked because the keyring does not give out the admin key. */
export function isVaultProblem({ code }: AppError): boolean {
  return vaultCodes.some((known) => known === code)
}

/** Why use could not be read; the list itself may be fine. */
export function usageProblem({ sync }: Snapshot): AppError | null {
  return sync.usageProblem as AppError | null
}

/** Whether the problem is that no answer came from the service. */
export function isUnreachable({ code }: AppError): boolean {
  return unreachable.has(code)
}

/** Whether the last try to reach the service got no answer from it. */
export function isOffline(snapshot: Snapshot): boolean {
  const problem = listProblem(snapshot)
  return problem !== null && isUnreachable(problem)
}

/**
 * Why nothing can be created, changed or revoked at the moment, as one sentence for a tooltip; null when it
 * can. Told before a form opens, so that nobody fills one in for nothing.
 */
export function writeBlock(snapshot: Snapshot): string | null {
  if (!snapshot.account) return 'Connect your account or explore the sandbox first.'
  const problem = listProblem(snapshot)
  if (!problem || !blocking.has(problem.code)) return null
  return `Not possible now: ${describeError(problem).title}.`
}

/** Whether the account's colour means something: there are several, or its user gave it a name. */
export function isAccountMarked({ account, accounts }: Snapshot): boolean {
  return account !== null && (accounts.length > 1 || account.look.label !== '')
}

/** The key of shortcuts as it is written before a letter: "⌘" on a Mac, else "Ctrl ". */
export function modKey({ platform }: Snapshot): string {
  return platform === 'darwin' ? '⌘' : 'Ctrl '
}
