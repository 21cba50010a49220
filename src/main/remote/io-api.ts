// The operations of the remote API, each with what proves that it was done.
import { isSameAccess, type KeyChanges, type ModelAccess } from '../../shared/domain/api-key.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { CreatedKey, IoApi, Origins, RemoteKey } from '../ports/remote.ts'
import type { HttpRequest } from './http-client.ts'
import { parseJson } from './json-text.ts'
import { createLists, keysPath, type ListLimits } from './lists.ts'
import type { Answer, Method } from './outcome.ts'
import type { Operation, Perform } from './perform.ts'
import { createBody, toWholeSeconds, updateBody } from './requests.ts'
import { createSecretsApi } from './secrets-api.ts'
import { createSharedFlight } from './shared-flight.ts'
import { isCreditStatus, isSucceeded, readCreatedKey } from './wire.ts'
import { keyIdSchema } from './wire-fields.ts'
import type { WritePacer } from './write-pacer.ts'

/** All operations but the closing of their connections. */
export function createIoApi(
  perform: Perform,
  origins: Origins,
  limits: ListLimits,
  secretPacer: WritePacer,
): Omit<IoApi, 'close'> {
  const lists = createLists(perform, origins, limits)
  const keyFlight = createSharedFlight(lists.fetchKeys)
  const usageFlight = createSharedFlight(lists.fetchUsage)
  const modelFlight = createSharedFlight(lists.fetchModels)
  const agentFlight = createSharedFlight(lists.fetchAgents)

  const requestOf = (method: Method, path = ''): Omit<HttpRequest, 'timeLeftMs'> => ({
    origin: origins.keys,
    method,
    path: `${keysPath}${path}`,
  })
  const parse = async (answer: Answer): Promise<unknown> =>
    (await parseJson(answer.bytes, { maxDepth: limits.jsonDepth }))?.envelope
  const readSuccess = async (answer: Answer): Promise<true | null> =>
    isSucceeded(await parse(answer)) ? true : null

  /** Asks for the rows as they are now and looks at one; null where the list does not tell. */
  async function lookAt(keyId: string, isDone: (row: RemoteKey | undefined) => boolean) {
    const list = await lists.fetchKeys()
    if (!list.ok) return null
    const row = list.value.keys.find((key) => key.id === keyId)
    if (row === undefined && list.value.skippedRows > 0) return null
    return { isDone: isDone(row), value: true as const }
  }

  /** A list asked for before a change may miss it, so nobody may share it afterwards. */
  async function change<T>(operation: Operation<T>): Promise<Result<T>> {
    const result = await perform(operation)
    keyFlight.startAnew()
    usageFlight.startAnew()
    return result
  }

  const createKey: IoApi['createKey'] = async (draft, description) => {
    if (isEmptyList(draft.access)) return refuseEmptyList()
    return change<CreatedKey>({
      name: 'createKey',
      request: { ...requestOf('POST'), body: createBody(draft, description) },
      read: async (answer) => readCreatedKey(await parse(answer), toWholeSeconds(draft.expiresAt)),
    })
  }

  const updateKey: IoApi['updateKey'] = async (keyId, changes) => {
    if (!keyIdSchema.safeParse(keyId).success) return fail('invalidInput')
    if (isEmptyList(changes.access)) return refuseEmptyList()
    const result = await change({
      name: 'updateKey',
      request: { ...requestOf('PATCH', `/${keyId}`), body: updateBody(changes) },
      read: readSuccess,
      readBack: () => lookAt(keyId, (row) => row !== undefined && hasChanges(row, changes)),
    })
    return withoutValue(result)
  }

  const revokeKey: IoApi['revokeKey'] = async (keyId) => {
    if (!keyIdSchema.safeParse(keyId).success) return fail('invalidInput')
    const result = await change({
      name: 'revokeKey',
      request: requestOf('DELETE', `/${keyId}`),
      read: readSuccess,
      readBack: () => lookAt(keyId, (row) => row === undefined),
    })
    return withoutValue(result)
  }

  const readOwnUsage: IoApi['readOwnUsage'] = async () =>
    withoutValue(
      await perform({
        name: 'readOwnUsage',
        request: requestOf('GET', '/me/usage'),
        codes: { 503: 'unavailable' },
        read: async (answer) => (isCreditStatus(await parse(answer)) ? true : null),
      }),
    )

  return {
    listKeys: keyFlight.join,
    listUsage: usageFlight.join,
    listModels: modelFlight.join,
    createKey,
    updateKey,
    revokeKey,
    readOwnUsage,
    listAgents: agentFlight.join,
    ...createSecretsApi(perform, origins, limits, secretPacer),
  }
}

function isEmptyList(access: ModelAccess | undefined): boolean {
  return access?.kind === 'only' && access.models.length === 0
}

/** R59: an empty list would lift every restriction; it is never what somebody chose. */
function refuseEmptyList(): Result<never> {
  return fail('invalidInput', { fields: [{ field: 'access', message: 'Choose at least one model.' }] })
}

function withoutValue(result: Result<unknown>): Result<void> {
  return result.ok ? ok(undefined) : result
}

function hasChanges(row: RemoteKey, changes: KeyChanges): boolean {
  const { name, access, creditLimit, creditCycle, expiresAt } = changes
  return (
    (name === undefined || row.name === name) &&
    (access === undefined || isSameAccess(row.access, access)) &&
    (creditLimit === undefined || row.creditLimit === creditLimit) &&
    (creditCycle === undefined || row.creditCycle === creditCycle) &&
    (expiresAt === undefined || toWholeSeconds(row.expiresAt) === toWholeSeconds(expiresAt))
  )
}
