// One valid input for every command of the contract, and a dispatcher whose handlers only note what reaches them.
import { createDispatcher, type Handlers } from '../../src/main/ipc/dispatcher.ts'
import { isTrustedSender, type Sender } from '../../src/main/ipc/sender-check.ts'
import { fail, type Result } from '../../src/shared/errors.ts'
import { type CommandName, commandNames } from '../../src/shared/ipc/channels.ts'
import type { CommandInput } from '../../src/shared/ipc/contract.ts'

/** Stands in whatever must not leave: a failure that shows it is a leak. */
export const canary = 'sandbox-v2-canary-7f3a91'

export const page: Sender = {
  url: 'app://bundle/index.html',
  isMainFrame: true,
  isDetached: false,
  windowId: 7,
}

/** A dispatcher all of whose handlers note their call and answer what the test says. */
export function createProbe(answer: () => Result<never> | Promise<Result<never>> = () => fail('refused')) {
  const calls: { channel: CommandName; input: unknown }[] = []
  const logged: string[] = []
  const handlers = Object.fromEntries(
    commandNames.map((channel) => [
      channel,
      (input: unknown) => {
        calls.push({ channel, input })
        return answer()
      },
    ]),
  ) as unknown as Handlers
  const dispatch = createDispatcher({
    handlers,
    isTrustedSender: (sender) => isTrustedSender(sender, [7, null]),
    permits: () => true,
    noteUse: () => {},
    log: (event, fields) => logged.push(JSON.stringify([event, fields])),
  })
  return { calls, logged, dispatch }
}

export const keyDraft = {
  name: 'ci',
  expiresAt: null,
  access: { kind: 'all' },
  creditLimit: null,
  creditCycle: 'daily',
  prefix: null,
  keepSealedCopy: true,
} as const

export const secretDetails = {
  name: 'Linear API token',
  toolName: 'agno__linear__*',
  toolArg: 'api_token',
  isDefault: true,
  keepSealedCopy: false,
} as const

const ticket = 'ticket-0123456789abcdef'
const byKey = { keyId: 'key-1' }
const bySecret = { secretId: 'secret-1' }
const everything = { text: '', kinds: null, subjectId: null, since: null }
const firstPage = { afterId: null, limit: 500 }

export const validInputs: { readonly [C in CommandName]: CommandInput<C> } = {
  'app.readSnapshot': {},
  'keys.readRows': firstPage,
  'keys.create': keyDraft,
  'keys.update': { ...byKey, changes: { name: 'new', expiresAt: null } },
  'keys.prepareRevoke': { keyIds: ['key-1', 'key-2'] },
  'keys.revoke': { ticket },
  'keys.copyIdentifier': byKey,
  'keys.note': { ...byKey, notes: { note: 'CI', tags: ['ci'], isFavourite: true, remindDays: 7 } },
  'keys.tag': { keyIds: ['key-1'], add: ['ci'], remove: ['old'] },
  'keys.prepareFreeze': { keyIds: ['key-1', 'key-2'], kind: 'freeze' },
  'keys.freeze': { ticket },
  'keys.identify': { text: 'sandbox-v2-made-up' },
  'rotations.start': { ...byKey, draft: keyDraft, quietMs: 86_400_000 },
  'rotations.change': { rotationId: ticket, quietMs: 3_600_000 },
  'rotations.end': { rotationId: ticket },
  'panic.run': { action: 'revokeTag', tag: 'ci' },
  'usage.readByModel': { keyId: null },
  'usage.readSeries': { ...byKey, sinceAt: 0 },
  'usage.readSparklines': { keyIds: ['key-1'] },
  'usage.readUsedModels': { keyIds: ['key-1'] },
  'usage.readRates': { keyIds: ['key-1'] },
  'hygiene.setIgnored': { finding: 'neverExpires', subjectIds: ['key-1'], isIgnored: true },
  'reminders.snooze': { accountId: 'live-1', id: 'expiry:key-1:7', untilAt: 1_900_000_000_000 },
  'reminders.putAway': { accountId: 'live-1', id: 'expiry:key-1:7' },
  'timeline.export': { days: 90 },
  'history.read': { query: everything, beforeId: null, limit: 100 },
  'history.markSeen': {},
  'history.export': { query: everything, format: 'csv' },
  'accounts.use': { accountId: 'account-1' },
  'accounts.changeLook': { accountId: 'account-1', look: { label: 'Work', colour: 'green' } },
  'quick.close': {},
  'quick.show': { section: 'keys', id: 'key-1' },
  'quick.openWindow': {},
  'app.exportData': {},
  'app.eraseEverything': {},
  'values.copy': byKey,
  'values.copySnippet': { ...byKey, format: 'curl' },
  'values.permitReveal': byKey,
  'values.reveal': byKey,
  'values.conceal': byKey,
  'values.acknowledge': { ...byKey, keepSealedCopy: false },
  'values.eraseSealedCopy': byKey,
  'secrets.readRows': firstPage,
  'secrets.create': { ...secretDetails, value: 'lin_api_madeUp0123456789' },
  'secrets.createFromCopy': { fromSecretId: 'secret-1', details: { ...secretDetails, toolName: null } },
  'secrets.update': { ...bySecret, changes: { name: 'new', toolArg: null, isDefault: false } },
  'secrets.prepareReplace': { secretIds: ['secret-1', 'secret-2'] },
  'secrets.replaceValue': { ticket, value: 'lin_api_madeUp9876543210', keepSealedCopy: true },
  'secrets.prepareDelete': { secretIds: ['secret-1'] },
  'secrets.delete': { ticket },
  'secrets.compareValue': { ...bySecret, value: 'lin_api_madeUp0123456789' },
  'secrets.checkValue': { serviceId: 'linear', args: { api_token: 'lin_api_madeUp0123456789' } },
  'secrets.copyValue': bySecret,
  'secrets.copyName': bySecret,
  'secrets.note': { ...bySecret, notes: { note: 'CI', tags: ['ci'], isFavourite: true } },
  'secrets.tag': { secretIds: ['secret-1'], add: ['ci'], remove: ['old'], isFavourite: false },
  'secrets.eraseSealedCopy': bySecret,
  'agents.copySnippet': { agentId: 'linear_agent', format: 'python' },
  'creations.recheck': { intentId: ticket },
  'creations.dismiss': { intentId: ticket },
  'clipboard.clear': {},
  'session.connect': { adminKey: 'sandbox-v2-made-up', keysHost: 'api.io.solutions' },
  'session.exploreSandbox': {},
  'session.disconnect': {},
  'vault.retry': {},
  'vault.beginAnew': {},
  'lock.now': {},
  'lock.show': {},
  'lock.unlock': { passphrase: 'made-up passphrase of a test' },
  'lock.setPassphrase': { passphrase: 'made-up passphrase of a test', current: 'another one' },
  'lock.removePassphrase': { current: 'made-up passphrase of a test' },
  'lock.startOver': {},
  'sync.refresh': {},
  'settings.change': { theme: 'dark', keyTable: { sorting: [], widths: { name: 200 } } },
  'links.open': { link: 'webConsole' },
}
