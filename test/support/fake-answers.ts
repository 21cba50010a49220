// What the fake bridge answers when a test has not scripted anything: a small, obedient Latchkey.
import type { ApiKey } from '../../src/shared/domain/api-key.ts'
import type { Secret } from '../../src/shared/domain/secret.ts'
import type { SecretOutcome } from '../../src/shared/domain/snapshot.ts'
import type { FakeAnswers, FakeTruth } from './fake-bridge.ts'

/** Self-contained like the fake itself: its source text runs in the page. */
export function createFakeAnswers(truth: FakeTruth): FakeAnswers {
  let created = 0
  const ticket = 'made-up-ticket-0001'
  const tickets = new Map<string, readonly string[]>()
  const keyOf = (keyId: string): ApiKey => {
    const key = truth.keys.get(keyId)
    if (!key) throw new Error(`the fake has no key ${keyId}`)
    return key
  }
  const upsert = (...upserted: ApiKey[]) => truth.push({ keys: { isReset: false, upserted, removedIds: [] } })
  const fillClipboard = (keyId: string) => {
    const clearsAt = Date.now() + truth.snapshot.settings.clipboardClearMs
    const unstoredValues = truth.snapshot.unstoredValues.map((value) =>
      value.keyId === keyId ? { ...value, hasBeenCopied: true } : value,
    )
    truth.push({ parts: { clipboard: { label: keyOf(keyId).name, clearsAt }, unstoredValues } })
    return { clearsAt }
  }
  const secretOf = (secretId: string): Secret => {
    const secret = truth.secrets.get(secretId)
    if (!secret) throw new Error(`the fake has no secret ${secretId}`)
    return secret
  }
  const upsertSecrets = (...upserted: Secret[]) =>
    truth.push({ secrets: { isReset: false, upserted, removedIds: [] } })
  const newSecret = (
    details: Pick<Secret, 'name' | 'toolName' | 'toolArg' | 'isDefault'>,
    isCopySealed: boolean,
  ) => {
    created += 1
    const at = Date.now()
    const times = { createdAt: at, updatedAt: at, valueSetFrom: at, valueSetUntil: at }
    const { name, toolName, toolArg, isDefault } = details
    const secretId = `created-secret-${created}`
    upsertSecrets({
      ...{ id: secretId, name, toolName, toolArg, isDefault, display: 'made****up42', ...times },
      ...{ hasSealedCopy: isCopySealed, fingerprint: 'current' as const, sharedGroup: null },
    })
    return { secretId, isCopySealed }
  }
  const doneWith = (kind: 'delete' | 'replace', secrets: readonly Secret[]) => {
    const outcomes: SecretOutcome[] = secrets.map(({ id, name }) => ({
      ...{ secretId: id, name, outcome: 'done' as const, error: null },
    }))
    truth.push({ parts: { secretBatch: { id: `batch-${Date.now()}`, kind, outcomes } } })
    return { outcomes }
  }
  const prepare = (secretIds: readonly string[]) => {
    tickets.set(ticket, secretIds)
    return { ticket, secrets: secretIds.map(secretOf) }
  }
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
        },
      },
    })
  return {
    'app.readSnapshot': () => truth.snapshot,
    'keys.readRows': ({ afterId, limit }) => {
      const keys = [...truth.keys.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
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
    'secrets.readRows': ({ afterId, limit }) => {
      const secrets = [...truth.secrets.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
      const rest = secrets.filter(({ id }) => afterId === null || id > afterId)
      const rows = rest.slice(0, limit)
      return { rows, next: rest.length > limit ? (rows.at(-1)?.id ?? null) : null }
    },
    'secrets.create': ({ value: _, keepSealedCopy, ...details }) => newSecret(details, keepSealedCopy),
    'secrets.createFromCopy': ({ details: { keepSealedCopy, ...details } }) =>
      newSecret(details, keepSealedCopy),
    'secrets.update': ({ secretId, changes }) => {
      upsertSecrets(Object.assign({}, secretOf(secretId), changes, { updatedAt: Date.now() }))
      return { secret: secretOf(secretId), notTaken: [] }
    },
    'secrets.prepareReplace': ({ secretIds }) => prepare(secretIds),
    'secrets.replaceValue': (input) => {
      const at = Date.now()
      const secrets = (tickets.get(input.ticket) ?? []).map(secretOf)
      tickets.delete(input.ticket)
      const changes = { updatedAt: at, valueSetFrom: at, valueSetUntil: at, fingerprint: 'current' as const }
      upsertSecrets(
        ...secrets.map((secret) => ({ ...secret, ...changes, hasSealedCopy: input.keepSealedCopy })),
      )
      return doneWith('replace', secrets)
    },
    'secrets.prepareDelete': ({ secretIds }) => prepare(secretIds),
    'secrets.delete': (input) => {
      const secrets = (tickets.get(input.ticket) ?? []).map(secretOf)
      tickets.delete(input.ticket)
      truth.push({ secrets: { isReset: false, upserted: [], removedIds: secrets.map(({ id }) => id) } })
      return doneWith('delete', secrets)
    },
    'secrets.compareValue': () => ({ verdict: 'unknown', sameAsIds: [] }),
    'secrets.checkValue': () => ({ verdict: 'accepted', host: 'api.example.com', status: 200 }),
    'secrets.copyValue': ({ secretId }) => {
      const clearsAt = Date.now() + truth.snapshot.settings.clipboardClearMs
      truth.push({ parts: { clipboard: { label: secretOf(secretId).name, clearsAt } } })
      return { clearsAt }
    },
    'secrets.copyName': () => ({}),
    'secrets.eraseSealedCopy': ({ secretId }) => {
      upsertSecrets({ ...secretOf(secretId), hasSealedCopy: false })
      return {}
    },
    'agents.copySnippet': () => ({}),
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
      truth.push({ parts: { account: null }, keys: { isReset: true, upserted: [], removedIds: [] } })
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
