// What the fake bridge answers about API keys and their values when a test has not scripted anything.
import type { ApiKey } from '../../src/shared/domain/api-key.ts'
import type { AnswersOf, FakeTruth } from './fake-bridge.ts'

/** Self-contained like the fake itself: its source text runs in the page. */
export function createKeyAnswers(
  truth: FakeTruth,
): AnswersOf<'keys' | 'values' | 'creations' | 'rotations' | 'panic'> {
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
  return {
    'keys.readRows': ({ afterId, limit }) => {
      const keys = [...truth.keys.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
      const rest = keys.filter(({ id }) => afterId === null || id > afterId)
      const rows = rest.slice(0, limit)
      return { rows, next: rest.length > limit ? (rows.at(-1)?.id ?? null) : null }
    },
    'keys.create': ({ name, expiresAt, access, creditLimit, creditCycle, prefix, keepSealedCopy, tags }) => {
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
        notes: { note: '', tags: tags ?? [], isFavourite: false, remindDays: null },
        frozen: null,
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
    'keys.note': ({ keyId, notes }) => {
      upsert({ ...keyOf(keyId), notes })
      return {}
    },
    'keys.tag': ({ keyIds, add, remove, isFavourite }) => {
      for (const key of keyIds.map(keyOf)) {
        const tags = [...new Set([...key.notes.tags.filter((tag) => !remove.includes(tag)), ...add])]
        upsert({ ...key, notes: { ...key.notes, tags, isFavourite: isFavourite ?? key.notes.isFavourite } })
      }
      return {}
    },
    'keys.prepareFreeze': ({ keyIds, kind }) => {
      tickets.set(ticket, [kind, ...keyIds])
      return { ticket, keys: keyIds.map(keyOf) }
    },
    'keys.freeze': (input) => {
      const [kind = 'freeze', ...ids] = tickets.get(input.ticket) ?? []
      tickets.delete(input.ticket)
      const isFreezing = kind === 'freeze'
      for (const key of ids.map(keyOf)) {
        upsert({
          ...key,
          creditLimit: isFreezing ? 0 : (key.frozen?.limit ?? null),
          frozen: isFreezing ? { limit: key.creditLimit, at: Date.now() } : null,
        })
      }
      const outcomes = ids.map(keyOf).map(({ id, name }) => ({
        ...{ keyId: id, name, outcome: 'done' as const, error: null },
      }))
      const id = `freezing-${Date.now()}`
      truth.push({ parts: { freezing: { id, kind: isFreezing ? 'freeze' : 'thaw', outcomes } } })
      return { outcomes }
    },
    'keys.identify': () => ({ matches: [], unknown: [] }),
    'rotations.start': ({ keyId, draft, quietMs }) => {
      created += 1
      const id = `created-${created}`
      const { name, expiresAt, access, creditLimit, creditCycle, keepSealedCopy } = draft
      const old = keyOf(keyId)
      const createdAt = Date.now()
      upsert({
        ...old,
        ...{ id, name, expiresAt, access, creditLimit, creditCycle, createdAt },
        ...{ display: `io-v2-new${created}…`, creditUsed: 0, usedToday: 0, usedAllTime: 0, frozen: null },
      })
      const value = { keyId: id, name, display: `io-v2-new${created}…`, expiresAt, createdAt, keepSealedCopy }
      const rotation = {
        ...{ id: `made-up-rotation-${created}`, oldKeyId: keyId, oldName: old.name, newKeyId: id },
        ...{
          startedAt: createdAt,
          quietMs,
          lastUseSeenAt: null,
          checkedAt: null,
          creditsSeen: null,
          quietFrom: createdAt,
          state: 'watching' as const,
        },
      }
      truth.push({
        parts: {
          unstoredValues: [
            ...truth.snapshot.unstoredValues,
            { ...value, isSealedOnDisk: true, hasBeenCopied: false },
          ],
          rotations: [...truth.snapshot.rotations, rotation],
        },
      })
      return rotation
    },
    'rotations.change': ({ rotationId, quietMs }) => {
      const rotations = truth.snapshot.rotations.map((rotation) =>
        rotation.id === rotationId ? { ...rotation, quietMs } : rotation,
      )
      truth.push({ parts: { rotations } })
      return {}
    },
    'rotations.end': ({ rotationId }) => {
      truth.push({ parts: { rotations: truth.snapshot.rotations.filter(({ id }) => id !== rotationId) } })
      return {}
    },
    'panic.run': () => ({}),
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
  }
}
