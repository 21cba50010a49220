// How the secret table is searched and filtered, and how old a value can be.
import { isKnownTool, serviceOfTool } from './integrations.ts'
import { foldText, hasTag } from './search.ts'
import type { Secret } from './secret.ts'

const dayMs = 86_400_000

/** Everything of a secret that a search looks at, folded: name, service, tool, argument, mask, tags, note. */
export function searchableSecretText({ name, toolName, toolArg, display, notes }: Secret): string {
  const service = serviceOfTool(toolName)?.name ?? ''
  return foldText(
    [name, service, toolName ?? '', toolArg ?? '', display, ...notes.tags, notes.note].join('\n'),
  )
}

/** The filters of the secret table. Several together narrow the list: each must hold. */
export interface SecretFilters {
  /** A service of the catalogue; `other` for tools that it does not know; null for all. */
  readonly serviceId: string | null
  readonly isDefault: boolean
  readonly isNotDefault: boolean
  /** Secrets without a tool, or with a pattern that no known tool has. */
  readonly isUnused: boolean
  /** Secrets whose value may be older than so many days. */
  readonly olderThanDays: number | null
  /** Secrets that are known to share their value with another. */
  readonly isShared: boolean
  readonly isFavourite: boolean
  /** Of several tags one is enough; empty = whatever the tags. */
  readonly tags: readonly string[]
}

export const noSecretFilters: SecretFilters = {
  serviceId: null,
  isDefault: false,
  isNotDefault: false,
  isUnused: false,
  olderThanDays: null,
  isShared: false,
  isFavourite: false,
  tags: [],
}

/** Whether a secret passes all chosen filters at the given time (epoch ms). */
export function passesSecretFilters(secret: Secret, filters: SecretFilters, now: number): boolean {
  const { serviceId, olderThanDays } = filters
  return (
    (serviceId === null || (serviceOfTool(secret.toolName)?.id ?? 'other') === serviceId) &&
    (!filters.isDefault || secret.isDefault) &&
    (!filters.isNotDefault || !secret.isDefault) &&
    (!filters.isUnused || isUnusedSecret(secret)) &&
    (olderThanDays === null || mayBeOlderThan(secret, olderThanDays, now)) &&
    (!filters.isShared || secret.sharedGroup !== null) &&
    (!filters.isFavourite || secret.notes.isFavourite) &&
    (filters.tags.length === 0 || filters.tags.some((tag) => hasTag(secret, tag)))
  )
}

/** Whether no tool that the catalogue knows takes the secret. */
export function isUnusedSecret({ toolName }: Pick<Secret, 'toolName'>): boolean {
  return toolName === null || !isKnownTool(toolName)
}

/** Whether the value can be older than so many days; a value of unknown age can. */
function mayBeOlderThan({ valueSetFrom }: Secret, days: number, now: number): boolean {
  return valueSetFrom === null || now - valueSetFrom > days * dayMs
}
