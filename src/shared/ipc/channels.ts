// The closed list of channel names; preload, dispatcher and fakes derive from it, and nothing else may spell one.

/** Commands and questions of the page, `topic.verb`; each has its schemas in contract.ts. */
export const commandNames = [
  'app.readSnapshot',
  'keys.readRows',
  'keys.create',
  'keys.update',
  'keys.prepareRevoke',
  'keys.revoke',
  'keys.copyIdentifier',
  'values.copy',
  'values.copySnippet',
  'values.permitReveal',
  'values.reveal',
  'values.conceal',
  'values.acknowledge',
  'values.eraseSealedCopy',
  'secrets.readRows',
  'secrets.create',
  'secrets.createFromCopy',
  'secrets.update',
  'secrets.prepareReplace',
  'secrets.replaceValue',
  'secrets.prepareDelete',
  'secrets.delete',
  'secrets.compareValue',
  'secrets.checkValue',
  'secrets.copyValue',
  'secrets.copyName',
  'secrets.eraseSealedCopy',
  'agents.copySnippet',
  'creations.recheck',
  'creations.dismiss',
  'clipboard.clear',
  'session.connect',
  'session.exploreSandbox',
  'session.disconnect',
  'vault.retry',
  'vault.beginAnew',
  'lock.now',
  'lock.show',
  'lock.unlock',
  'lock.setPassphrase',
  'lock.removePassphrase',
  'lock.startOver',
  'sync.refresh',
  'settings.change',
  'links.open',
] as const
export type CommandName = (typeof commandNames)[number]

/** What the page may ask for while Latchkey is locked or hidden; everything else is refused then. */
export const lockedCommandNames = [
  'app.readSnapshot',
  'lock.now',
  'lock.show',
  'lock.unlock',
  'lock.startOver',
] as const satisfies readonly CommandName[]

/** What main tells the page, in the past tense. */
export const eventNames = ['state.patched', 'view.requested'] as const
export type EventName = (typeof eventNames)[number]
