// Everything that a process is killed in the middle of.
import type { FaultRuleInput } from '../../../src/sandbox/fault-rules.ts'
import type { DeedName } from './plan.ts'
import type { ProfileKind, Profiles } from './profiles.ts'
import type { Told } from './told.ts'
import { type Stage, stages } from './wire.ts'

export interface Scenario {
  readonly name: string
  readonly deed: DeedName
  readonly profile: ProfileKind
  /** The steps that are tried; all where left out. */
  readonly only?: RegExp
  /** Most of them that are tried, spread evenly. */
  readonly maxSteps: number
  readonly wantsReseal?: boolean
  /** How many files it may have open. */
  readonly maxFiles?: number
  readonly fault?: FaultRuleInput
  /** The request of the deed, which is cut on its way too, and how far it comes. */
  readonly request?: { readonly begins: string; readonly stages: readonly Stage[] }
  /** Whether the user may have let go of the value by then. */
  readonly letGo?: (keyId: string, profiles: Profiles, told: readonly Told[]) => boolean
}

const subKeys = '/v1/api-keys/sub-keys'
const secrets = '/api/v1/secrets/'
const unanswered = ['the change made, no answer sent'] as const
const isOld: Scenario['letGo'] = (keyId, profiles) => keyId === profiles.keyId

/** A step that changes nothing which the next does not change again. */
const idle = /^(mkdirSync|rmSync .*restored|answer .*prepare|.*(journal_mode = WAL|wal_autocheckpoint))/

/** The steps of a deed at which it is tried to kill it. */
export function stepsOf({ only = /./, maxSteps }: Scenario, steps: readonly string[]): readonly string[] {
  const wanted = steps.filter((step) => only.test(step) && !idle.test(step))
  if (wanted.length <= maxSteps) return wanted
  const gap = (wanted.length - 1) / (maxSteps - 1)
  return Array.from({ length: maxSteps }, (_, index) => wanted[Math.round(index * gap)] ?? '')
}

const account = { profile: 'an account' } as const

export const scenarios: readonly Scenario[] = [
  {
    name: 'creating a key, copying its value, storing and erasing it',
    deed: 'create and store',
    ...account,
    maxSteps: 14,
    request: { begins: `POST ${subKeys} `, stages },
    letGo: (keyId, { keyId: old }, told) =>
      keyId !== old && told.some(({ about }) => about === 'values.copy'),
  },
  { name: 'creating a key and keeping its value', deed: 'create and keep', ...account, maxSteps: 2 },
  {
    name: 'creating a key whose answer is lost',
    deed: 'create without an answer',
    ...account,
    fault: { method: 'POST', fault: { kind: 'dropAfter' } },
    maxSteps: 2,
    only: /ends|vault.db: UPDATE/,
  },
  {
    name: 'revoking a key',
    deed: 'revoke',
    ...account,
    request: { begins: `DELETE ${subKeys}/`, stages: unanswered },
    letGo: isOld,
    maxSteps: 3,
    only: /api|vault|answer/,
  },
  {
    name: 'changing a key',
    deed: 'edit key',
    ...account,
    request: { begins: `PATCH ${subKeys}/`, stages: unanswered },
    maxSteps: 2,
    only: /api|answer/,
  },
  {
    name: 'erasing the sealed copy of a key',
    deed: 'erase key copy',
    ...account,
    letGo: isOld,
    maxSteps: 3,
    only: /vault/,
  },
  {
    name: 'storing a secret',
    deed: 'create secret',
    ...account,
    request: { begins: `POST ${secrets} `, stages: unanswered },
    maxSteps: 3,
    only: /api|vault|answer/,
  },
  {
    name: 'replacing the value of a secret, with a sealed copy',
    deed: 'replace with copy',
    ...account,
    request: { begins: `PATCH ${secrets}`, stages: unanswered },
    maxSteps: 3,
    only: /api|vault|answer/,
  },
  {
    name: 'replacing the value of a secret, without a copy',
    deed: 'replace without copy',
    ...account,
    maxSteps: 3,
    only: /api|vault|answer/,
  },
  {
    name: 'deleting a secret',
    deed: 'delete secret',
    ...account,
    request: { begins: `DELETE ${secrets}`, stages: unanswered },
    maxSteps: 3,
    only: /api|vault|answer/,
  },
  {
    name: 'erasing the sealed copy of a secret',
    deed: 'erase secret copy',
    ...account,
    maxSteps: 2,
    only: /vault/,
  },
  {
    name: 'bringing an old vault up to date',
    deed: 'start',
    profile: 'a vault of version 3',
    maxSteps: 5,
    only: /^(VACUUM|.*Sync vault|.*vault.db: )/,
  },
  {
    name: 'backing up at the end',
    deed: 'quit',
    ...account,
    maxSteps: 3,
    only: /VACUUM|Sync|sentinel/,
  },
  {
    name: 'backing up after a kill',
    deed: 'start',
    profile: 'an account left open',
    maxSteps: 2,
    only: /VACUUM|Sync vault|sentinel|TRUNCATE/,
  },
  {
    name: 'renewing the wrap of the data key',
    deed: 'start',
    ...account,
    wantsReseal: true,
    maxSteps: 4,
    only: /wraps|vault-keys/,
  },
  { name: 'setting a passphrase', deed: 'set passphrase', ...account, maxSteps: 4 },
  { name: 'connecting an account', deed: 'connect', profile: 'nothing', letGo: isOld, maxSteps: 3 },
  { name: 'disconnecting the account', deed: 'disconnect', ...account, letGo: isOld, maxSteps: 4 },
]
