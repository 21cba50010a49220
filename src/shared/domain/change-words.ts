// What differs between two states of a key, as words to read: in the form before it is saved, in the history after.
import { assertNever } from '../errors.ts'
import type { Activity } from './activity.ts'
import { type ApiKey, isSameAccess, type KeyChanges, type ModelAccess } from './api-key.ts'
import { cycleWords, formatCredits } from './credit-cycle.ts'
import { exactTime } from './expiry.ts'
import { visibleText } from './visible-text.ts'

/** One field that differs: "Credit limit", "50", "500". */
export interface ChangeWords {
  readonly field: string
  readonly label: string
  readonly before: string
  readonly after: string
}

/** The part of a key that can be edited. */
export type KeyState = Pick<ApiKey, 'name' | 'expiresAt' | 'access' | 'creditLimit' | 'creditCycle'>
export type KeyField = keyof KeyState

const fields = ['name', 'expiresAt', 'access', 'creditLimit', 'creditCycle'] as const

export const fieldLabels: Readonly<Record<KeyField, string>> = {
  name: 'Name',
  expiresAt: 'Expires',
  access: 'Models',
  creditLimit: 'Credit limit',
  creditCycle: 'Credits start over',
}

/** The key once the changes are made; a change to null is one too. */
export function withChanges(key: KeyState, changes: KeyChanges): KeyState {
  const { name, expiresAt, access, creditLimit, creditCycle } = changes
  return {
    name: name ?? key.name,
    expiresAt: expiresAt === undefined ? key.expiresAt : expiresAt,
    access: access ?? key.access,
    creditLimit: creditLimit === undefined ? key.creditLimit : creditLimit,
    creditCycle: creditCycle ?? key.creditCycle,
  }
}

/** The fields that differ, in the order of the form. */
export function changedFields(before: KeyState, after: KeyState): readonly KeyField[] {
  return fields.filter((field) =>
    field === 'access' ? !isSameAccess(before.access, after.access) : before[field] !== after[field],
  )
}

/** "Credit limit", "50", "500 credits": one entry a field that differs, the unit once. */
export function describeChanges(before: KeyState, after: KeyState): readonly ChangeWords[] {
  return changedFields(before, after).map((field) => ({
    field,
    label: fieldLabels[field],
    before: fieldWords(field, before),
    after: field === 'access' ? accessChange(before.access, after.access) : withUnit(field, after),
  }))
}

function withUnit(field: KeyField, after: KeyState): string {
  const unit = field === 'creditLimit' && after.creditLimit !== null ? ' credits' : ''
  return `${fieldWords(field, after)}${unit}`
}

/**
 * The same for the history, where nobody can look up any more what the models were: they are named. Of `only`
 * the given fields, where there are some.
 */
export function historyChanges(
  before: KeyState,
  after: KeyState,
  only: readonly KeyField[] = changedFields(before, after),
): Activity['changes'] {
  return only.map((field) => ({
    field: fieldLabels[field],
    before: field === 'access' ? namedAccess(before.access) : fieldWords(field, before),
    after: field === 'access' ? namedAccess(after.access) : fieldWords(field, after),
  }))
}

/** A key's settings as one sentence: "Credit limit 50, daily; all models; never expires." */
export function settingsSentence({ creditLimit, creditCycle, access, expiresAt }: KeyState): string {
  const limit = creditLimit === null ? 'No credit limit' : `Credit limit ${formatCredits(creditLimit)}`
  const cycle = creditCycle === null ? '' : `, ${cycleWords[creditCycle]}`
  const expiry = expiresAt === null ? 'never expires' : `expires ${exactTime(expiresAt)}`
  return `${limit}${cycle}; ${namedAccess(access)}; ${expiry}.`
}

/** One field of a key as a person reads it. */
function fieldWords(field: KeyField, state: KeyState): string {
  switch (field) {
    case 'name':
      return `“${visibleText(state.name, 80)}”`
    case 'expiresAt':
      return state.expiresAt === null ? 'never' : exactTime(state.expiresAt)
    case 'access':
      return accessWords(state.access)
    case 'creditLimit':
      return state.creditLimit === null ? 'no limit' : formatCredits(state.creditLimit)
    case 'creditCycle':
      return state.creditCycle === null ? 'not known' : cycleWords[state.creditCycle]
    default:
      return assertNever(field)
  }
}

function accessWords(access: ModelAccess): string {
  if (access.kind === 'all') return 'all models'
  return access.models.length === 1 ? '1 model' : `${access.models.length} models`
}

/** From list to list it names what comes and goes: a count that stays the same would hide a swap. */
function accessChange(before: ModelAccess, after: ModelAccess): string {
  if (before.kind === 'all' || after.kind === 'all') return accessWords(after)
  const added = after.models.filter((model) => !before.models.includes(model))
  const removed = before.models.filter((model) => !after.models.includes(model))
  const parts = [
    added.length > 0 && `with ${listNames(added)}`,
    removed.length > 0 && `without ${listNames(removed)}`,
  ]
  return `${accessWords(after)}, ${parts.filter(Boolean).join(', ')}`
}

const namedAtMost = 3
const namedInHistory = 5

function namedAccess(access: ModelAccess): string {
  return access.kind === 'all' ? 'all models' : listNames([...access.models].sort(), namedInHistory)
}

function listNames(names: readonly string[], atMost = namedAtMost): string {
  const shown = names.slice(0, atMost).map((name) => visibleText(name, 60))
  const more = names.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ')
}
