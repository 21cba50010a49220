// The lists of the API that are documented: keys, their usage, models and agents.
import type { Model } from '../../shared/domain/api-key.ts'
import type { Agent } from '../../shared/domain/secret.ts'
import { ok, type Result } from '../../shared/errors.ts'
import type { KeyList, KeyUsage, Origins } from '../ports/remote.ts'
import { parseJson } from './json-text.ts'
import type { Perform } from './perform.ts'
import { readAgents } from './secret-wire.ts'
import {
  isRowsEnvelope,
  isUsageEnvelope,
  readHasNext,
  readKeyRows,
  readModelRows,
  readUsageRows,
} from './wire.ts'

export const keysPath = '/v1/api-keys/sub-keys'
const modelsPath = '/api/v1/models?page_size=100&page='
const agentsPath = '/api/v1/agents'
/** A 404 for a list can only mean that this host does not have the API. */
const listCodes = { 404: 'wrongHost' } as const

export interface ListLimits {
  /** Size cap of the lists that grow with the number of keys, bytes. */
  readonly rowsBytes: number
  readonly jsonDepth: number
  readonly maxModelPages: number
}

export interface Lists {
  readonly fetchKeys: () => Promise<Result<KeyList>>
  readonly fetchUsage: () => Promise<Result<readonly KeyUsage[]>>
  readonly fetchModels: () => Promise<Result<readonly Model[]>>
  readonly fetchAgents: () => Promise<Result<readonly Agent[]>>
}

/** Each call asks the service anew. */
export function createLists(perform: Perform, origins: Origins, limits: ListLimits): Lists {
  const { rowsBytes: maxBodyBytes, jsonDepth: maxDepth } = limits

  const fetchKeys: Lists['fetchKeys'] = () =>
    perform({
      name: 'listKeys',
      request: { origin: origins.keys, method: 'GET', path: keysPath, maxBodyBytes },
      codes: listCodes,
      read: async ({ bytes, clockSkewMs }) => {
        const reader = readKeyRows()
        const parsed = await parseJson(bytes, { maxDepth, rowsAt: [['data']], onRow: reader.add })
        if (parsed === null || !isRowsEnvelope(parsed.envelope)) return null
        return { keys: reader.rows(), skippedRows: reader.skipped(), clockSkewMs }
      },
    })

  const fetchUsage: Lists['fetchUsage'] = () =>
    perform({
      name: 'listUsage',
      request: { origin: origins.keys, method: 'GET', path: `${keysPath}/usage`, maxBodyBytes },
      codes: { ...listCodes, 503: 'unavailable' },
      read: async ({ bytes }) => {
        const reader = readUsageRows()
        const parsed = await parseJson(bytes, { maxDepth, rowsAt: [['data', 'keys']], onRow: reader.add })
        return parsed !== null && isUsageEnvelope(parsed.envelope) ? reader.rows() : null
      },
    })

  const fetchModels: Lists['fetchModels'] = async () => {
    const reader = readModelRows()
    for (let page = 1; page <= limits.maxModelPages; page += 1) {
      const known = reader.rows().length
      const hasNext = await perform({
        name: 'listModels',
        request: { origin: origins.intelligence, method: 'GET', path: `${modelsPath}${page}` },
        codes: listCodes,
        read: async ({ bytes }) => {
          const parsed = await parseJson(bytes, { maxDepth, rowsAt: [['data']], onRow: reader.add })
          return parsed === null ? null : readHasNext(parsed.envelope)
        },
      })
      if (!hasNext.ok) return hasNext
      // A page without anything new is the loop of a service that counts its pages wrongly.
      if (!hasNext.value || reader.rows().length === known) break
    }
    return ok(reader.rows())
  }

  const fetchAgents: Lists['fetchAgents'] = () =>
    perform({
      name: 'listAgents',
      request: { origin: origins.intelligence, method: 'GET', path: agentsPath, isWithoutKey: true },
      codes: listCodes,
      read: async ({ bytes }) => readAgents((await parseJson(bytes, { maxDepth }))?.envelope),
    })

  return { fetchKeys, fetchUsage, fetchModels, fetchAgents }
}
