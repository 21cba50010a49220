// What the bodies of the writing operations may hold, with the limits of the contract and the service's defaults.
import * as z from 'zod'
import { creditCycles } from './credit-cycle.ts'
import { parseDateTime } from './date-times.ts'
import { addIssue, addValueError } from './validation.ts'

/** Longest name of a key in characters; the service documents none, and some end there must be. */
const maxDescriptionLength = 255

const defaultLifetimeMs = 180 * 86_400_000

/** A text whose length counts characters, not UTF-16 units, as Python's does. */
const text = (minimum: number, maximum: number) =>
  z.string().superRefine((value, context) => {
    const length = [...value].length
    if (!value.isWellFormed())
      addIssue(
        context,
        'string_unicode',
        'Input should be a valid string, unable to parse raw data as a unicode string',
      )
    if (length < minimum)
      addIssue(
        context,
        'string_too_short',
        `String should have at least ${minimum} character${minimum === 1 ? '' : 's'}`,
        { min_length: minimum },
      )
    if (length > maximum)
      addIssue(context, 'string_too_long', `String should have at most ${maximum} characters`, {
        max_length: maximum,
      })
  })

const prefixPattern = '^[a-z][a-z0-9-]*[a-z0-9]$'

const keyPrefix = text(2, 8).superRefine((value, context) => {
  if (!new RegExp(prefixPattern).test(value))
    addIssue(context, 'string_pattern_mismatch', `String should match pattern '${prefixPattern}'`, {
      pattern: prefixPattern,
    })
  if (value.startsWith('io')) addValueError(context, "key_prefix may not start with 'io'")
  if (/-v\d/.test(value)) addValueError(context, 'key_prefix may not hold a version marker such as -v2')
})

const creditLimit = z.number().min(0).nullable()
const secretText = text(1, 1024)
const secretValue = text(4, 1024)

const secretFields = {
  tool_name: secretText.nullish(),
  tool_arg: secretText.nullish(),
  is_default_for_tool: z.boolean().nullish(),
}

/** The bodies of the operations that write secrets. */
export const createSecretBody = z.object({
  secret_name: secretText,
  secret_value: secretValue,
  ...secretFields,
})

export const updateSecretBody = z.object({
  secret_name: secretText.nullish(),
  secret_value: secretValue.nullish(),
  ...secretFields,
})

export type CreateSecretInput = z.input<typeof createSecretBody>
export type UpdateSecretInput = z.input<typeof updateSecretBody>

/** What a run of agents takes; which `args` each agent wants is not documented. */
export const runWorkflowBody = z.object({
  text: z.string(),
  agent_names: z.array(z.string()).superRefine((names, context) => {
    if (names.length === 0)
      addIssue(context, 'too_short', 'List should have at least 1 item after validation, not 0', {
        field_type: 'List',
        min_length: 1,
        actual_length: 0,
      })
  }),
  args: z.record(z.string(), z.unknown()).nullish(),
})

/** What the checks of a sub-key ask about the rest of the sandbox. */
interface SubKeyRules {
  readonly clock: () => number
  readonly isKnownModel: (name: string) => boolean
}

/** The bodies of the operations that write sub-keys; instants come out as epoch ms, null meaning never. */
export const createSubKeyBodies = ({ clock, isKnownModel }: SubKeyRules) => {
  const expiry = z.string().transform((value, context): number | 'never' => {
    if (value === 'never') return value
    const at = parseDateTime(value)
    if (at === null) {
      addIssue(
        context,
        'datetime_from_date_parsing',
        'Input should be a valid datetime or date, invalid character in year',
        { error: 'invalid character in year' },
      )
      return z.NEVER
    }
    if (at <= clock()) addValueError(context, 'expires_at must be in the future')
    return at
  })

  // No list and an empty list are the same to the service: no restriction.
  const allowedModels = z
    .array(z.string())
    .nullable()
    .superRefine((names, context) => {
      const unknown = names?.filter((name) => !isKnownModel(name)) ?? []
      if (unknown.length > 0) addValueError(context, `Unknown models: ${unknown.join(', ')}`)
    })
    .transform((names) => (names === null || names.length === 0 ? null : names))

  return {
    create: z.object({
      description: text(0, maxDescriptionLength),
      scopes: z
        .array(z.string())
        .nullish()
        .transform((scopes) => scopes ?? ['intelligence']),
      allowed_models: allowedModels.default(null),
      credit_limit: creditLimit.default(null),
      credit_refresh_cycle: z.enum(creditCycles).default('monthly'),
      expires_at: expiry
        .nullish()
        // Only the word "never" makes a key that lives on; null counts as left out here.
        .transform((at) => (at === 'never' ? null : (at ?? clock() + defaultLifetimeMs))),
      key_prefix: keyPrefix.nullish(),
    }),
    /**
     * What null does here is the sandbox's choice, for io.net's reference does not say what the live
     * service does: null clears `credit_limit` (no cap), lifts `allowed_models`, and makes `expires_at`
     * never, like the word "never"; `description` and `credit_refresh_cycle` cannot be empty, so null
     * leaves them as they are.
     */
    update: z.object({
      description: text(0, maxDescriptionLength).nullish(),
      allowed_models: allowedModels.optional(),
      credit_limit: creditLimit.optional(),
      credit_refresh_cycle: z.enum(creditCycles).nullish(),
      expires_at: expiry.nullish().transform((at) => (at === 'never' ? null : at)),
    }),
  }
}

export type SubKeyBodies = ReturnType<typeof createSubKeyBodies>
export type CreateSubKeyInput = z.input<SubKeyBodies['create']>
export type CreateSubKeyBody = z.output<SubKeyBodies['create']>
