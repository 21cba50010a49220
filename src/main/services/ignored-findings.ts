// Findings of hygiene that their user judged fine: kept by account, and dropped when what was judged has changed.
import type { ApiKey } from '../../shared/domain/api-key.ts'
import type { KeyFindingKind, SecretFindingKind } from '../../shared/domain/hygiene.ts'
import {
  type FindingKind,
  findingNames,
  type IgnoredFinding,
  isKeyFinding,
  isKeyWorse,
  isSecretWorse,
  type JudgedKey,
  type JudgedSecret,
  maxIgnoredFindings,
} from '../../shared/domain/ignored-findings.ts'
import type { Secret } from '../../shared/domain/secret.ts'
import type { Patch } from '../../shared/domain/snapshot.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { VaultStore } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import type { ActivityLog, Noted } from './activity-log.ts'
import { attempt, tryStore } from './attempt.ts'

export interface IgnoredFindings {
  /** Shows what was judged fine of the account. */
  readonly load: (accountId: string) => void
  /**
   * Written, then shown, then told in the history, for those of the subjects for which it is new. `notFound` where
   * none of them is there any more, `invalidInput` where too many would be ignored, `storage`.
   */
  readonly set: (finding: FindingKind, subjectIds: readonly string[], isIgnored: boolean) => Result<void>
}

export interface IgnoredFindingsDeps {
  readonly state: AppState
  readonly vaultStore: Pick<VaultStore, 'listIgnoredFindings' | 'changeIgnoredFindings'>
  readonly activity: Pick<ActivityLog, 'note'>
  readonly clock: Clock
  readonly log: Log
}

type Named = Pick<IgnoredFinding, 'finding' | 'subjectId'>

