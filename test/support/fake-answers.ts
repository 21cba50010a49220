// What the fake bridge answers when a test has not scripted anything: a small, obedient Latchkey.
import type { ApiKey } from '../../src/shared/domain/api-key.ts'
import type { FakeAnswers, FakeTruth } from './fake-bridge.ts'

/** Self-contained like the fake itself: its source text runs in the page. */
export function createFakeAnswers(truth: FakeTruth): FakeAnswers {
  let created = 0
  const ticket = 'made-up-ticket-0001'
  const tickets = new Map<string, readonly string[]>()
  const keyOf = (keyId: string): ApiKey => {
    const key = truth.rows.get(keyId)
    if (!key) throw new Error(`the fake has no key ${keyId}`)
    return key
  }
  const upsert = (...upserted: ApiKey[]) => truth.push({ rows: { isReset: false, upserted, removedIds: [] } })
  const fillClipboard = (keyId: string) => {
    const clearsAt = Date.now() + truth.snapshot.settings.clipboardClearMs
    const unstoredValues = truth.snapshot.unstoredValues.map((value) =>
      value.keyId === keyId ? { ...value, hasBeenCopied: true } : value,
    )
    truth.push({ parts: { clipboard: { label: keyOf(keyId).name, clearsAt }, unstoredValues } })
    return { clearsAt }
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
        },
      },
    })
  return {
    'app.readSnapshot': () => truth.snapshot,
    'keys.readRows': ({ afterId, limit }) => {
      const keys = [...truth.rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
      const rest = keys.filter(({ id }) => afterId === null || id > afterId)
      const rows = rest.slice(0, limit)
      return { rows, next: rest.length > limit ? (rows.at(-1)?.id ?? null) : null }
    },
    'keys.create': ({ name, expiresAt, access, creditLimit, creditCycle, prefix, keepSealedCopy }) => {
      created += 1
      const id = `created-${created}`
      const display = `${prefix ?? 'io'}-v2-new${created}…`
      const createdAt = Date.now()
      upsert({
        id,
        name,
        display,
        createdAt,
        expiresAt,
        access,
        creditLimit,
        creditUsed: 0,
        creditCycle,
        usedToday: 0,
        usedAllTime: 0,
        lastUseSeenAt: null,
        hasSealedCopy: false,
        ending: null,
      })
      const value = { keyId: id, name, display, expiresAt, createdAt, keepSealedCopy }
      const unstored = { ...value, isSealedOnDisk: true, hasBeenCopied: false }
      truth.push({ parts: { unstoredValues: [...truth.snapshot.unstoredValues, unstored] } })
      return { keyId: id }
    },
    'keys.update': ({ keyId, changes }) => {
      upsert(Object.assign({}, keyOf(keyId), changes))
      return { key: keyOf(keyId), notTaken: [] }
    },
    'keys.prepareRevoke': ({ keyIds }) => {
      tickets.set(ticket, keyIds)
      return { ticket, keys: keyIds.map(keyOf) }
    },
    'keys.revoke': (input) => {
      const keys = (tickets.get(input.ticket) ?? []).map(keyOf)
      tickets.delete(input.ticket)
      upsert(...keys.map((key) => ({ ...key, ending: { how: 'revokedHere' as const, at: Date.now() } })))
      const outcomes = keys.map(({ id, name }) => ({
        keyId: id,
        name,
        outcome: 'revoked' as const,
        error: null,
      }))
      truth.push({ parts: { revocation: { id: `revocation-${Date.now()}`, outcomes } } })
      return { outcomes }
    },
    'keys.copyIdentifier': () => ({}),
    'values.copy': ({ keyId }) => fillClipboard(keyId),
    'values.copySnippet': ({ keyId }) => fillClipboard(keyId),
    'values.permitReveal': () => ({ permittedUntil: Date.now() + 60_000 }),
    'values.reveal': ({ keyId }) => ({ value: `sandbox-v2-value-of-${keyId}`, hidesAt: Date.now() + 30_000 }),
    'values.conceal': () => ({}),
    'values.acknowledge': ({ keyId, keepSealedCopy }) => {
      upsert({ ...keyOf(keyId), hasSealedCopy: keepSealedCopy })
      const unstoredValues = truth.snapshot.unstoredValues.filter((value) => value.keyId !== keyId)
      truth.push({ parts: { unstoredValues } })
      return {}
    },
    'values.eraseSealedCopy': ({ keyId }) => {
      upsert({ ...keyOf(keyId), hasSealedCopy: false })
      return {}
    },
    'creations.recheck': () => ({}),
    'creations.dismiss': ({ intentId }) => {
      const lostCreations = truth.snapshot.lostCreations.filter((lost) => lost.intentId !== intentId)
      truth.push({ parts: { lostCreations } })
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
      truth.push({ parts: { account: null }, rows: { isReset: true, upserted: [], removedIds: [] } })
      return {}
    },
    'vault.retry': () => ({}),
    'vault.beginAnew': () => {
      truth.push({ parts: { vault: { ...truth.snapshot.vault, state: 'ready' } } })
      return {}
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
