// The table of handlers: one line for each command of the contract.
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Links, Log } from '../ports/system.ts'
import type { BeginAnew } from '../services/begin-anew.ts'
import type { Creations } from '../services/creations.ts'
import type { Keys } from '../services/keys.ts'
import type { Lock } from '../services/lock.ts'
import { shownSnapshot } from '../services/locked-view.ts'
import type { Reveals } from '../services/reveals.ts'
import type { Revocations } from '../services/revocations.ts'
import type { SecretBatches } from '../services/secret-batches.ts'
import type { SecretClipboard } from '../services/secret-clipboard.ts'
import type { SecretUses } from '../services/secret-uses.ts'
import type { Secrets } from '../services/secrets.ts'
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
  readonly secrets: Secrets
  readonly secretBatches: SecretBatches
  readonly secretUses: SecretUses
  readonly settings: SettingsService
  readonly vault: Vault
  readonly beginAnew: BeginAnew
  readonly lock: Lock
  readonly views: Views
  readonly links: Links
  readonly log: Log
}

export function createHandlers(services: Services): Handlers {
  const { state, session, sync, keys, creations, revocations, values, reveals, settings } = services
  const { secrets, secretBatches, secretUses, lock } = services
  return {
    'app.readSnapshot': () => {
      // After the answer: what was asked for while the page loaded is shown in a page that knows the state.
      setImmediate(services.views.notePageReady)
      return ok(shownSnapshot(state.snapshot()))
    },
    'keys.readRows': ({ afterId, limit }) => ok(state.keys.read(afterId, limit)),
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
    'secrets.readRows': ({ afterId, limit }) => ok(state.secrets.read(afterId, limit)),
    'secrets.create': (draft) => secrets.create(draft),
    'secrets.createFromCopy': ({ fromSecretId, details }) => secrets.createFromCopy(fromSecretId, details),
    'secrets.update': ({ secretId, changes }) => secrets.update(secretId, changes),
    'secrets.prepareReplace': ({ secretIds }) => secretBatches.prepare('replace', secretIds),
    'secrets.replaceValue': ({ ticket, value, keepSealedCopy }) =>
      secretBatches.replace(ticket, value, keepSealedCopy),
    'secrets.prepareDelete': ({ secretIds }) => secretBatches.prepare('delete', secretIds),
    'secrets.delete': ({ ticket }) => secretBatches.delete(ticket),
    'secrets.compareValue': ({ secretId, value }) => secretUses.compare(secretId, value),
    'secrets.checkValue': ({ serviceId, args }) => secretUses.check(serviceId, args),
    'secrets.copyValue': ({ secretId }) => secretUses.copy(secretId),
    'secrets.copyName': async ({ secretId }) => nothing(await secrets.copyName(secretId)),
    'secrets.eraseSealedCopy': async ({ secretId }) => nothing(await secretUses.eraseCopy(secretId)),
    'agents.copySnippet': async ({ agentId, format }) =>
      nothing(await secretUses.copyAgentSnippet(agentId, format)),
    'creations.recheck': async ({ intentId }) => nothing(await creations.recheck(intentId)),
    'creations.dismiss': ({ intentId }) => nothing(creations.dismiss(intentId)),
    'clipboard.clear': async () => nothing(ok(await services.clipboard.clear())),
    'session.connect': async ({ adminKey, keysHost }) => nothing(await session.connect(adminKey, keysHost)),
    'session.exploreSandbox': async () => nothing(await session.exploreSandbox()),
    'session.disconnect': async () => nothing(await session.disconnect()),
    'vault.retry': async () => nothing(await retryVault(services)),
    'vault.beginAnew': async () => nothing(await services.beginAnew()),
    // Not waited for: the page that asks is gone before the keys are.
    'lock.now': () => {
      void lock.now('asked')
      return ok({})
    },
    'lock.show': () => nothing(lock.show()),
    'lock.unlock': async ({ passphrase }) => nothing(await lock.unlock(passphrase)),
    'lock.setPassphrase': async ({ passphrase, current }) =>
      nothing(await lock.setPassphrase(passphrase, current ?? null)),
    'lock.removePassphrase': async ({ current }) => nothing(await lock.removePassphrase(current)),
    'lock.startOver': async () => nothing(await lock.startOver()),
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
    case 'locked':
      return fail('locked', { isRetryable: true })
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
