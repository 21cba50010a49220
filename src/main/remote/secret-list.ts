// Reads the list of secrets as far as it goes: the operation has been seen, and how it pages is not documented.
import { ok, type Result } from '../../shared/errors.ts'
import type { Origins, SecretList } from '../ports/remote.ts'
import { parseJson } from './json-text.ts'
import type { ListLimits } from './lists.ts'
import type { Perform } from './perform.ts'
import { readSecretRows, readTotal, secretRowsAt } from './secret-wire.ts'

export const secretsPath = '/api/v1/secrets/'
/** This host may have the API and not this operation of it. */
const codes = { 404: 'wrongHost', 405: 'wrongHost' } as const

const firstLimit = 1000
const growth = 4
const maxLimit = 64_000
/** What is asked for where a limit is refused, one after the other; null leaves the size to the service. */
const smallerLimits = [500, 200, 100, 50, null] as const

/** One answer, with how many rows it held, the unreadable and the repeated included. */
interface Page extends SecretList {
  readonly rows: number
}

/** Each call asks the service anew, several times where there are more secrets than one answer holds. */
export function createSecretList(
  perform: Perform,
  origins: Origins,
  limits: ListLimits,
): () => Promise<Result<SecretList>> {
  /** Where the service refused a limit once, it will again. */
  let startLimit: number | null = firstLimit

  const fetchPage = (limit: number | null): Promise<Result<Page>> =>
    perform({
      name: 'listSecrets',
      request: {
        origin: origins.intelligence,
        method: 'GET',
        path: limit === null ? secretsPath : `${secretsPath}?limit=${limit}`,
        maxBodyBytes: limits.rowsBytes,
      },
      codes,
      read: ({ bytes }) => readPage(bytes, limits.jsonDepth),
    })

  async function fetchFirst(): Promise<Result<Page>> {
    let page = await fetchPage(startLimit)
    for (const limit of smallerLimits) {
      if (page.ok || page.error.code !== 'invalid') break
      if (startLimit === null || (limit !== null && limit >= startLimit)) continue
      startLimit = limit
      page = await fetchPage(limit)
    }
    return page
  }

  return async () => {
    const first = await fetchFirst()
    if (!first.ok) return first
    let page = first.value
    let limit = startLimit
    while (limit !== null && page.rows >= limit) {
      // A refused limit was tried already, so one above the smaller limits cannot be asked for.
      if (startLimit !== firstLimit || limit >= maxLimit) return ok(listOf(page, true))
      limit = Math.min(limit * growth, maxLimit)
      const larger = await fetchPage(limit)
      if (!larger.ok) return larger.error.code === 'invalid' ? ok(listOf(page, true)) : larger
      // Fewer than for a smaller limit: the service does not take limits of this size.
      if (larger.value.rows < page.rows) return ok(listOf(page, true))
      const hasGrown = larger.value.rows > page.rows
      page = larger.value
      if (!hasGrown) break
    }
    return ok(listOf(page, false))
  }
}

async function readPage(bytes: Buffer, maxDepth: number): Promise<Page | null> {
  const reader = readSecretRows()
  let rows = 0
  const parsed = await parseJson(bytes, {
    maxDepth,
    rowsAt: secretRowsAt,
    onRow: (row) => {
      rows += 1
      reader.add(row)
    },
  })
  if (parsed === null || parsed.rowsAt === null || !isList(parsed.envelope, parsed.rowsAt)) return null
  const missingRows = Math.max(0, readTotal(parsed.envelope) - rows)
  return { secrets: reader.rows(), skippedRows: reader.skipped(), missingRows, rows }
}

/** Where a name stands twice, the second may be something else. */
function isList(envelope: unknown, [name]: readonly string[]): boolean {
  if (name === undefined) return Array.isArray(envelope)
  return Array.isArray(Object.entries(envelope ?? {}).find(([key]) => key === name)?.[1])
}

/** A full answer that cannot be made larger may hide more rows: at least one, so that nobody believes it whole. */
function listOf({ secrets, skippedRows, missingRows }: Page, isCut: boolean): SecretList {
  return { secrets, skippedRows, missingRows: isCut ? Math.max(missingRows, 1) : missingRows }
}
