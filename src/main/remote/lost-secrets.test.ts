// What is known of a secret when the answer to its change was lost.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type SecretService, startSecretService } from '../../../test/support/secret-service.ts'
import { errorOf, linear, tick, unwrap, value } from './secret-test-support.ts'

let service: SecretService
let control: SecretService['control']
let api: SecretService['api']

beforeEach(async () => {
  service = await startSecretService()
  control = service.control
  api = service.api
})

afterEach(() => service.close())

describe('R38 storing a secret whose answer is lost', () => {
  it.each(['dropAfter', 'dropHalfway', 'truncatedJson', 'malformedJson'] as const)(
    'is never sent twice and its outcome is unknown (%s)',
    async (kind) => {
      await control.addFault({ method: 'POST', fault: { kind } })
      expect(errorOf(await api.createSecret(linear))).toMatchObject({
        code: 'outcomeUnknown',
        effect: 'unknown',
        isRetryable: false,
      })
      expect(await control.countRequests({ method: 'POST' })).toBe(1)
      expect(unwrap(await api.listSecrets()).secrets.map(({ name }) => name)).toEqual(['Linear'])
    },
  )
})

describe('R41 a change of a secret whose answer is lost', () => {
  const losses = ['dropAfter', 'dropHalfway', 'truncatedJson', 'malformedJson'] as const

  it.each(losses)('is looked up, and true where the secret proves it (%s)', async (kind) => {
    const stored = unwrap(await api.createSecret(linear))
    await tick()
    await control.addFault({ method: 'PATCH', fault: { kind } })
    expect(await api.updateSecret(stored, { name: 'renamed', toolArg: null })).toEqual({
      ok: true,
      value: undefined,
    })
    await control.addFault({ method: 'PATCH', fault: { kind } })
    const renamed = unwrap(await api.readSecret(stored.id))
    await tick()
    expect(await api.updateSecret(renamed, { value: 'lin_api_another0123456789ABCD' })).toMatchObject({
      ok: true,
    })
    await control.addFault({ method: 'DELETE', fault: { kind } })
    expect(await api.deleteSecret(stored.id)).toMatchObject({ ok: true })
    expect(await control.countRequests({ method: 'PATCH' })).toBe(2)
    expect(await control.countRequests({ method: 'DELETE' })).toBe(1)
  })

  it('stays unknown where the secret shows the old state', async () => {
    const stored = unwrap(await api.createSecret(linear))
    for (const call of [
      () => api.updateSecret(stored, { name: 'never' }),
      () => api.updateSecret(stored, { value: 'lin_api_never0123456789abcdWXYZ' }),
      () => api.deleteSecret(stored.id),
    ]) {
      for (const method of ['PATCH', 'DELETE'])
        await control.addFault({ method, fault: { kind: 'dropBefore' } })
      expect(errorOf(await call())).toMatchObject({ code: 'outcomeUnknown', effect: 'unknown' })
      await control.clearFaults()
    }
    expect(unwrap(await api.readSecret(stored.id))).toEqual(stored)
  })

  it('a value is not proved by another change in between whose mask speaks against it', async () => {
    const stored = unwrap(await api.createSecret(linear))
    await tick()
    await control.changeSecret(stored.id, { secret_value: 'xyz_api_of_somebody_else_0000' })
    await control.addFault({ method: 'PATCH', fault: { kind: 'dropBefore' } })
    expect(errorOf(await api.updateSecret(stored, { value }))).toMatchObject({ code: 'outcomeUnknown' })
  })

  it('a value is not proved where nobody knows when the secret was changed before', async () => {
    const stored = unwrap(await api.createSecret(linear))
    await control.addFault({ method: 'PATCH', fault: { kind: 'dropAfter' } })
    const result = await api.updateSecret(
      { ...stored, updatedAt: null },
      { value: 'lin_api_new0123456789WXYZ' },
    )
    expect(errorOf(result)).toMatchObject({ code: 'outcomeUnknown' })
  })
})
