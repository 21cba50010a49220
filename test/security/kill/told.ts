// What the page had been told when the process died, held against what the service has done (I5).
import type { ControlKey } from '../../../src/sandbox/routes/control.ts'
import { maskValue, type Secret } from '../../../src/sandbox/secret-store.ts'
import { newKeyName, type Said, secondValue } from './plan.ts'

export interface Truth {
  readonly keys: readonly ControlKey[]
  readonly secrets: readonly Secret[]
}

export interface Told {
  readonly about: string
  /** False for an answer that was a failure. */
  readonly isOk: boolean
  readonly content: unknown
}

export function toldOf(said: readonly Said[]): readonly Told[] {
  return said.flatMap((line) => {
    if (line.kind !== 'told') return []
    const { about, content } = line
    const isAnswer = about.includes('.')
    const isOk = !isAnswer || (content as { ok: boolean }).ok
    return [{ about, isOk, content: isAnswer && isOk ? (content as { value: unknown }).value : content }]
  })
}

/** What was told as done and was not. */
export function contradictions(told: readonly Told[], truth: Truth): readonly string[] {
  return told.filter(({ isOk }) => isOk).flatMap((said) => contradictionsOf(said, truth))
}

interface Outcome {
  readonly keyId: string
  readonly secretId: string
  readonly outcome: string
}

function contradictionsOf({ about, content }: Told, { keys, secrets }: Truth): readonly string[] {
  const { keyId, secretId, outcomes } = content as { keyId?: string; secretId?: string; outcomes?: Outcome[] }
  const key = (id: string | undefined) => keys.find((known) => known.id === id)
  const isReplaced = (id: string) =>
    secrets.find((known) => known.id === id)?.display === maskValue(secondValue)
  const isGone = (id: string) => !secrets.some((known) => known.id === id)
  switch (about) {
    case 'keys.create':
      return key(keyId)?.state === 'active' ? [] : ['that a key was made']
    case 'keys.update':
      return keys.some(({ description }) => description.startsWith(newKeyName))
        ? []
        : ['that a key was changed']
    case 'keys.revoke':
      return untrue(outcomes ?? [], 'revoked', (one) => key(one.keyId)?.state !== 'active')
    case 'revocation':
      return untrue(content as Outcome[], 'revoked', (one) => key(one.keyId)?.state !== 'active')
    case 'secrets.create':
      return isGone(secretId ?? '') ? ['that a secret was stored'] : []
    case 'secrets.replaceValue':
      return untrue(outcomes ?? [], 'done', (one) => isReplaced(one.secretId))
    case 'secrets.delete':
      return untrue(outcomes ?? [], 'done', (one) => isGone(one.secretId))
    case 'secretBatch':
      return untrue(content as Outcome[], 'done', (one) => isReplaced(one.secretId) || isGone(one.secretId))
    default:
      return []
  }
}

function untrue(
  outcomes: readonly Outcome[],
  done: string,
  isTrue: (one: Outcome) => boolean,
): readonly string[] {
  return outcomes
    .filter((one) => one.outcome === done && !isTrue(one))
    .map(({ outcome }) => `${outcome} of one that is not`)
}
