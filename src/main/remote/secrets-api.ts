// The operations on secrets, each with what proves that it was done; no answer ever holds a value.
import { fitsMask } from '../../shared/domain/secret.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { IoApi, Origins, RemoteSecret, SecretUpdate } from '../ports/remote.ts'
import type { HttpRequest } from './http-client.ts'
import { parseJson } from './json-text.ts'
import type { ListLimits } from './lists.ts'
import type { Answer, Method } from './outcome.ts'
import type { Operation, Perform } from './perform.ts'
import { createSecretList, secretsPath } from './secret-list.ts'
import { secretBody, secretUpdateBody } from './secret-requests.ts'
import { isDenial, readSecretRow } from './secret-wire.ts'
import { createSharedFlight } from './shared-flight.ts'
import { keyIdSchema } from './wire-fields.ts'
import type { WritePacer } from './write-pacer.ts'

type SecretsApi = Pick<IoApi, 'listSecrets' | 'readSecret' | 'createSecret' | 'updateSecret' | 'deleteSecret'>

/** `pacer` gives every write its turn: the service refuses bursts. */
export function createSecretsApi(
  perform: Perform,
  origins: Origins,
  limits: ListLimits,
  pacer: WritePacer,
): SecretsApi {
  const listFlight = createSharedFlight(createSecretList(perform, origins, limits))

  const requestOf = (method: Method, id = ''): Omit<HttpRequest, 'timeLeftMs'> => ({
    origin: origins.intelligence,
    method,
    path: `${secretsPath}${id}`,
    // What a change is answered with is not specified.
    mayBeEmpty: method === 'PATCH' || method === 'DELETE',
  })
  const parse = (answer: Answer) => parseJson(answer.bytes, { maxDepth: limits.jsonDepth })
  const readDone = async (answer: Answer): Promise<true | null> => {
    const parsed = await parse(answer)
    return parsed === null || isDenial(parsed.envelope) ? null : true
  }

  /** A list asked for before a change may miss it, so nobody may share it afterwards. */
  async function change<T>(operation: Operation<T>): Promise<Result<T>> {
    const result = await perform({ ...operation, pacer })
    listFlight.startAnew()
    return result
  }

  const readSecret: IoApi['readSecret'] = async (id) => {
    if (!isId(id)) return fail('invalidInput')
    return perform<RemoteSecret>({
      name: 'readSecret',
      request: requestOf('GET', id),
      read: async (answer) => {
        const row = readSecretRow((await parse(answer))?.envelope)
        return row?.id === id ? row : null
      },
    })
  }

  /** Looks at the secret as it is now; null where the service does not tell. */
  async function lookAt(id: string, isDone: (row: RemoteSecret | undefined) => boolean) {
    const found = await readSecret(id)
    if (!found.ok && found.error.code !== 'notFound') return null
    return { isDone: isDone(found.ok ? found.value : undefined), value: true as const }
  }

  const createSecret: IoApi['createSecret'] = (secret) =>
    change<RemoteSecret>({
      name: 'createSecret',
      request: { ...requestOf('POST'), body: secretBody(secret) },
      hidden: [secret.value],
      read: async (answer) => readSecretRow((await parse(answer))?.envelope),
    })

  const updateSecret: IoApi['updateSecret'] = async (known, changes) => {
    if (!isId(known.id)) return fail('invalidInput')
    const body = secretUpdateBody(changes)
    if (Object.keys(body).length === 0) return ok(undefined)
    const result = await change({
      name: 'updateSecret',
      request: { ...requestOf('PATCH', known.id), body },
      hidden: changes.value === undefined ? [] : [changes.value],
      read: readDone,
      readBack: () => lookAt(known.id, (row) => row !== undefined && provesChanges(row, known, changes)),
    })
    return withoutValue(result)
  }

  const deleteSecret: IoApi['deleteSecret'] = async (id) => {
    if (!isId(id)) return fail('invalidInput')
    const result = await change({
      name: 'deleteSecret',
      request: requestOf('DELETE', id),
      read: readDone,
      readBack: () => lookAt(id, (row) => row === undefined),
    })
    return withoutValue(result)
  }

  return { listSecrets: listFlight.join, readSecret, createSecret, updateSecret, deleteSecret }
}

function isId(id: string): boolean {
  return keyIdSchema.safeParse(id).success
}

function withoutValue(result: Result<unknown>): Result<void> {
  return result.ok ? ok(undefined) : result
}

/**
 * A value cannot be read back: that it was replaced shows in the time of the last change, which must have moved,
 * and in a mask that does not speak against it.
 */
function provesChanges(row: RemoteSecret, known: RemoteSecret, changes: SecretUpdate): boolean {
  const { name, toolName, toolArg, isDefault, value } = changes
  const hasMetadata =
    (name === undefined || row.name === name) &&
    (toolName === undefined || row.toolName === toolName) &&
    (toolArg === undefined || row.toolArg === toolArg) &&
    (isDefault === undefined || row.isDefault === isDefault)
  if (value === undefined) return hasMetadata
  const hasMoved = row.updatedAt !== null && known.updatedAt !== null && row.updatedAt > known.updatedAt
  return hasMetadata && hasMoved && fitsMask(row.display, value) !== 'differs'
}
