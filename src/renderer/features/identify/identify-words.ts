// What was recognised in a pasted text, in words.
import type { Secret } from '../../../shared/domain/secret.ts'
import type { CommandOutput } from '../../../shared/ipc/contract.ts'

export type Match = CommandOutput<'keys.identify'>['matches'][number]

/** Read out when the answer is there. */
export function foundSentence({ matches, unknown }: CommandOutput<'keys.identify'>): string {
  if (matches.length > 0) return `${matches.length} ${matches.length === 1 ? 'match' : 'matches'} found`
  return unknown.length > 0 ? 'A credential was found that is not one of yours' : 'Nothing was recognised'
}

/** How certain it is that the text holds this one's value. */
export function howWords({ kind, how }: Match, secret?: Pick<Secret, 'fingerprint'>): string {
  if (how === 'display') return 'Its shortened form fits; the value itself was never seen here'
  if (secret?.fingerprint === 'stale') return 'This was its value, and may have been replaced since'
  return kind === 'adminKey' ? 'This is the admin key itself' : 'This is its value'
}
