// Copies values and samples by the key's id, so that the value itself never leaves main (R6).
import { renderSnippet, type SnippetFormat } from '../../shared/domain/snippets.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Dialogs } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { type ActivityLog, notedResult } from './activity-log.ts'
import type { Connections } from './connection.ts'
import type { KeyTable } from './key-table.ts'
import { createAskOnce } from './one-question.ts'
import type { SealedValues } from './sealed-values.ts'
import type { SecretClipboard } from './secret-clipboard.ts'

export interface ValuesDeps {
  readonly state: AppState
  readonly connections: Connections
  readonly table: KeyTable
  readonly sealedValues: SealedValues
  readonly clipboard: SecretClipboard
  readonly dialogs: Dialogs
  readonly activity: Pick<ActivityLog, 'note'>
}

export interface Values {
  readonly copy: (keyId: string) => Promise<Result<{ clearsAt: number }>>
  /** Copies a ready-to-run sample that holds the value. */
  readonly copySnippet: (keyId: string, format: SnippetFormat) => Promise<Result<{ clearsAt: number }>>
  /** Erases a sealed copy after asking in a native dialog: nobody can give the value again. */
  readonly eraseSealedCopy: (keyId: string) => Promise<Result<void>>
}

/** For a sample of a key that may call every model, while the list of models is not known. */
const defaultModel = 'meta-llama/Llama-3.3-70B-Instruct'

export function createValues(deps: ValuesDeps): Values {
  const { state, connections, sealedValues, clipboard } = deps
  const ask = createAskOnce(deps.dialogs)

  const copyText = async (
    keyId: string,
    label: string,
    textOf: (value: string) => string,
    detail: string | null = null,
  ) => {
    const value = sealedValues.open(keyId)
    const copied = value.ok ? await clipboard.copy(textOf(value.value), label) : value
    if (copied.ok) sealedValues.markCopied(keyId)
    note('valueCopied', keyId, copied, detail)
    return copied
  }

  const note = (
    kind: 'valueCopied' | 'valueErased',
    keyId: string,
    result: Result<unknown>,
    detail: string | null = null,
  ) =>
    deps.activity.note(
      ...notedResult({ kind, subjectId: keyId, subject: state.keys.get(keyId)?.name ?? '', detail }, result),
    )

  const nameOf = (keyId: string) => visibleText(state.keys.get(keyId)?.name ?? keyId, 60)

  const modelFor = (keyId: string): string => {
    const access = state.keys.get(keyId)?.access
    if (access?.kind === 'only') return access.models[0] ?? defaultModel
    const { models } = state.snapshot()
    return (models.find((model) => model.isActive) ?? models[0])?.name ?? defaultModel
  }

  return {
    copy: (keyId) => copyText(keyId, nameOf(keyId), (value) => value),
    copySnippet: async (keyId, format) => {
      const origin = connections.current()?.origins.intelligence
      if (origin === undefined) return fail('notConnected')
      const { keyVariable: variable } = state.snapshot().settings
      const facts = { baseUrl: `${origin}/api/v1`, model: modelFor(keyId), variable }
      const render = (value: string) => renderSnippet(format, { value, ...facts })
      return copyText(keyId, `${nameOf(keyId)} (${format})`, render, `In a sample for ${format}.`)
    },
    eraseSealedCopy: async (keyId) => {
      if (!sealedValues.hasCopy(keyId)) return fail('notFound')
      const confirmed = await ask({
        title: `Erase the sealed copy of “${nameOf(keyId)}”?`,
        detail:
          'The key itself stays valid. Its value cannot be copied from Latchkey any more, and the service never tells it again.',
        confirmLabel: 'Erase sealed copy',
        isDestructive: true,
      })
      if (!confirmed.ok) return confirmed
      const erased = sealedValues.eraseCopy(keyId)
      note('valueErased', keyId, erased)
      if (!erased.ok) return erased
      const row = state.keys.get(keyId)
      const accountId = state.snapshot().account?.id
      if (row !== undefined && accountId !== undefined) {
        deps.table.put(accountId, { ...row, hasSealedCopy: false })
      }
      return ok(undefined)
    },
  }
}
