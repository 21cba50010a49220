// Reads the service's answers tolerantly (R39): unknown fields are ignored, unreadable rows are left out and counted.
import * as z from 'zod'
import { shortenKey } from '../../shared/domain/admin-key.ts'
import {
  creditCycleSchema,
  type Model,
  type ModelAccess,
  maxAllowedModels,
} from '../../shared/domain/api-key.ts'
import type { CreatedKey, KeyUsage, RemoteKey } from '../ports.ts'

const maxTextLength = 2000
const latestInstant = 8.64e15
/** Also what the id's place in a path and in the bridge's contract allows. */
export const keyIdSchema = z.string().regex(/^[\w-]{1,100}$/)

const text = z.string().transform((value) => cut(value, maxTextLength))
const shortText = z.string().transform((value) => cut(value, 300))
/** Numbers also come as text from services that keep decimals exact. */
const amount = z.union([
  z.number(),
  z
    .string()
    .regex(/^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?\s*$/i)
    .transform(Number)
    .pipe(z.number()),
])
const instant = z.string().transform((value, context) => {
  const at = parseInstant(value)
  if (at !== null) return at
  context.addIssue({ code: 'custom', message: 'not a date-time' })
  return z.NEVER
})
/** No list and an empty list both mean: no restriction. */
const access = z
  .array(z.string().min(1).max(300))
  .max(maxAllowedModels)
  .nullish()
  .transform(
    (models): ModelAccess =>
      models === null || models === undefined || models.length === 0
        ? { kind: 'all' }
        : { kind: 'only', models },
  )

/**
 * A wrong expiry, allow-list or limit makes the row unreadable: shown as "never", "all" or "none" it would
 * be a lie. Fields that only describe fall back instead.
 */
const keyRowSchema = z
  .object({
    id: keyIdSchema,
    description: text.nullish(),
    display: shortText.nullish(),
    created_at: instant.nullish().catch(null),
    expires_at: instant.nullish(),
    allowed_models: access,
    credit_limit: amount.nullish(),
    credit_used: amount.nullish(),
    credit_refresh_cycle: creditCycleSchema.nullish().catch(null),
  })
  .transform(
    (row): RemoteKey => ({
      id: row.id,
      name: row.description ?? '',
      display: row.display ?? '',
      createdAt: row.created_at ?? null,
      expiresAt: row.expires_at ?? null,
      access: row.allowed_models,
      creditLimit: row.credit_limit ?? null,
      creditUsed: row.credit_used ?? 0,
      creditCycle: row.credit_refresh_cycle ?? null,
    }),
  )

const usagePeriod = z
  .object({ total_credit_cost: amount.nullish() })
  .nullish()
  .transform((period) => period?.total_credit_cost ?? 0)

const usageRowSchema = z
  .object({ api_key_id: keyIdSchema, today: usagePeriod, all_time: usagePeriod })
  .transform((row): KeyUsage => ({ keyId: row.api_key_id, today: row.today, allTime: row.all_time }))

const price = z
  .union([z.string().max(50), z.number().transform(String)])
  .nullish()
  .catch(null)

const modelRowSchema = z
  .object({
    name: z.string().min(1).max(300),
    status: z.string().nullish().catch(null),
    metadata: z
      .object({
        developer: shortText.nullish().catch(null),
        context_window: amount.nullish().catch(null),
        input_token_price: price,
        output_token_price: price,
      })
      .nullish()
      .catch(null),
  })
  .transform(
    ({ name, status, metadata }): Model => ({
      name,
      developer: metadata?.developer ?? null,
      contextWindow: metadata?.context_window ?? null,
      inputPrice: metadata?.input_token_price ?? null,
      outputPrice: metadata?.output_token_price ?? null,
      isActive: status !== 'inactive',
    }),
  )

const createdSchema = z.object({
  data: z.object({
    key_id: keyIdSchema,
    value: z.string().regex(/^[\x21-\x7e]{8,8192}$/),
    display: shortText.nullish().catch(null),
    expires_at: z.union([z.null(), instant]).optional().catch(undefined),
  }),
})

const succeededSchema = z.object({ status: z.literal('succeeded') })
const creditStatusSchema = z.object({ data: z.object({}) })

const rowsEnvelopeSchema = z.object({ data: z.array(z.unknown()) })
const usageEnvelopeSchema = z.object({ data: z.object({ keys: z.array(z.unknown()) }) })
const modelsEnvelopeSchema = rowsEnvelopeSchema.extend({
  pagination: z.object({ has_next: z.boolean() }).nullish().catch(null),
})

/** Gathers the rows of one list: each id once, the unreadable counted. */
export interface RowReader<T> {
  readonly add: (row: unknown) => void
  readonly rows: () => readonly T[]
  readonly skipped: () => number
}

export const readKeyRows = (): RowReader<RemoteKey> => createRowReader(keyRowSchema, (row) => row.id)
export const readUsageRows = (): RowReader<KeyUsage> => createRowReader(usageRowSchema, (row) => row.keyId)
export const readModelRows = (): RowReader<Model> => createRowReader(modelRowSchema, (row) => row.name)

function createRowReader<T>(schema: z.ZodType<T>, idOf: (row: T) => string): RowReader<T> {
  const rows = new Map<string, T>()
  let skipped = 0
  return {
    add: (row) => {
      const read = schema.safeParse(row)
      if (!read.success) skipped += 1
      else if (!rows.has(idOf(read.data))) rows.set(idOf(read.data), read.data)
    },
    rows: () => [...rows.values()],
    skipped: () => skipped,
  }
}

export const isRowsEnvelope = (envelope: unknown): boolean => rowsEnvelopeSchema.safeParse(envelope).success
export const isUsageEnvelope = (envelope: unknown): boolean => usageEnvelopeSchema.safeParse(envelope).success
export const isCreditStatus = (envelope: unknown): boolean => creditStatusSchema.safeParse(envelope).success
/** Nothing but the word itself confirms a change; whatever else is answered, the list has to prove it. */
export const isSucceeded = (envelope: unknown): boolean => succeededSchema.safeParse(envelope).success

/** Whether there is a next page; null where the answer is no page of models at all. */
export function readHasNext(envelope: unknown): boolean | null {
  const read = modelsEnvelopeSchema.safeParse(envelope)
  return read.success ? (read.data.pagination?.has_next ?? false) : null
}

/**
 * Null where id or value is missing: the key may exist and nobody has its value. An expiry that the answer
 * does not tell is the one that was asked for.
 */
export function readCreatedKey(envelope: unknown, askedExpiresAt: number | null): CreatedKey | null {
  const read = createdSchema.safeParse(envelope)
  if (!read.success) return null
  const { key_id: keyId, value, display, expires_at: expiresAt } = read.data.data
  return {
    keyId,
    value,
    display: display ?? shortenKey(value),
    expiresAt: expiresAt === undefined ? askedExpiresAt : expiresAt,
  }
}

const dateTime = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i

/** Epoch ms of an ISO date-time; one without a zone means UTC, as the service writes them. */
function parseInstant(value: string): number | null {
  const match = dateTime.exec(value)
  if (match === null) return null
  const isDateOnly = value.length === 10
  const at = Date.parse(match[1] === undefined && !isDateOnly ? `${value}Z` : value)
  return Number.isNaN(at) || Math.abs(at) > latestInstant ? null : at
}

/** Well-formed text of at most `maxLength` UTF-16 units. */
function cut(value: string, maxLength: number): string {
  return value.slice(0, maxLength).toWellFormed()
}
