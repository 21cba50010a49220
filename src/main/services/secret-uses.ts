// What is done with a secret's value besides storing it: compared, tested at its service, copied, erased.
import { type AgentSnippetFormat, renderAgentSnippet } from '../../shared/domain/agents.ts'
import { fixedCheckHost, serviceById } from '../../shared/domain/integrations.ts'
import type { ValueVerdict } from '../../shared/domain/secret.ts'
import type { CheckVerdict } from '../../shared/domain/secret-check.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { CheckInput, CredentialCheck } from '../ports/remote.ts'
import type { Clipboard, Clock, Dialogs } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { type ActivityLog, type Noted, notedResult } from './activity-log.ts'
import type { Connections } from './connection.ts'
import { createAskOnce } from './one-question.ts'
import type { SecretClipboard } from './secret-clipboard.ts'
import type { SecretTable } from './secret-table.ts'
import type { SecretValues } from './secret-values.ts'

export interface SecretUsesDeps {
  readonly state: AppState
  readonly connections: Connections
  readonly secretValues: SecretValues
  readonly secretTable: SecretTable
  readonly credentialCheck: CredentialCheck
  readonly clipboard: SecretClipboard
  readonly plainClipboard: Clipboard
  readonly dialogs: Dialogs
  readonly activity: Pick<ActivityLog, 'note'>
  readonly clock: Clock
}

export interface SecretUses {
  /** Whether this is the value that is set, as far as this computer knows; nothing is sent. */
  readonly compare: (
    secretId: string,
    value: string,
  ) => Result<{ verdict: ValueVerdict; sameAsIds: string[] }>
  /**
   * Sends a credential to its service's harmless endpoint. Where the host is the user's own input, main asks
   * first and names it: nothing else keeps a page from sending a value anywhere (R7, R12).
   */
  readonly check: (serviceId: string, args: CheckInput) => Promise<Result<CheckVerdict>>
  /** Copies the sealed copy; the value goes from here straight to the clipboard (R6). */
  readonly copy: (secretId: string) => Promise<Result<{ clearsAt: number }>>
  readonly eraseCopy: (secretId: string) => Promise<Result<void>>
  /** Copies the code that calls an agent. */
  readonly copyAgentSnippet: (agentId: string, format: AgentSnippetFormat) => Promise<Result<void>>
}

const rateWindowMs = 60_000
const maxChecks = 20

export function createSecretUses(deps: SecretUsesDeps): SecretUses {
  const { state, connections, secretValues, dialogs, clock } = deps
  let recentChecksMs: number[] = []
  const ask = createAskOnce(dialogs)

  const nameOf = (secretId: string) => visibleText(state.secrets.get(secretId)?.name ?? secretId, 60)

  const note = (kind: Noted['kind'], secretId: string, result: Result<unknown>) => {
    const subject = state.secrets.get(secretId)?.name ?? ''
    deps.activity.note(...notedResult({ kind, subjectId: secretId, subject }, result))
  }

  const permitCheck = (): Result<void> => {
    const now = clock.monotonic()
    recentChecksMs = recentChecksMs.filter((at) => now - at < rateWindowMs)
    if (recentChecksMs.length >= maxChecks) return fail('tooMany', { isRetryable: true })
    recentChecksMs.push(now)
    return ok(undefined)
  }

  const confirmHost = (service: string, host: string): Promise<Result<void>> =>
    ask({
      title: `Send the credential to ${visibleText(host, 100)}?`,
      detail: `Latchkey asks this server, which you named, whether the ${service} credential works. Whoever runs the server can read it.`,
      confirmLabel: 'Send and test',
      isDestructive: false,
    })

  return {
    compare: (secretId, value) => {
      const secret = state.secrets.get(secretId)
      return secret === undefined ? fail('notFound') : ok(secretValues.compare(secret, value))
    },
    check: async (serviceId, args) => {
      const connection = connections.current()
      if (connection === null) return fail('notConnected')
      const service = serviceById(serviceId)
      if (service === undefined || service.check === null) return fail('invalidInput')
      const host = deps.credentialCheck.hostOf(service, args)
      if (!host.ok) return host
      const permitted = permitCheck()
      if (!permitted.ok) return permitted
      const { kind, intelligence } = connection.origins
      const playedBy = kind === undefined || kind === 'live' ? null : intelligence
      if (fixedCheckHost(service.check) === null) {
        const confirmed = await confirmHost(service.name, host.value)
        if (!confirmed.ok) return confirmed
      }
      const checked = await deps.credentialCheck.ask(service, args, playedBy)
      const detail = checked.ok ? `${checked.value.host}: ${verdictWords[checked.value.verdict]}` : null
      deps.activity.note(...notedResult({ kind: 'secretChecked', subject: service.name, detail }, checked))
      return checked
    },
    copy: async (secretId) => {
      const accountId = state.snapshot().account?.id
      if (accountId === undefined) return fail('notConnected')
      const value = secretValues.open(accountId, secretId)
      const copied = value.ok ? await deps.clipboard.copy(value.value, nameOf(secretId)) : value
      note('secretCopied', secretId, copied)
      return copied
    },
    eraseCopy: async (secretId) => {
      const accountId = state.snapshot().account?.id
      if (accountId === undefined) return fail('notConnected')
      if (!secretValues.factsOf(secretId).hasSealedCopy) return fail('notFound')
      const confirmed = await ask({
        title: `Erase the sealed copy of “${nameOf(secretId)}”?`,
        detail:
          'The secret itself stays with IO Intelligence. Its value cannot be copied from Latchkey any more, and the service never tells it.',
        confirmLabel: 'Erase sealed copy',
        isDestructive: true,
      })
      if (!confirmed.ok) return confirmed
      const erased = secretValues.eraseCopy(accountId, secretId)
      note('secretErased', secretId, erased)
      if (erased.ok) deps.secretTable.refreshFacts(accountId)
      return erased
    },
    copyAgentSnippet: async (agentId, format) => {
      const origin = connections.current()?.origins.intelligence
      if (origin === undefined) return fail('notConnected')
      if (!state.snapshot().agents.some(({ id }) => id === agentId)) return fail('notFound')
      const { keyVariable: variable } = state.snapshot().settings
      const text = renderAgentSnippet(format, { agentId, baseUrl: `${origin}/api/v1`, variable })
      try {
        await deps.plainClipboard.writeText(text)
        return ok(undefined)
      } catch {
        return fail('clipboard', { isRetryable: true })
      }
    },
  }
}

const verdictWords: Readonly<Record<CheckVerdict['verdict'], string>> = {
  accepted: 'it works.',
  refused: 'it was refused.',
  unclear: 'the answer proves nothing.',
  unreachable: 'it could not be asked.',
}
