// What the fake bridge answers about the app itself and about use over time when a test has not scripted anything.
import type { AnswersOf, FakeTruth } from './fake-bridge.ts'

type Topic =
  | 'app'
  | 'usage'
  | 'hygiene'
  | 'reminders'
  | 'timeline'
  | 'history'
  | 'accounts'
  | 'quick'
  | 'clipboard'
  | 'session'
  | 'vault'
  | 'lock'
  | 'sync'
  | 'settings'
  | 'links'

/** Self-contained like the fake itself: its source text runs in the page. */
export function createAppAnswers(truth: FakeTruth): AnswersOf<Topic> {
  const changeLock = (changes: Partial<typeof truth.snapshot.lock>) => {
    truth.push({ parts: { lock: Object.assign({}, truth.snapshot.lock, changes) } })
    return {}
  }
  const connect = (kind: 'live' | 'sandbox') =>
    truth.push({
      parts: {
        account: {
          id: `${kind}-account`,
          kind,
          owner: 'dev@example.com',
          adminKeyExpiresAt: null,
          adminKeyDisplay: 'io-v2-made…up',
          keysHost: 'api.intelligence.io.solutions',
          connectedAt: Date.now(),
          isRemembered: true,
          look: { label: '', colour: 'blue' },
        },
      },
    })
  const takeAway = (which: { readonly accountId: string; readonly id: string }) => {
    const isOther = ({ accountId, id }: typeof which) => accountId !== which.accountId || id !== which.id
    truth.push({ parts: { reminders: truth.snapshot.reminders.filter(isOther) } })
    return {}
  }
  return {
    'app.readSnapshot': () => truth.snapshot,
    'usage.readByModel': () => ({ models: [] }),
    'usage.readSeries': () => ({ points: [] }),
    'usage.readSparklines': () => ({ sparklines: [] }),
    'usage.readUsedModels': () => ({ keys: [] }),
    'usage.readRates': () => ({ rates: [] }),
    'hygiene.setIgnored': ({ finding, subjectIds, isIgnored }) => {
      const others = truth.snapshot.ignoredFindings.filter(
        (each) => each.finding !== finding || !subjectIds.includes(each.subjectId),
      )
      const added = isIgnored ? subjectIds.map((subjectId) => ({ finding, subjectId, at: Date.now() })) : []
      truth.push({ parts: { ignoredFindings: [...others, ...added] } })
      return {}
    },
    'reminders.snooze': takeAway,
    'reminders.putAway': takeAway,
    'timeline.export': () => ({ count: 0 }),
    'history.read': () => ({ entries: [], next: null }),
    'history.markSeen': () => {
      truth.push({ parts: { drift: null } })
      return {}
    },
    'history.export': () => ({ count: 0 }),
    'accounts.use': ({ accountId }) => {
      const account = truth.snapshot.accounts.find(({ id }) => id === accountId)
      if (account) truth.push({ parts: { account } })
      return {}
    },
    'accounts.changeLook': ({ accountId, look }) => {
      const accounts = truth.snapshot.accounts.map((account) =>
        account.id === accountId ? { ...account, look } : account,
      )
      const { account } = truth.snapshot
      truth.push({
        parts: { accounts, account: account?.id === accountId ? { ...account, look } : account },
      })
      return {}
    },
    'quick.close': () => ({}),
    'quick.show': () => ({}),
    'quick.openWindow': () => ({}),
    'app.exportData': () => ({ count: 7 }),
    'app.eraseEverything': () => {
      const keys = { isReset: true, upserted: [], removedIds: [] }
      truth.push({ parts: { account: null, accounts: [] }, keys })
      return {}
    },
    'clipboard.clear': () => {
      truth.push({ parts: { clipboard: null } })
      return {}
    },
    'session.connect': () => {
      connect('live')
      return {}
    },
    'session.exploreSandbox': () => {
      connect('sandbox')
      return {}
    },
    'session.disconnect': () => {
      const accounts = truth.snapshot.accounts.filter(({ id }) => id !== truth.snapshot.account?.id)
      const parts = { account: accounts[0] ?? null, accounts }
      truth.push({ parts, keys: { isReset: true, upserted: [], removedIds: [] } })
      return {}
    },
    'vault.retry': () => ({}),
    'vault.beginAnew': () => {
      truth.push({ parts: { vault: { ...truth.snapshot.vault, state: 'ready' } } })
      return {}
    },
    'lock.now': () => changeLock({ state: truth.snapshot.lock.hasPassphrase ? 'locked' : 'hidden' }),
    'lock.show': () => changeLock({ state: 'open' }),
    'lock.unlock': () => changeLock({ state: 'open', retryAt: null }),
    'lock.setPassphrase': () => changeLock({ hasPassphrase: true }),
    'lock.removePassphrase': () => changeLock({ hasPassphrase: false }),
    'lock.startOver': () => {
      truth.push({ parts: { account: null }, keys: { isReset: true, upserted: [], removedIds: [] } })
      return changeLock({ state: 'open', hasPassphrase: false })
    },
    'sync.refresh': () => {
      truth.push({ parts: { sync: { ...truth.snapshot.sync, isRefreshing: true } } })
      truth.push({ parts: { sync: { ...truth.snapshot.sync, isRefreshing: false, listAsOf: Date.now() } } })
      return {}
    },
    'settings.change': (changes) => {
      truth.push({ parts: { settings: Object.assign({}, truth.snapshot.settings, changes) } })
      return {}
    },
    'links.open': () => ({}),
  }
}
