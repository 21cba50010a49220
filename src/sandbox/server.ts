// Starts and stops the sandbox: a local IO Intelligence that keeps the public contract and holds nothing real.
import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { createApp } from './app.ts'
import { createAuth } from './auth.ts'
import { createSettings, openDatabase, type SandboxDatabase, type Settings } from './database.ts'
import { SandboxStartError } from './errors.ts'
import { createKeyIssuer, type KeyIssuer } from './key-issuer.ts'
import { models } from './model-catalogue.ts'
import { createSubKeyBodies } from './request-schemas.ts'
import { createSecretStore } from './secret-store.ts'
import { type SeedOptions, seedSandbox } from './seed.ts'
import { createSubKeyStore } from './sub-key-store.ts'
import { createTraffic } from './traffic.ts'
import { createUsageLedger } from './usage-ledger.ts'
import { createWriteLimiter } from './write-limiter.ts'

export interface SandboxOptions {
  /** The SQLite file, made where it is missing; ':memory:' forgets everything at close. */
  readonly databasePath: string
  /** TCP port on 127.0.0.1; 0 takes any free one. */
  readonly port: number
  /** Replaces the admin key of this database; where left out, one is made at the first start and kept. */
  readonly adminKey?: string
  /** Front of the values of keys that ask for no prefix of their own. Default 'sandbox'. */
  readonly keyPrefix?: string
  /** What a fresh database is filled with; ignored for one that was filled before. */
  readonly seed?: SeedOptions
  /** The seeded keys go on being used while time passes, as made-up calls. Default false. */
  readonly hasTraffic?: boolean
  /** Opens the control endpoint under /__control to those who send this token. */
  readonly controlToken?: string
  /** Refuses the third write of secrets within a second; the control endpoint can switch it. Default false. */
  readonly rateLimitSecrets?: boolean
  /**
   * What all secrets may weigh together, in bytes of their values, names and tools; what is seeded is never
   * refused. Default 1 MiB, which is an assumption: the live service's limit is not documented.
   */
  readonly maxTotalSecretBytes?: number
  /** Epoch ms; every instant and the Date header follow it. Default Date.now. */
  readonly clock?: () => number
  /** Told about defects of the sandbox itself, which a client sees as 500. */
  readonly onUnexpectedError?: (error: unknown) => void
}

const defaultMaxTotalSecretBytes = 1024 * 1024

export interface Sandbox {
  /** Base URL of both hosts of the service, without a slash at its end. */
  readonly url: string
  readonly port: number
  readonly adminKey: string
  /** Drops every connection and closes the database; safe to call twice. */
  readonly close: () => Promise<void>
}

const ownerOf = (settings: Settings): string => {
  const known = settings.get('admin_user_id')
  if (known !== undefined) return known
  const made = randomUUID()
  settings.set('admin_user_id', made)
  return made
}

/** The admin key lies in the database in plain text, and may: it is fake and opens this sandbox alone. */
const adminKeyOf = (
  settings: Settings,
  issuer: KeyIssuer,
  options: SandboxOptions,
  owner: string,
): string => {
  const wanted = options.adminKey ?? settings.get('admin_key')
  const adminKey =
    wanted ??
    issuer.issue({
      prefix: options.keyPrefix ?? 'sandbox',
      keyId: randomUUID(),
      owner,
      issuedAt: (options.clock ?? Date.now)(),
      expiresAt: null,
    })
  if (!/^[\x21-\x7e]+$/.test(adminKey))
    throw new SandboxStartError('The admin key may hold only visible ASCII characters, and at least one.')
  settings.set('admin_key', adminKey)
  return adminKey
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(new SandboxStartError(`Port ${port} is in use by another program; choose another port.`))
      else if (error.code === 'EACCES')
        reject(new SandboxStartError(`Port ${port} may not be used by this user; choose one above 1023.`))
      else reject(error)
    })
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })

const buildApp = async (database: SandboxDatabase, options: SandboxOptions, closing: AbortSignal) => {
  const clock = options.clock ?? Date.now
  const keyPrefix = options.keyPrefix ?? 'sandbox'
  const settings = createSettings(database)
  const keys = createSubKeyStore(database)
  const usage = createUsageLedger(database)
  const secrets = createSecretStore(database)
  const issuer = await createKeyIssuer(settings)
  const adminUserId = ownerOf(settings)
  const adminKey = adminKeyOf(settings, issuer, options, adminUserId)
  if (settings.get('seeded_at') === undefined) {
    const nowAt = clock()
    seedSandbox({ database, keys, usage, secrets, keyPrefix, nowAt }, options.seed ?? {})
    settings.set('seeded_at', String(nowAt))
  }
  const passTime = options.hasTraffic ? createTraffic({ database, settings, keys, usage }) : () => {}
  const modelNames = new Set(models.map((model) => model.name))
  const app = createApp({
    auth: createAuth({ adminKey, keys, clock }),
    bodies: createSubKeyBodies({ clock, isKnownModel: (name) => modelNames.has(name) }),
    writeLimiter: createWriteLimiter(clock, options.rateLimitSecrets ?? false),
    maxTotalSecretBytes: options.maxTotalSecretBytes ?? defaultMaxTotalSecretBytes,
    onUnexpectedError: options.onUnexpectedError ?? (() => {}),
    controlToken: options.controlToken,
    ...{ adminUserId, clock, closing, issuer, keyPrefix, keys, passTime, secrets, usage },
  })
  return { app, adminKey }
}

/**
 * Starts a sandbox on 127.0.0.1. Rejects with SandboxStartError where the port is taken, the database file
 * is not the sandbox's, or the admin key cannot be sent in a header.
 */
export const createSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const database = openDatabase(options.databasePath)
  const closing = new AbortController()
  try {
    const { app, adminKey } = await buildApp(database, options, closing.signal)
    // The adapter would otherwise replace the global Request and Response of the process that hosts us.
    const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
    const port = await listen(server, options.port)

    let closed: Promise<void> | undefined
    const close = async (): Promise<void> => {
      closing.abort()
      const stopped = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await stopped
      database.close()
    }
    return {
      url: `http://127.0.0.1:${port}`,
      port,
      adminKey,
      close: () => {
        closed ??= close()
        return closed
      },
    }
  } catch (error) {
    database.close()
    throw error
  }
}
