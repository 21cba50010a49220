// The clashes among secrets as they are told above the table and at each row.
import { serviceOfTool } from '../../../shared/domain/integrations.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import type { Clash } from '../../../shared/domain/secret-resolver.ts'
import { clashWords } from '../which-secret/resolution-words.ts'

export interface ClashNote {
  readonly id: string
  /** `info`: works as documented and needs no answer. */
  readonly tone: 'warn' | 'info'
  /** No full stop at its end. */
  readonly title: string
  readonly detail: string
  readonly secretIds: readonly string[]
  /** What to ask "which secret is used?" about. */
  readonly toolName: string
  readonly toolArg: string
}

type SecretById = (id: string) => Secret | undefined

/** Warnings first. Clashes about secrets that are gone by now are left out. */
export function clashNotes(clashes: readonly Clash[], secretById: SecretById): readonly ClashNote[] {
  return clashes
    .flatMap((clash) => toNote(clash, secretById) ?? [])
    .sort((a, b) => Number(a.tone === 'info') - Number(b.tone === 'info'))
}

function toNote(clash: Clash, secretById: SecretById): ClashNote | null {
  const { kind, toolName, toolArg, secretIds } = clash
  const secrets = secretIds.flatMap((id) => secretById(id) ?? [])
  if (secrets.length === 0) return null
  return {
    id: JSON.stringify([kind, toolName, toolArg]),
    tone: kind === 'shadowed' ? 'info' : 'warn',
    ...clashWords(clash, secrets, serviceOfTool(toolName)?.name),
    secretIds,
    toolName,
    toolArg,
  }
}
