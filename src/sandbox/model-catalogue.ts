// The models that the sandbox offers: public names of open models, with prices of a believable size.
import { stableId } from './stable-id.ts'

/** One model as the service lists it, in the contract's own field names. */
export interface Model {
  readonly model_id: string
  readonly name: string
  readonly description: string | null
  readonly status: 'active' | 'inactive'
  readonly api_completions_daily_quota_tier_1: number
  readonly metadata: {
    readonly developer: string
    readonly context_window: number
    readonly input_token_price: string
    readonly output_token_price: string
    readonly tags: readonly string[]
    readonly supports_images_input: boolean
  }
  readonly created_at: string
  readonly updated_at: string
}

type Line = readonly [
  name: string,
  developer: string,
  contextWindow: number,
  inputPrice: number,
  outputPrice: number,
  ...tags: string[],
]

const lines: readonly Line[] = [
  ['meta-llama/Llama-3.3-70B-Instruct', 'Meta', 128_000, 0.1, 0.32],
  ['meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8', 'Meta', 430_000, 0.15, 0.6, 'Vision'],
  ['meta-llama/Llama-4-Scout-17B-16E-Instruct', 'Meta', 328_000, 0.08, 0.3, 'Vision'],
  ['meta-llama/Llama-3.2-90B-Vision-Instruct', 'Meta', 16_000, 0.35, 0.4, 'Vision'],
  ['deepseek-ai/DeepSeek-R1-0528', 'DeepSeek', 128_000, 0.4, 1.75, 'Reasoning'],
  ['deepseek-ai/DeepSeek-V3.2', 'DeepSeek', 163_840, 0.26, 0.38, 'New'],
  ['deepseek-ai/DeepSeek-R1-Distill-Llama-70B', 'DeepSeek', 128_000, 0.2, 0.6, 'Reasoning'],
  ['Qwen/Qwen3-Next-80B-A3B-Instruct', 'Qwen', 262_144, 0.09, 1.1],
  ['Qwen/Qwen3-235B-A22B-Thinking-2507', 'Qwen', 262_144, 0.11, 0.6, 'Reasoning'],
  ['Qwen/Qwen3-32B', 'Qwen', 40_960, 0.08, 0.24],
  ['Qwen/Qwen2.5-VL-32B-Instruct', 'Qwen', 32_000, 0.05, 0.22, 'Vision'],
  ['Qwen/QwQ-32B', 'Qwen', 131_072, 0.15, 0.4, 'Reasoning'],
  ['Intel/Qwen3-Coder-480B-A35B-Instruct-int4-mixed-ar', 'Intel', 106_000, 0.22, 0.95, 'Code'],
  ['moonshotai/Kimi-K2-Thinking', 'Moonshot AI', 262_144, 0.32, 0.48, 'Reasoning', 'New'],
  ['moonshotai/Kimi-K2-Instruct-0905', 'Moonshot AI', 262_144, 0.39, 1.9],
  ['zai-org/GLM-4.6', 'Z.ai', 200_000, 0.35, 1.5, 'Code'],
  ['zai-org/GLM-4.7', 'Z.ai', 202_752, 0.3, 1.4, 'New'],
  ['openai/gpt-oss-120b', 'OpenAI', 131_072, 0.02, 0.1],
  ['openai/gpt-oss-20b', 'OpenAI', 131_072, 0.016, 0.06],
  ['mistralai/Mistral-Large-Instruct-2411', 'Mistral AI', 128_000, 2, 6],
  ['mistralai/Mistral-Nemo-Instruct-2407', 'Mistral AI', 128_000, 0.02, 0.04],
  ['mistralai/Magistral-Small-2506', 'Mistral AI', 128_000, 0.5, 1.5, 'Reasoning'],
  ['mistralai/Devstral-Small-2505', 'Mistral AI', 128_000, 0.05, 0.22, 'Code'],
  ['swiss-ai/Apertus-70B-Instruct-2509', 'Swiss AI', 131_072, 0.2, 0.8],
  ['LLM360/K2-Think', 'LLM360', 152_064, 0.15, 0.6, 'Reasoning'],
  ['CohereForAI/aya-expanse-32b', 'Cohere', 8_192, 0.5, 1.5],
  ['microsoft/phi-4', 'Microsoft', 16_000, 0.07, 0.14],
  ['BAAI/bge-multilingual-gemma2', 'BAAI', 8_192, 0.01, 0, 'Embeddings'],
  ['databricks/dbrx-instruct', 'Databricks', 32_000, 0.6, 0.6, 'Retired'],
  ['ibm-granite/granite-3.1-8b-instruct', 'IBM', 128_000, 0.05, 0.1, 'Retired'],
]

/** Every model of the sandbox, retired ones (inactive) last. */
export const models: readonly Model[] = lines.map(
  ([name, developer, contextWindow, inputPrice, outputPrice, ...tags]) => ({
    model_id: stableId(`model/${name}`),
    name,
    description: tags.includes('Retired') ? null : `${name.split('/')[1]} by ${developer}`,
    status: tags.includes('Retired') ? 'inactive' : 'active',
    api_completions_daily_quota_tier_1: 500_000,
    metadata: {
      developer,
      context_window: contextWindow,
      input_token_price: inputPrice.toFixed(3),
      output_token_price: outputPrice.toFixed(3),
      tags,
      supports_images_input: tags.includes('Vision'),
    },
    created_at: '2025-11-03T09:00:00Z',
    updated_at: '2026-02-16T14:30:00Z',
  }),
)
