// What a service says about the keys that were made on it.
import type { ControlKey } from '../../src/sandbox/routes/control.ts'
import type { Service } from './test-service.ts'

/** The requests that create keys. */
export const createPosts = { method: 'POST', pathPattern: /^\/v1\/api-keys\/sub-keys$/ }

/** The keys that exist and work. */
export async function activeKeys(service: Service): Promise<ControlKey[]> {
  return (await service.control.keys()).filter((key) => key.state === 'active')
}

/** Whether the service accepts the text as an issued key. */
export async function isUsableKey(service: Service, text: string): Promise<boolean> {
  const headers = { 'x-api-key': text }
  return (await fetch(`${service.url}/v1/api-keys/sub-keys/me/usage`, { headers })).ok
}
