// The bodies that a create and a change send.
import type { KeyChanges, KeyDraft } from '../../shared/domain/api-key.ts'

type Body = Readonly<Record<string, unknown>>

/**
 * The body of a create. The expiry is always sent: left out, the service gives 180 days. An allow-list is
 * sent only where there is one, because the service reads an empty list as "all models" (R59).
 */
export function createBody(draft: KeyDraft, description: string): Body {
  return {
    description,
    expires_at: wireInstant(draft.expiresAt),
    allowed_models: draft.access.kind === 'only' ? draft.access.models : null,
    credit_limit: draft.creditLimit,
    credit_refresh_cycle: draft.creditCycle,
    ...(draft.prefix === null ? {} : { key_prefix: draft.prefix }),
  }
}

/** The body of a change: only the fields that change. */
export function updateBody(changes: KeyChanges): Body {
  return {
    ...(changes.name === undefined ? {} : { description: changes.name }),
    ...(changes.access === undefined
      ? {}
      : {
          // R59: an empty list lifts every restriction. It leaves the app here alone, and only for the
          // explicit choice "all models"; a null would mean "unchanged" to a service that skips nulls.
          allowed_models: changes.access.kind === 'all' ? [] : changes.access.models,
        }),
    ...(changes.creditLimit === undefined ? {} : { credit_limit: changes.creditLimit }),
    ...(changes.creditCycle === undefined ? {} : { credit_refresh_cycle: changes.creditCycle }),
    ...(changes.expiresAt === undefined ? {} : { expires_at: wireInstant(changes.expiresAt) }),
  }
}

/**
 * "never" is the word that the create call documents; for a change the contract only says "text or null",
 * and whether null clears the expiry is not told. The list, read afterwards, says what the service made of it.
 */
function wireInstant(at: number | null): string {
  return at === null ? 'never' : new Date(at).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)
}

/** `at` as the service keeps it: whole seconds. */
export function toWholeSeconds(at: number | null): number | null {
  return at === null ? null : Math.floor(at / 1000) * 1000
}
