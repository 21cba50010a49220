// What the form of a rotation starts with: the new key as like the old one as can be told.
import { type ApiKey, keyPrefixSchema } from '../../../shared/domain/api-key.ts'
import { expiryPresets } from '../../../shared/domain/expiry.ts'
import { inheritedLimit } from '../../../shared/domain/rotation.ts'
import { defaultExpiry, type ExpiryValue } from '../key-form/expiry-value.ts'
import { type NewKeyValues, newKeyValues } from '../key-form/form-values.ts'

/** Same name, models, limit, cycle, prefix and lifetime as the old key, as far as they are known. */
export function rotationValues(
  key: ApiKey,
  defaults: { readonly keepSealedCopy: boolean; readonly now: number },
): NewKeyValues {
  const { name, access, creditCycle, display } = key
  const values = newKeyValues(
    {
      ...{ name, access, creditLimit: inheritedLimit(key), prefix: prefixOf(display) },
      ...(creditCycle === null ? {} : { creditCycle }),
      ...(key.expiresAt === null ? { expiresAt: null } : {}),
    },
    defaults,
  )
  return key.expiresAt === null ? values : { ...values, expiresAt: expiryLike(key.createdAt, key.expiresAt) }
}

/** The prefix at the front of an identifier; null for the service's own, and where it cannot be told. */
function prefixOf(display: string): string | null {
  const prefix = keyPrefixSchema.safeParse(/^(.+?)-v\d+-/.exec(display)?.[1])
  return prefix.success ? prefix.data : null
}

/** So much may the old key's lifetime differ from a preset that is taken for its own. */
const tolerance = 0.05

/** The preset that the old key was made with, as far as its dates tell; else the usual one. */
function expiryLike(createdAt: number | null, expiresAt: number): ExpiryValue {
  const lifetimeMs = createdAt === null ? null : expiresAt - createdAt
  const preset = expiryPresets.find(
    ({ ms }) => lifetimeMs !== null && Math.abs(lifetimeMs - ms) <= ms * tolerance,
  )
  return preset ? { ...defaultExpiry, choice: preset.id } : defaultExpiry
}
