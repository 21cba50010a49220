// What the create and the edit form hold while they are filled in, and the schemas that check it.
import * as z from 'zod'
import {
  type ApiKey,
  creditCycleSchema,
  creditLimitSchema,
  type KeyDraft,
  keyNameSchema,
  keyPrefixSchema,
  maxAllowedModels,
} from '../../../shared/domain/api-key.ts'
import { defaultExpiry, type ExpiryContext, keptExpiry, readExpiry, toExpiryValue } from './expiry-value.ts'

/** Both kinds of access side by side, so that going to "all" and back loses no choice. */
export interface AccessValue {
  readonly kind: 'all' | 'only'
  readonly models: readonly string[]
}

export interface LimitValue {
  readonly hasLimit: boolean
  readonly text: string
}

const accessSchema = z
  .object({ kind: z.enum(['all', 'only']), models: z.array(z.string()).readonly() })
  .transform((value, context) => {
    if (value.kind === 'all') return { kind: 'all' as const }
    if (value.models.length === 0) {
      context.addIssue('Choose at least one model, or choose All models.')
    } else if (value.models.length > maxAllowedModels) {
      context.addIssue(`A key can name at most ${maxAllowedModels} models. Choose fewer, or All models.`)
    }
    return { kind: 'only' as const, models: [...value.models] }
  })

const limitSchema = z.object({ hasLimit: z.boolean(), text: z.string() }).transform((value, context) => {
  if (!value.hasLimit) return null
  const text = value.text.trim()
  // "1,000" means a thousand here and one there, so separators are refused rather than guessed.
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(text)) {
    context.addIssue(
      text === ''
        ? 'Write the number of credits, or choose No limit.'
        : 'Write digits with a point at most, such as 1000 or 12.5.',
    )
    return z.NEVER
  }
  // Adding 0 makes 0 of -0, which is no number that JSON knows.
  return checkPart(creditLimitSchema, Number(text) + 0, context)
})

const expiryValueSchema = z.object({ choice: z.string(), date: z.string(), time: z.string() })

function expirySchema(readContext: () => ExpiryContext) {
  return expiryValueSchema.transform((value, context) => {
    const answer = readExpiry(value, readContext())
    if (answer.problem === undefined) return answer.expiresAt
    context.addIssue(answer.problem)
    return z.NEVER
  })
}

/** The create form; its output is a draft. `now` is epoch ms by the service's clock at the moment asked. */
export function newKeySchema(now: () => number) {
  return z.object({
    name: keyNameSchema,
    expiresAt: expirySchema(() => ({ now: now(), keptExpiresAt: null })),
    access: accessSchema,
    creditLimit: limitSchema,
    creditCycle: creditCycleSchema,
    prefix: z
      .string()
      .transform((prefix, context) => (prefix === '' ? null : checkPart(keyPrefixSchema, prefix, context))),
    keepSealedCopy: z.boolean(),
  })
}
export type NewKeyValues = z.input<ReturnType<typeof newKeySchema>>

/** The edit form of one key. What the key has now is accepted unchanged, even where it breaks our own rules. */
export function editedKeySchema(key: ApiKey, now: () => number) {
  return z.object({
    name: z
      .string()
      .transform((name, context) => (name === key.name ? name : checkPart(keyNameSchema, name, context))),
    expiresAt: expirySchema(() => ({ now: now(), keptExpiresAt: key.expiresAt })),
    access: accessSchema,
    creditLimit: limitSchema,
    creditCycle: creditCycleSchema.or(z.literal('unknown')),
  })
}
export type EditedKeyValues = z.input<ReturnType<typeof editedKeySchema>>

/** The create form at first: the defaults, or what `draft` brings along. */
export function newKeyValues(
  draft: Partial<KeyDraft>,
  defaults: { keepSealedCopy: boolean; now: number },
): NewKeyValues {
  const { expiresAt } = draft
  const hasExpiry = expiresAt !== undefined && (expiresAt === null || expiresAt > defaults.now)
  return {
    name: draft.name ?? '',
    expiresAt: hasExpiry ? toExpiryValue(expiresAt) : defaultExpiry,
    access: toAccessValue(draft.access ?? { kind: 'all' }),
    creditLimit: toLimitValue(draft.creditLimit ?? null),
    creditCycle: draft.creditCycle ?? 'monthly',
    prefix: draft.prefix ?? '',
    keepSealedCopy: draft.keepSealedCopy ?? defaults.keepSealedCopy,
  }
}

/** The edit form at first: the key as it is. */
export function editedKeyValues(key: ApiKey): EditedKeyValues {
  return {
    name: key.name,
    expiresAt: keptExpiry,
    access: toAccessValue(key.access),
    creditLimit: toLimitValue(key.creditLimit),
    creditCycle: key.creditCycle ?? 'unknown',
  }
}

/** Checks a part by the rule shared with main and reports its first problem at the field. */
export function checkPart<S extends z.ZodType>(
  schema: S,
  input: unknown,
  context: z.RefinementCtx,
): z.output<S> {
  const checked = schema.safeParse(input)
  if (checked.success) return checked.data
  context.addIssue(checked.error.issues[0]?.message ?? 'This is not possible.')
  return z.NEVER
}

function toAccessValue(access: KeyDraft['access']): AccessValue {
  return access.kind === 'all' ? { kind: 'all', models: [] } : access
}

function toLimitValue(limit: number | null): LimitValue {
  return limit === null ? { hasLimit: false, text: '' } : { hasLimit: true, text: plainNumber(limit) }
}

/** Digits without an exponent, as the form takes them. */
function plainNumber(value: number): string {
  return value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 12 })
}
