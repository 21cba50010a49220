// What notes are about: keys and secrets, seen alike by the forms.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import type { KeyNotes } from '../../../shared/domain/key-notes.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import type { Result } from '../../../shared/errors.ts'
import type { CommandInput } from '../../../shared/ipc/contract.ts'
import { useAppState } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { quotedName } from '../api-keys/key-status.ts'
import { quotedSecretName } from '../secrets/secret-words.ts'

export type NotesNoun = 'key' | 'secret'

export interface NotesSubject {
  readonly noun: NotesNoun
  readonly id: string
  /** Quoted, and safe to look at. */
  readonly name: string
  /** A secret is never reminded of. */
  readonly notes: KeyNotes
}

export const pluralOf: Readonly<Record<NotesNoun, string>> = { key: 'keys', secret: 'secrets' }

export function keySubject(key: ApiKey): NotesSubject {
  return { noun: 'key', id: key.id, name: quotedName(key), notes: key.notes }
}

export function secretSubject(secret: Secret): NotesSubject {
  const notes = { ...secret.notes, remindDays: null }
  return { noun: 'secret', id: secret.id, name: quotedSecretName(secret), notes }
}

/** Those of the given ones that are still there. */
export function useSubjects(noun: NotesNoun, ids: readonly string[]): readonly NotesSubject[] {
  const keys = useAppState((state) => state.keys)
  const secrets = useAppState((state) => state.secrets)
  return ids.flatMap((id): NotesSubject[] => {
    const key = noun === 'key' ? keys.get(id)?.key : undefined
    const secret = noun === 'secret' ? secrets.get(id)?.secret : undefined
    return [...(key ? [keySubject(key)] : []), ...(secret ? [secretSubject(secret)] : [])]
  })
}

export function saveNotes({ noun, id }: NotesSubject, notes: KeyNotes): Promise<Result<unknown>> {
  if (noun === 'key') return commands.keys.note({ keyId: id, notes })
  const { remindDays: _, ...rest } = notes
  return commands.secrets.note({ secretId: id, notes: rest })
}

/** Changes all of them or none. */
export function saveTags(
  noun: NotesNoun,
  ids: string[],
  change: Omit<CommandInput<'keys.tag'>, 'keyIds'>,
): Promise<Result<unknown>> {
  return noun === 'key'
    ? commands.keys.tag({ keyIds: ids, ...change })
    : commands.secrets.tag({ secretIds: ids, ...change })
}
