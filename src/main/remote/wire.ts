// Reads the service's answers tolerantly (R39): unknown fields are ignored, unreadable rows are left out and counted.
import * as z from 'zod'
import { shortenKey } from '../../shared/domain/admin-key.ts'
import {
  creditCycleSchema,
  type Model,
  type ModelAccess,
  maxAllowedModels,
} from '../../shared/domain/api-key.ts'
import type { CreatedKey, KeyUsage, RemoteKey } from '../ports/remote.ts'
import { usageRowSchema } from './usage-wire.ts'
import {
  amount,
  createRowReader,
  instant,
  keyIdSchema,
  type RowReader,
  shortText,
  text,
} from './wire-fields.ts'

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

export const readKeyRows = (): RowReader<RemoteKey> => createRowReader(keyRowSchema, (row) => row.id)
export const readUsageRows = (): RowReader<KeyUsage> => createRowReader(usageRowSchema, (row) => row.keyId)
export const readModelRows = (): RowReader<Model> => createRowReader(modelRowSchema, (row) => row.name)

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
