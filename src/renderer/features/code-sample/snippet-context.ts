// What the samples on screen name besides the value: the service's root and a model that the key may call.
import type { ApiKey, Model } from '../../../shared/domain/api-key.ts'
import { intelligenceHost } from '../../../shared/domain/settings.ts'
import type { Account } from '../../../shared/domain/snapshot.ts'

/** The OpenAI-compatible root; a service on this computer answers for both halves of the API. */
export function baseUrlOf(account: Account | null): string {
  const isLocal = account !== null && account.kind !== 'live'
  return isLocal ? `http://${account.keysHost}/api/v1` : `https://${intelligenceHost}/api/v1`
}

export function exampleModel(key: ApiKey | undefined, models: readonly Model[]): string {
  const allowed = key?.access.kind === 'only' ? key.access.models[0] : undefined
  return (
    allowed ??
    (models.find(({ isActive }) => isActive) ?? models[0])?.name ??
    'meta-llama/Llama-3.3-70B-Instruct'
  )
}
