// What a piece of work leaves behind is looked through for every value that went through it: over a run, all that any test left.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ConnectApi } from '../../src/main/ports/remote.ts'
import { addCounts } from './figures.ts'
import { type FileScan, scanFiles } from './file-scan.ts'

/** Shorter texts are found by chance, and no credential is that short. */
const minLength = 16
/** The sandbox is the service: its own file holds what the service knows. */
const isOfService = (file: string) => /(^|\/)(sandbox|service)\.db/.test(file)

/** Tells of every admin key, new value and secret that goes through the API. */
export function watchValues(connectApi: ConnectApi, note: (value: string) => void): ConnectApi {
  return (origins, adminKey, proxyOf) => {
    note(adminKey)
    const api = connectApi(origins, adminKey, proxyOf)
    return {
      ...api,
      createKey: async (draft, description) => {
        const created = await api.createKey(draft, description)
        if (created.ok) note(created.value.value)
        return created
      },
      createSecret: (secret) => {
        note(secret.value)
        return api.createSecret(secret)
      },
      updateSecret: (known, changes) => {
        if (changes.value !== undefined) note(changes.value)
        return api.updateSecret(known, changes)
      },
    }
  }
}

interface Remains {
  readonly values: ReadonlySet<string>
  /** The folder of the app's data. */
  readonly folder: string
  /** What was logged, printed and told, by what it is. */
  readonly texts: Readonly<Record<string, string>>
}

/** R31: throws where a value is found, naming the place and the form, never the value. */
export function checkRemains({ values, folder, texts }: Remains): void {
  const secrets = [...values].filter((value) => value.length >= minLength)
  if (secrets.length === 0) return
  const scan = scanIfThere(folder, secrets)
  const inFiles = scan.hits.filter(({ file }) => !isOfService(file))
  const inTexts = Object.entries(texts).filter(([, text]) => secrets.some((secret) => text.includes(secret)))
  const hits = [
    ...inFiles.map(({ file, form }) => `${join(folder, file)} (${form})`),
    ...inTexts.map(([what]) => what),
  ]
  addCounts('Canaries over the whole run', {
    'data folders': 1,
    files: scan.fileCount,
    'bytes of files': scan.byteCount,
    'bytes of messages, logs and pages': Object.values(texts).reduce((sum, text) => sum + text.length, 0),
    values: secrets.length,
    hits: hits.length,
  })
  if (hits.length > 0) throw new Error(`a value was left in ${hits.join(', ')}`)
}

/** A test may have taken the whole folder away. */
function scanIfThere(folder: string, secrets: readonly string[]): FileScan {
  return existsSync(folder) ? scanFiles(folder, secrets) : { fileCount: 0, byteCount: 0, hits: [] }
}
