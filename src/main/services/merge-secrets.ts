// How one secret of the service's answer becomes one row of the table, given what the table knew before.
import type { Secret } from '../../shared/domain/secret.ts'
import type { RemoteSecret } from '../ports/remote.ts'

/** What only this computer knows of a secret's value. */
export interface ValueFacts {
  readonly hasSealedCopy: boolean
  /** The service's time of the last value entered here; `unknown` where none was. */
  readonly enteredAt: number | null | 'unknown'
  readonly sharedGroup: string | null
}

export type ValueAge = Pick<Secret, 'valueSetFrom' | 'valueSetUntil'>

/**
 * Between which moments the present value can have been set. The service tells one time for changes of every
 * kind, so only a changed mask, or a value entered here, proves a replacement.
 */
export function valueAgeOf(previous: Secret | undefined, remote: RemoteSecret, facts: ValueFacts): ValueAge {
  const { createdAt, updatedAt } = remote
  const latest = updatedAt ?? createdAt
  if (typeof facts.enteredAt === 'number' && latest !== null && latest <= facts.enteredAt) {
    return { valueSetFrom: facts.enteredAt, valueSetUntil: facts.enteredAt }
  }
  if (previous === undefined) return { valueSetFrom: createdAt, valueSetUntil: latest }
  if (previous.updatedAt === updatedAt) {
    return { valueSetFrom: previous.valueSetFrom, valueSetUntil: previous.valueSetUntil }
  }
  if (previous.display !== remote.display) return { valueSetFrom: latest, valueSetUntil: latest }
  return { valueSetFrom: previous.valueSetFrom, valueSetUntil: latest }
}

/** The row for a listed secret, with the age of its value as given. */
export function secretRow(
  remote: RemoteSecret,
  age: ValueAge,
  facts: ValueFacts & Pick<Secret, 'notes'>,
): Secret {
  return {
    id: remote.id,
    name: remote.name,
    display: remote.display,
    toolName: remote.toolName,
    toolArg: remote.toolArg,
    isDefault: remote.isDefault,
    createdAt: remote.createdAt,
    updatedAt: remote.updatedAt,
    ...age,
    hasSealedCopy: facts.hasSealedCopy,
    fingerprint: fingerprintState(age, facts),
    sharedGroup: facts.sharedGroup,
    notes: facts.notes,
  }
}

/** A fingerprint is of the present value as long as that cannot have been set after it was entered. */
function fingerprintState({ valueSetUntil }: ValueAge, { enteredAt }: ValueFacts): Secret['fingerprint'] {
  if (enteredAt === 'unknown') return 'none'
  return enteredAt === null || valueSetUntil === null || valueSetUntil <= enteredAt ? 'current' : 'stale'
}

/** Whether writing and telling `next` would say nothing new. */
export function isSameSecret(previous: Secret, next: Secret): boolean {
  const fields = Object.keys(next) as (keyof Secret)[]
  return fields.every((field) => previous[field] === next[field])
}
