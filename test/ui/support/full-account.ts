// An account in which every view has something to show: keys with notes, findings, reminders, secrets, agents, use.
import { noNotes } from '../../../src/shared/domain/key-notes.ts'
import type { Reminder } from '../../../src/shared/domain/reminder.ts'
import { defaultSettings } from '../../../src/shared/domain/settings.ts'
import type { Snapshot } from '../../../src/shared/domain/snapshot.ts'
import { someEntries } from '../../support/activity-builders.ts'
import { aKey, anAccount, aSnapshot, aSync, notedKeys } from '../../support/key-builders.ts'
import { someAgents, someSecrets } from '../../support/secret-builders.ts'
import { anUnstoredValue, twelveModels } from './dialog-driver.ts'
import type { UiPageOptions } from './ui-page.ts'
import { aSparkline, tenDays, threeModels } from './usage-samples.ts'

const dayMs = 86_400_000

function someReminders(): Reminder[] {
  const soon = {
    accountId: 'account-1',
    ...{ keyId: 'k1', name: 'billing-bot', raisedAt: Date.now() },
    ...{ dueAt: Date.now() + 2.5 * dayMs, share: null, perHour: null, usualPerHour: null },
  } as const
  return [
    { ...soon, id: 'limit', kind: 'limit', keyId: 'k3', name: 'nightly-eval', share: 1 },
    { ...soon, id: 'expiry', kind: 'expiry' },
    { ...soon, id: 'admin', kind: 'adminKeyExpiry', keyId: null, name: '' },
  ]
}

function aFullSnapshot(): Snapshot {
  const account = anAccount({ kind: 'live', look: { label: 'Work', colour: 'green' } })
  const other = anAccount({
    ...{ id: 'account-2', owner: 'operations@a-long-client-name.example', kind: 'live' },
    look: { label: '', colour: 'orange' },
  })
  return aSnapshot({
    ...{ account, accounts: [account, other], agents: someAgents(), models: twelveModels() },
    reminders: someReminders(),
    unstoredValues: [anUnstoredValue({ keyId: 'k4', name: 'mira laptop' })],
    clipboard: { label: 'billing-bot', clearsAt: Date.now() + 3_600_000 },
    sync: aSync({ skippedRows: 2 }),
    settings: {
      ...defaultSettings,
      quickShortcut: 'Control+Shift+Space',
      quietHours: { from: 1320, to: 480 },
      savedViews: [{ id: 'view-1', name: 'My bots', query: 'bot', filters: {}, sorting: [] }],
    },
  })
}

/** Made anew at each call, because times run. */
export function aFullAccount(): UiPageOptions {
  const keys = [
    ...notedKeys(),
    aKey({
      ...{ id: 'k8', name: 'a key with a rather long name that somebody thought of in a meeting' },
      ...{ expiresAt: null, usedToday: 1, usedAllTime: 90, notes: { ...noNotes, tags: ['ci'] } },
    }),
  ]
  const series = { ok: true, value: { points: tenDays() } } as const
  return {
    snapshot: aFullSnapshot(),
    keys,
    secrets: someSecrets(),
    results: {
      'history.read': [{ ok: true, value: { entries: someEntries(), next: null } }],
      'usage.readSeries': [series],
      'usage.readByModel': [{ ok: true, value: { models: threeModels } }],
      'usage.readSparklines': [
        { ok: true, value: { sparklines: keys.map(({ id }, index) => aSparkline(id, index)) } },
      ],
      'keys.identify': [
        {
          ok: true,
          value: { matches: [{ kind: 'key', id: 'k1', how: 'value' }], unknown: ['sk-m...0Tq1'] },
        },
      ],
    },
  }
}
