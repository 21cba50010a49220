// What a person does every day with keys that are there: notes, freezing, rotating, reminders, use, the quick window.
import type { Worker } from './day-of-work.ts'
import { aDraft } from './test-app.ts'
import type { ThrowingApp } from './throwing-app.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const shortcut = 'Control+Shift+K'
const everything = { text: '', kinds: null, subjectId: null, since: null }

/** The verbs of the day that wait: for time, and until what was prepared may be confirmed. */
export interface Pauses {
  readonly later: (ms: number) => Promise<void>
  readonly confirmed: (prepared: { ticket: string } | null) => Promise<{ ticket: string }>
}

/** Each thing once, with a key of its own, whatever goes wrong in between. */
export async function workEveryDay(app: ThrowingApp, worker: Worker, pauses: Pauses): Promise<void> {
  const { send } = worker
  const keyId = (await send('keys.create', aDraft({ name: 'used every day' })))?.keyId ?? 'none'
  const value = (await send('values.reveal', { keyId }))?.value ?? 'sandbox-v2-made-up'
  await send('values.acknowledge', { keyId, keepSealedCopy: true })
  await send('keys.identify', { text: `IO_API_KEY=${value}` })
  // Before there are notes: what is known of a key goes with the last of it.
  await freezeAndThaw(worker, pauses, keyId)
  await note(worker, keyId)
  await panic(app, worker, pauses)
  await checkLimits(worker)
  await rotate(app, worker, pauses, keyId)
  await lookAtUse(app, worker, keyId)
  await beReminded(app, worker, pauses, keyId)
  await askQuickWindow(app, worker, keyId)
  await lookBack(worker)
}

async function note({ send }: Worker, keyId: string): Promise<void> {
  const notes = { note: 'CI', tags: ['ci'], isFavourite: true, remindDays: null }
  await send('keys.note', { keyId, notes })
  await send('keys.tag', { keyIds: [keyId], add: ['prod'], remove: ['ci'] })
  await send('hygiene.setIgnored', { finding: 'neverExpires', subjectIds: [keyId], isIgnored: true })
}

async function freezeAndThaw({ send }: Worker, { confirmed }: Pauses, keyId: string): Promise<void> {
  for (const kind of ['freeze', 'thaw'] as const) {
    const prepared = await send('keys.prepareFreeze', { keyIds: [keyId], kind })
    await send('keys.freeze', await confirmed(prepared))
  }
}

async function panic({ tray }: ThrowingApp, { send, happen }: Worker, { later }: Pauses): Promise<void> {
  await send('panic.run', { action: 'freezeTag', tag: 'prod' })
  await later(1000)
  await happen('the tray’s emergency', () => tray.click('Thaw all frozen keys…'))
}

/** Every key here was made with a limit: one at 0 was frozen, and has to know the limit that thawing brings back. */
async function checkLimits({ send, wrong }: Worker): Promise<void> {
  await send('sync.refresh', {})
  const rows = (await send('keys.readRows', { afterId: null, limit: 500 }))?.rows ?? []
  for (const { name, creditLimit, frozen, ending } of rows) {
    if (ending === null && creditLimit === 0 && frozen === null) wrong.push(`the limit of ${name} is lost`)
  }
}

/** Until the old key has been quiet for long enough. */
async function rotate(
  { serviceClock }: ThrowingApp,
  { send, happen }: Worker,
  { later }: Pauses,
  keyId: string,
): Promise<void> {
  const draft = aDraft({ name: 'takes over' })
  const rotation = await send('rotations.start', { keyId, draft, quietMs: day })
  const rotationId = rotation?.id ?? 'no-rotation-was-begun'
  await send('rotations.change', { rotationId, quietMs: hour })
  await send('values.acknowledge', { keyId: rotation?.newKeyId ?? 'none', keepSealedCopy: true })
  await send('sync.refresh', {})
  await happen('time for the service', () => serviceClock.advance(2 * hour))
  await later(2 * hour)
  await send('lock.show', {})
  await send('sync.refresh', {})
  await later(2000)
  await send('rotations.end', { rotationId })
}

async function lookAtUse({ clock }: ThrowingApp, { send }: Worker, keyId: string): Promise<void> {
  for (const id of [keyId, null]) {
    await send('usage.readByModel', { keyId: id })
    await send('usage.readSeries', { keyId: id, sinceAt: clock.now() - day })
  }
  await send('usage.readSparklines', { keyIds: [keyId] })
  await send('usage.readUsedModels', { keyIds: [keyId] })
}

/** Of a key that is given a near end: twice, for time passes; then of one that is snoozed and put away. */
async function beReminded(
  { app, clock, notifier }: ThrowingApp,
  { send, happen }: Worker,
  { later }: Pauses,
  keyId: string,
): Promise<void> {
  const soon = clock.now() + app.state.snapshot().sync.clockSkewMs + 3 * day + 10 * minute
  await send('keys.update', { keyId, changes: { expiresAt: soon } })
  await later(2000)
  await later(11 * minute)
  await send('lock.show', {})
  await happen('a notification is answered', () => {
    if (notifier.shown.at(-1)?.actions.some(({ label }) => label === 'Snooze 1 day')) {
      notifier.press('Snooze 1 day')
    }
  })
  const accountId = app.state.snapshot().account?.id ?? 'nobody'
  const id = app.state.snapshot().reminders[0]?.id ?? `expiry:${keyId}:${soon}:3`
  await send('reminders.snooze', { accountId, id, untilAt: clock.now() + hour })
  await later(2 * hour)
  await send('lock.show', {})
  await send('reminders.putAway', { accountId, id: app.state.snapshot().reminders[0]?.id ?? id })
  await send('timeline.export', { days: 90 })
}

async function askQuickWindow(
  { app, shortcuts, quickWindow }: ThrowingApp,
  { send, happen, wrong }: Worker,
  keyId: string,
): Promise<void> {
  await send('settings.change', { quickShortcut: shortcut })
  await happen('the shortcut is pressed', () => shortcuts.press(shortcut))
  await send('quick.show', { section: 'keys', id: keyId })
  await happen('the quick window is asked for', app.toggleQuickWindow)
  await send('quick.close', {})
  await send('quick.openWindow', {})
  quickWindow.hide()
  const turnedOff = await send('settings.change', { quickShortcut: null })
  await happen('the shortcut is pressed again', () => shortcuts.press(shortcut))
  if (turnedOff !== null && quickWindow.isShown) wrong.push('a shortcut that was turned off still works')
}

async function lookBack({ send }: Worker): Promise<void> {
  await send('history.read', { query: everything, beforeId: null, limit: 200 })
  for (const format of ['csv', 'json'] as const) await send('history.export', { query: everything, format })
  await send('history.markSeen', {})
}
