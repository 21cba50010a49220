// Where a secret as it is being filled in would get in another one's way, in words.
import { noSecretNotes } from '../../../shared/domain/notes.ts'
import type { Secret, SecretEdit } from '../../../shared/domain/secret.ts'
import { type Clash, findClashes } from '../../../shared/domain/secret-resolver.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { assertNever } from '../../../shared/errors.ts'
import { quotedSecretName } from '../secrets/secret-words.ts'

export interface FormClash {
  readonly id: string
  /** `warn` where nobody can tell what is taken, `info` where it is known and worth knowing. */
  readonly tone: 'warn' | 'info'
  readonly title: string
  readonly text: string
}

/** Stands for the one that is being filled in; no id of the service looks like it. */
const ownId = '\0own'
const maxNotes = 3

/** `id` is null for a secret that does not exist yet. */
export function formClashes(
  all: Iterable<Secret>,
  id: string | null,
  edit: SecretEdit,
): readonly FormClash[] {
  if (edit.toolName === null || edit.toolArg === null) return []
  const others = [...all].filter((secret) => secret.id !== id && secret.toolArg === edit.toolArg)
  const byId = new Map(others.map((secret) => [secret.id, secret]))
  return findClashes([...others, asSecret(edit)])
    .filter(({ secretIds }) => secretIds.includes(ownId))
    .map((clash) => describeClash(clash, edit, (secretId) => byId.get(secretId)))
    .sort((a, b) => Number(b.tone === 'warn') - Number(a.tone === 'warn'))
    .slice(0, maxNotes)
}

function describeClash(
  { kind, toolName, toolArg, secretIds }: Clash,
  edit: SecretEdit,
  find: (secretId: string) => Secret | undefined,
): FormClash {
  // Equals of this one are told as two defaults, not once more with every overlap.
  const isAmongEquals = kind === 'twoDefaults' || kind === 'noDefault'
  const others = secretIds
    .flatMap((secretId) => find(secretId) ?? [])
    .filter((secret) => isAmongEquals || secret.toolName !== edit.toolName)
  const names = namesOf(others)
  const [is, it] = others.length === 1 ? ['is', 'It'] : ['are', 'They']
  const id = `${kind} ${toolName}`
  const tool = visibleText(toolName, 80)
  switch (kind) {
    case 'twoDefaults':
      return {
        ...{ id, tone: 'warn', title: `${names} ${is} the default for this already` },
        text: 'It is not documented which of several defaults an agent takes. Untick it here or there.',
      }
    case 'overlap':
      return {
        ...{ id, tone: 'warn', title: `${names} ${is} the default for some of the same tools` },
        text: `It is not documented which one an agent takes for ${tool}.`,
      }
    case 'shadowed':
      return edit.toolName === toolName
        ? {
            ...{ id, tone: 'info', title: `This one goes before ${names}` },
            text: `Agents take it for ${tool}. ${it} stay${others.length === 1 ? 's' : ''} the default for other tools.`,
          }
        : {
            ...{ id, tone: 'info', title: `${names} ${others.length === 1 ? 'goes' : 'go'} before this one` },
            text: `Agents take ${others.length === 1 ? 'it' : 'them'} for ${tool}.`,
          }
    case 'noDefault':
      return {
        ...{ id, tone: 'info', title: 'Built-in agents will not use it' },
        text: `No secret is the default for ${visibleText(toolArg, 80)} of these tools.`,
      }
    default:
      return assertNever(kind)
  }
}

function namesOf(secrets: readonly Secret[]): string {
  const [first, second, ...more] = secrets.map(quotedSecretName)
  if (second === undefined) return first ?? 'Another secret'
  return more.length > 0 ? `${first}, ${second} and ${more.length} more` : `${first} and ${second}`
}

function asSecret({ name, toolName, toolArg, isDefault }: SecretEdit): Secret {
  const nothingKnown = { createdAt: null, updatedAt: null, valueSetFrom: null, valueSetUntil: null }
  return {
    ...{ id: ownId, name, toolName, toolArg, isDefault, display: '' },
    ...{
      ...nothingKnown,
      hasSealedCopy: false,
      fingerprint: 'none',
      sharedGroup: null,
      notes: noSecretNotes,
    },
  }
}
