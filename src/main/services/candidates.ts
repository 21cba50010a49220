// Tests an admin key, or a sandbox, by a real call before anything of it is kept.
import { type AdminKeyFacts, readAdminKey } from '../../shared/domain/admin-key.ts'
import type { Settings } from '../../shared/domain/settings.ts'
import type { Account } from '../../shared/domain/snapshot.ts'
import { type AppError, fail, ok, type Result } from '../../shared/errors.ts'
import type { ConnectApi, IoApi, KeyList, Origins } from '../ports/remote.ts'
import type { Clock, Log, RunningSandbox } from '../ports/system.ts'
import { accountOf, type BareAccount } from './accounts.ts'
import type { LocalChanges } from './local-changes.ts'

/** A tested connection that is not in use yet. */
export interface Candidate {
  readonly account: BareAccount
  readonly origins: Origins
  readonly api: IoApi
  readonly adminKey: string
  readonly sandbox: RunningSandbox | null
  readonly list: KeyList
  /** The generation of local changes at which the list was asked for. */
  readonly generation: number
}

export interface CandidateDeps {
  readonly connectApi: ConnectApi
  readonly startSandbox: () => Promise<RunningSandbox>
  readonly liveOriginsOf: (keysHost: Settings['keysHost']) => Origins
  readonly sandboxOriginsOf: (url: string) => Origins
  /** Replaces the live service in an unpackaged build; null otherwise. */
  readonly developmentOrigins: Origins | null
  readonly changes: LocalChanges
  readonly clock: Clock
  readonly log: Log
}

export interface Candidates {
  readonly ofAdminKey: (text: string, keysHost: Settings['keysHost']) => Promise<Result<Candidate>>
  /** Starts a sandbox, which is closed again where it does not answer. */
  readonly ofSandbox: () => Promise<Result<Candidate>>
}

export function createCandidates(deps: CandidateDeps): Candidates {
  const { changes, clock, log } = deps

  const test = async (
    kind: Account['kind'],
    origins: Origins,
    facts: AdminKeyFacts,
    sandbox: RunningSandbox | null,
  ): Promise<Result<Candidate>> => {
    const generation = changes.generation()
    const api = deps.connectApi(origins, facts.key)
    const list = await api.listKeys()
    if (!list.ok) {
      const error = sandbox === null ? await explain(api, list.error) : list.error
      await Promise.all([api.close(), sandbox?.close()])
      return { ok: false, error }
    }
    const account = accountOf(kind, facts, origins, clock.now())
    return ok({ account, origins, api, adminKey: facts.key, sandbox, list: list.value, generation })
  }

  return {
    ofAdminKey: (text, keysHost) => {
      const facts = readAdminKey(text)
      return deps.developmentOrigins === null
        ? test('live', deps.liveOriginsOf(keysHost), facts, null)
        : test('development', deps.developmentOrigins, facts, null)
    },
    ofSandbox: async () => {
      const running = await deps.startSandbox().catch(() => null)
      if (running === null) {
        log('sandbox.notStarted')
        return fail('internal')
      }
      return test('sandbox', deps.sandboxOriginsOf(running.url), readAdminKey(running.adminKey), running)
    },
  }
}

/** A sub-key is refused by every call but the one for its own usage: that tells it from a wrong key. */
async function explain(api: IoApi, error: AppError): Promise<AppError> {
  if (error.code !== 'unauthorized' && error.code !== 'forbidden') return error
  const own = await api.readOwnUsage()
  return own.ok ? { ...error, code: 'isSubKey' } : error
}
