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
  'creations.recheck',
  'creations.dismiss',
  'clipboard.clear',
  'session.connect',
  'session.exploreSandbox',
  'session.disconnect',
  'vault.retry',
  'vault.beginAnew',
  'sync.refresh',
  'settings.change',
  'links.open',
] as const
export type CommandName = (typeof commandNames)[number]

/** What main tells the page, in the past tense. */
export const eventNames = ['state.patched', 'view.requested'] as const
export type EventName = (typeof eventNames)[number]
