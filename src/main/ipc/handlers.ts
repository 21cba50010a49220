// The table of handlers: one line for each command of the contract.
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Links, Log } from '../ports.ts'
import type { BeginAnew } from '../services/begin-anew.ts'
import type { Creations } from '../services/creations.ts'
import type { Keys } from '../services/keys.ts'
import type { Reveals } from '../services/reveals.ts'
import type { Revocations } from '../services/revocations.ts'
import type { SecretClipboard } from '../services/secret-clipboard.ts'
import type { Session } from '../services/session.ts'
import type { SettingsService } from '../services/settings.ts'
import type { Sync } from '../services/sync.ts'
import type { Values } from '../services/values.ts'
import type { Vault } from '../services/vault.ts'
import type { Views } from '../services/views.ts'
import type { AppState } from '../state/app-state.ts'
import type { Handlers } from './dispatcher.ts'

export interface Services {
  readonly state: AppState
  readonly session: Session
  readonly sync: Sync
  readonly keys: Keys
  readonly creations: Creations
  readonly revocations: Revocations
  readonly values: Values
  readonly reveals: Reveals
  readonly clipboard: SecretClipboard
  readonly settings: SettingsService
  readonly vault: Vault
  readonly beginAnew: BeginAnew
  readonly views: Views
  readonly links: Links
  readonly log: Log
}

export function createHandlers(services: Services): Handlers {
  const { state, session, sync, keys, creations, revocations, values, reveals, settings } = services
  return {
    'app.readSnapshot': () => {
      // After the answer: what was asked for while the page loaded is shown in a page that knows the state.
      setImmediate(services.views.notePageReady)
      return ok(state.snapshot())
    },
    'keys.readRows': ({ afterId, limit }) => ok(state.readRows(afterId, limit)),
    'keys.create': (draft) => creations.create(draft),
    'keys.update': ({ keyId, changes }) => keys.update(keyId, changes),
    'keys.prepareRevoke': ({ keyIds }) => revocations.prepare(keyIds),
    'keys.revoke': ({ ticket }) => revocations.revoke(ticket),
    'keys.copyIdentifier': async ({ keyId }) => nothing(await keys.copyIdentifier(keyId)),
    'values.copy': ({ keyId }) => values.copy(keyId),
    'values.copySnippet': ({ keyId, format }) => values.copySnippet(keyId, format),
    'values.permitReveal': ({ keyId }) => reveals.permit(keyId),
    'values.reveal': ({ keyId }) => reveals.reveal(keyId),
    'values.conceal': ({ keyId }) => nothing(ok(reveals.conceal(keyId))),
    'values.acknowledge': ({ keyId, keepSealedCopy }) =>
      nothing(creations.acknowledge(keyId, keepSealedCopy)),
    'values.eraseSealedCopy': async ({ keyId }) => nothing(await values.eraseSealedCopy(keyId)),
    'creations.recheck': async ({ intentId }) => nothing(await creations.recheck(intentId)),
    'creations.dismiss': ({ intentId }) => nothing(creations.dismiss(intentId)),
    'clipboard.clear': async () => nothing(ok(await services.clipboard.clear())),
    'session.connect': async ({ adminKey, keysHost }) => nothing(await session.connect(adminKey, keysHost)),
    'session.exploreSandbox': async () => nothing(await session.exploreSandbox()),
    'session.disconnect': async () => nothing(await session.disconnect()),
    'vault.retry': async () => nothing(await retryVault(services)),
    'vault.beginAnew': async () => nothing(await services.beginAnew()),
    'sync.refresh': async () => nothing(await sync.refresh()),
    'settings.change': (changes) => nothing(settings.change(changes)),
    'links.open': async ({ link }) => nothing(await openLink(services, link)),
  }
}

/** Commands whose answer is only that they were done. */
function nothing(result: Result<void>): Result<Record<string, never>> {
  return result.ok ? ok({}) : result
}

async function retryVault({ vault }: Services): Promise<Result<void>> {
  const { state } = await vault.unlock()
  switch (state) {
    case 'ready':
      return ok(undefined)
    case 'waiting':
      return fail('vaultWaiting', { isRetryable: true })
    case 'lockedByOs':
      return fail('vaultLocked', { isRetryable: true })
    case 'weak':
      return fail('vaultWeak')
    default:
      return fail('vaultUnavailable', { isRetryable: true })
  }
}

async function openLink({ links, log }: Services, link: Parameters<Links['open']>[0]): Promise<Result<void>> {
  try {
    await links.open(link)
    return ok(undefined)
  } catch {
    log('link.notOpened', { link })
    return fail('internal')
  }
}