export function createIgnoredFindings(deps: IgnoredFindingsDeps): IgnoredFindings {
  const { state, vaultStore, clock, log } = deps
  const ignored = () => state.snapshot().ignoredFindings
  const index = createIndex()
  const judged = { keys: new Map<string, JudgedKey>(), secrets: new Map<string, JudgedSecret>() }
  let outdated: Named[] = []

  /** On disk, then on screen. */
  const change = (accountId: string, put: readonly IgnoredFinding[], remove: readonly Named[]) => {
    const written = tryStore(log, 'vault.notWritten', () =>
      vaultStore.changeIgnoredFindings(accountId, { put, remove }),
    )
    if (!written.ok) return written
    const gone = new Set(remove.map(nameOf))
    state.change({ ignoredFindings: [...ignored().filter((each) => !gone.has(nameOf(each))), ...put] })
    return written
  }

  const note = (kind: 'findingIgnored' | 'findingReopened', subjects: readonly Named[]) =>
    deps.activity.note(
      ...subjects.map(({ finding, subjectId }): Noted => {
        const row = isKeyFinding(finding) ? state.keys.get(subjectId) : state.secrets.get(subjectId)
        const subject = visibleText(row?.name ?? subjectId)
        return { kind, subjectId, subject, detail: `Finding: ${findingNames[finding]}.` }
      }),
    )

  const isThere = (finding: FindingKind, id: string) =>
    isKeyFinding(finding) ? state.keys.get(id)?.ending === null : state.secrets.get(id) !== undefined

  const ignore = (accountId: string, finding: FindingKind, ids: readonly string[]): Result<void> => {
    const there = ids.filter((id) => isThere(finding, id))
    if (there.length === 0) return fail('notFound')
    const known = index.of(ignored())
    const put = there
      .filter((id) => !known.has(finding, id))
      .map((subjectId) => ({ finding, subjectId, at: clock.now() }))
    if (put.length === 0) return ok(undefined)
    if (ignored().length + put.length > maxIgnoredFindings) {
      const message = `At most ${maxIgnoredFindings.toLocaleString('en')} findings can be ignored.`
      return fail('invalidInput', { fields: [{ field: 'subjectIds', message }] })
    }
    const written = change(accountId, put, [])
    if (!written.ok) return written
    for (const { subjectId } of put) {
      const [key, secret] = [state.keys.get(subjectId), state.secrets.get(subjectId)]
      if (key && isKeyFinding(finding)) judged.keys.set(subjectId, key)
      else if (secret) judged.secrets.set(subjectId, secret)
    }
    note('findingIgnored', put)
    return written
  }

  const reopen = (accountId: string, finding: FindingKind, ids: readonly string[]): Result<void> => {
    const known = index.of(ignored())
    const remove = ids.filter((id) => known.has(finding, id)).map((subjectId) => ({ finding, subjectId }))
    if (remove.length === 0) return ok(undefined)
    const written = change(accountId, [], remove)
    if (written.ok) note('findingReopened', remove)
    return written
  }

  const seeKey = (findings: readonly KeyFindingKind[], key: ApiKey): readonly Named[] => {
    if (findings.length === 0) return []
    const before = judged.keys.get(key.id)
    judged.keys.set(key.id, key)
    return findings
      .filter((kind) => key.ending !== null || (before !== undefined && isKeyWorse(kind, before, key)))
      .map((finding) => ({ finding, subjectId: key.id }))
  }

  const seeSecret = (findings: readonly SecretFindingKind[], secret: Secret): readonly Named[] => {
    if (findings.length === 0) return []
    const before = judged.secrets.get(secret.id)
    judged.secrets.set(secret.id, secret)
    return findings
      .filter((kind) => before !== undefined && isSecretWorse(kind, before, secret))
      .map((finding) => ({ finding, subjectId: secret.id }))
  }

  const see = ({ keys, secrets }: Pick<Patch, 'keys' | 'secrets'>): readonly Named[] => {
    const known = index.of(ignored())
    return [
      ...(keys?.upserted ?? []).flatMap((key) => seeKey(known.ofKey(key.id), key)),
      ...(secrets?.upserted ?? []).flatMap((row) => seeSecret(known.ofSecret(row.id), row)),
      ...(secrets?.removedIds ?? []).flatMap((subjectId) =>
        known.ofSecret(subjectId).map((finding) => ({ finding, subjectId })),
      ),
    ]
  }

  const dropOutdated = () => {
    const remove = outdated
    outdated = []
    const accountId = state.snapshot().account?.id
    if (accountId !== undefined && remove.length > 0) change(accountId, [], remove)
  }

  state.subscribe((patch) => {
    if ((patch.keys === undefined && patch.secrets === undefined) || ignored().length === 0) return
    const found = see(patch)
    if (found.length === 0) return
    // After this patch was told to everybody: they would hear of the next one before it.
    if (outdated.length === 0) queueMicrotask(dropOutdated)
    outdated.push(...found)
  })

  return {
    load: (accountId) => {
      outdated = []
      judged.keys.clear()
      judged.secrets.clear()
      const stored = attempt(log, 'vault.notRead', () => vaultStore.listIgnoredFindings(accountId)) ?? []
      state.change({ ignoredFindings: stored.slice(0, maxIgnoredFindings) })
    },
    set: (finding, subjectIds, isIgnored) => {
      const accountId = state.snapshot().account?.id
      if (accountId === undefined) return fail('notConnected')
      const ids = [...new Set(subjectIds)]
      return isIgnored ? ignore(accountId, finding, ids) : reopen(accountId, finding, ids)
    },
  }
}

const nameOf = ({ finding, subjectId }: Named) => `${finding} ${subjectId}`

/** The list by subject, made anew when it is another one: each patch of rows asks. */
function createIndex() {
  let of: readonly IgnoredFinding[] = []
  let keys = new Map<string, KeyFindingKind[]>()
  let secrets = new Map<string, SecretFindingKind[]>()
  const lookup = {
    has: (finding: FindingKind, id: string) =>
      isKeyFinding(finding)
        ? (keys.get(id) ?? []).includes(finding)
        : (secrets.get(id) ?? []).includes(finding),
    ofKey: (id: string): readonly KeyFindingKind[] => keys.get(id) ?? [],
    ofSecret: (id: string): readonly SecretFindingKind[] => secrets.get(id) ?? [],
  }
  return {
    of: (ignored: readonly IgnoredFinding[]) => {
      if (ignored === of) return lookup
      of = ignored
      keys = new Map()
      secrets = new Map()
      for (const { finding, subjectId } of ignored) {
        if (isKeyFinding(finding)) keys.set(subjectId, [...(keys.get(subjectId) ?? []), finding])
        else secrets.set(subjectId, [...(secrets.get(subjectId) ?? []), finding])
      }
      return lookup
    },
  }
}
