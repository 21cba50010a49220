// Says which keys and secrets a pasted text holds. The text is compared and let go: it is not kept, told or logged (R6, R8).
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { shortenKey } from '../../shared/domain/admin-key.ts'
import { createShownIndex, type ShownIndex, type Token, tokensIn } from '../../shared/domain/found-text.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { CommandOutput } from '../../shared/ipc/contract.ts'
import type { VaultStore } from '../ports/store.ts'
import type { Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { attempt } from './attempt.ts'
import type { KeyFingerprints } from './key-fingerprints.ts'
import type { SealedValues } from './sealed-values.ts'
import type { SecretValues } from './secret-values.ts'
import type { Vault } from './vault.ts'

export interface IdentifyDeps {
  readonly state: AppState
  readonly vault: Pick<Vault, 'open'>
  readonly vaultStore: Pick<VaultStore, 'listAccounts'>
  readonly keyFingerprints: KeyFingerprints
  readonly sealedValues: Pick<SealedValues, 'open'>
  readonly secretValues: Pick<SecretValues, 'idsOfValue' | 'isKnown'>
  readonly log: Log
}

type Identified = CommandOutput<'keys.identify'>
type Match = Identified['matches'][number]

/** Compares what stands in a text with all that this computer knows; `notConnected` without an account. */
export type Identify = (text: string) => Promise<Result<Identified>>

const maxMatches = 50
const maxUnknown = 20
/** Work of one turn of the event loop. */
const rowsAtOnce = 2000
const tokensAtOnce = 25

export function createIdentify(deps: IdentifyDeps): Identify {
  const { state, keyFingerprints, sealedValues, secretValues } = deps

  return async (text) => {
    const { account } = state.snapshot()
    if (account === null) return fail('notConnected')
    const tokens = tokensIn(text)
    const known = await keyFingerprints.read(account.id, heldKeys(state), sealedValues.open)
    const adminKeys = openAdminKeys(deps)
    const keysShown = await indexOf(state.keys.values(), ({ id }) => known.isKnown(id))
    const secretsShown = await indexOf(
      state.secrets.values(),
      ({ id, fingerprint }) => fingerprint === 'current' && secretValues.isKnown(id),
    )
    const adminKeysShown = createShownIndex()
    for (const { id, adminKeyDisplay } of state.snapshot().accounts) {
      if (!adminKeys.isOpen(id)) adminKeysShown.add(id, adminKeyDisplay)
    }

    const byValue = ({ text: value }: Token): Match[] => [
      ...matches('key', 'value', known.idsOf(value)),
      ...matches('secret', 'value', secretValues.idsOfValue(value)),
      ...matches('adminKey', 'value', adminKeys.accountsWith(value)),
    ]
    const byDisplay = ({ text: value }: Token): Match[] => [
      ...matches('key', 'display', keysShown.idsFor(value)),
      ...matches('secret', 'display', secretsShown.idsFor(value)),
      ...matches('adminKey', 'display', adminKeysShown.idsFor(value)),
    ]
    const found = new Map<string, Match>()
    const matched: string[] = []
    for (const look of [byValue, byDisplay]) {
      for (const [index, token] of tokens.entries()) {
        if (index % tokensAtOnce === tokensAtOnce - 1) await nextTurn()
        // Part of what is a value for certain says nothing more.
        if (look === byDisplay && isPartOf(token.text, matched)) continue
        const fitting = look(token)
        if (fitting.length > 0) matched.push(token.text)
        for (const match of fitting) {
          const place = `${match.kind} ${match.id}`
          if (!found.has(place)) found.set(place, match)
        }
      }
    }
    return ok({ matches: [...found.values()].slice(0, maxMatches), unknown: unknownOf(tokens, matched) })
  }
}

/** The keys whose value lies here sealed. */
function* heldKeys({ keys, snapshot }: AppState): Generator<string> {
  for (const { keyId } of snapshot().unstoredValues) yield keyId
  for (const { id, hasSealedCopy } of keys.values()) if (hasSealedCopy) yield id
}

/** Every admin key that is kept and can be opened now, by its account; compared by digests of one length. */
function openAdminKeys({ vault, vaultStore, log }: IdentifyDeps): AdminKeys {
  const digestKey = randomBytes(32)
  const digestOf = (value: string) => createHmac('sha256', digestKey).update(value).digest()
  const opened = new Map<string, Buffer>()
  for (const { id, sealedAdminKey } of attempt(log, 'vault.notRead', vaultStore.listAccounts) ?? []) {
    if (sealedAdminKey === null) continue
    const value = vault.open({ table: 'accounts', rowId: id, accountId: id }, sealedAdminKey)
    if (value.ok) opened.set(id, digestOf(value.value))
  }
  return {
    isOpen: (accountId) => opened.has(accountId),
    accountsWith: (value) => {
      const digest = digestOf(value)
      return [...opened].flatMap(([id, known]) => (timingSafeEqual(known, digest) ? [id] : []))
    },
  }
}

interface AdminKeys {
  readonly isOpen: (accountId: string) => boolean
  readonly accountsWith: (value: string) => readonly string[]
}

/** Leaves out rows whose value is known: what is not that value is not theirs, however well its ends fit. */
async function indexOf<Row extends { readonly id: string; readonly display: string }>(
  rows: Iterable<Row>,
  isValueKnown: (row: Row) => boolean,
): Promise<ShownIndex> {
  const index = createShownIndex()
  // A copy: rows may come and go between two turns.
  for (const [count, row] of [...rows].entries()) {
    if (count % rowsAtOnce === rowsAtOnce - 1) await nextTurn()
    if (!isValueKnown(row)) index.add(row.id, row.display)
  }
  return index
}

function matches(kind: Match['kind'], how: Match['how'], ids: readonly string[]): Match[] {
  return ids.map((id) => ({ kind, id, how }))
}

function isPartOf(text: string, others: readonly string[]): boolean {
  return others.some((other) => other.includes(text) || text.includes(other))
}

/** What looks like a credential and is none of ours, shortened: its ends alone may be shown. */
function unknownOf(tokens: readonly Token[], matched: readonly string[]): string[] {
  const unknown: string[] = []
  for (const { text, isCredentialLike } of tokens) {
    if (!isCredentialLike || isPartOf(text, matched) || isPartOf(text, unknown)) continue
    unknown.push(text)
  }
  return [...new Set(unknown.map((text) => shortenKey(text).slice(0, 80)))].slice(0, maxUnknown)
}
