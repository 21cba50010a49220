// What the fake bridge answers about secrets and agents when a test has not scripted anything.
import type { Secret } from '../../src/shared/domain/secret.ts'
import type { SecretOutcome } from '../../src/shared/domain/snapshot.ts'
import type { AnswersOf, FakeTruth } from './fake-bridge.ts'

/** Self-contained like the fake itself: its source text runs in the page. */
export function createSecretAnswers(truth: FakeTruth): AnswersOf<'secrets' | 'agents'> {
  let created = 0
  const ticket = 'made-up-ticket-0001'
  const tickets = new Map<string, readonly string[]>()
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
      notes: { note: '', tags: [], isFavourite: false },
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
  return {
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
    'secrets.note': ({ secretId, notes }) => {
      upsertSecrets({ ...secretOf(secretId), notes })
      return {}
    },
    'secrets.tag': ({ secretIds, add, remove, isFavourite }) => {
      for (const secret of secretIds.map(secretOf)) {
        const { notes } = secret
        const tags = [...new Set([...notes.tags.filter((tag) => !remove.includes(tag)), ...add])]
        upsertSecrets({ ...secret, notes: { ...notes, tags, isFavourite: isFavourite ?? notes.isFavourite } })
      }
      return {}
    },
    'secrets.eraseSealedCopy': ({ secretId }) => {
      upsertSecrets({ ...secretOf(secretId), hasSealedCopy: false })
      return {}
    },
    'agents.copySnippet': () => ({}),
  }
}
