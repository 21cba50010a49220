// Reads the use of one key tolerantly (R39): two periods, each by model, joined by the model's name.
import * as z from 'zod'
import { type ModelUse, maxModelUses } from '../../shared/domain/usage.ts'
import type { KeyUsage } from '../ports/remote.ts'
import { amount, keyIdSchema, shortText } from './wire-fields.ts'

const modelRowSchema = z
  .object({
    model_name: shortText.refine((name) => name.trim() !== ''),
    input_tokens: amount.nullish(),
    output_tokens: amount.nullish(),
    credit_cost: amount.nullish(),
  })
  .transform((row) => ({
    model: row.model_name,
    inputTokens: row.input_tokens ?? 0,
    outputTokens: row.output_tokens ?? 0,
    credits: row.credit_cost ?? 0,
  }))
type ModelRow = z.infer<typeof modelRowSchema>

/** What cannot be read of the models is left out: the sum of the key is told apart from them. */
const modelRows = z
  .array(z.unknown())
  .nullish()
  .catch(null)
  .transform((rows): readonly ModelRow[] =>
    (rows ?? []).flatMap((row) => {
      const read = modelRowSchema.safeParse(row)
      return read.success ? [read.data] : []
    }),
  )

/** A period without a sum is as large as its models. */
const period = z
  .object({ total_credit_cost: amount.nullish(), models: modelRows })
  .nullish()
  .transform((read) => {
    const models = read?.models ?? []
    const sum = models.reduce((total, { credits }) => total + credits, 0)
    return { credits: read?.total_credit_cost ?? (Number.isFinite(sum) ? sum : 0), models }
  })

export const usageRowSchema = z
  .object({ api_key_id: keyIdSchema, today: period, all_time: period })
  .transform(
    (row): KeyUsage => ({
      keyId: row.api_key_id,
      today: row.today.credits,
      allTime: row.all_time.credits,
      models: joinModels(row.today.models, row.all_time.models),
    }),
  )

/** A model that is named twice is one; of more than can be kept those that cost the most are. */
function joinModels(today: readonly ModelRow[], allTime: readonly ModelRow[]): readonly ModelUse[] {
  const joined = new Map<string, ModelUse>()
  const add = (model: string, more: Partial<ModelUse>) => {
    const known = joined.get(model) ?? { model, today: 0, allTime: 0, inputTokens: 0, outputTokens: 0 }
    joined.set(model, {
      model,
      today: finiteSum(known.today, more.today),
      allTime: finiteSum(known.allTime, more.allTime),
      inputTokens: finiteSum(known.inputTokens, more.inputTokens),
      outputTokens: finiteSum(known.outputTokens, more.outputTokens),
    })
  }
  for (const { model, credits, inputTokens, outputTokens } of allTime) {
    add(model, { allTime: credits, inputTokens, outputTokens })
  }
  for (const { model, credits } of today) add(model, { today: credits })
  const models = [...joined.values()]
  if (models.length <= maxModelUses) return models
  return models.sort((a, b) => b.allTime - a.allTime).slice(0, maxModelUses)
}

/** Two numbers that JSON can hold may add up to one that it cannot. */
function finiteSum(a: number, b = 0): number {
  const sum = a + b
  return Number.isFinite(sum) ? sum : a
}
