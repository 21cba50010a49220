// `npm run sandbox`: starts the local IO Intelligence and keeps it running until it is told to stop.
import { parseArgs } from 'node:util'
import { SandboxStartError } from '../src/sandbox/errors.ts'
import { createSandbox, type SandboxOptions } from '../src/sandbox/server.ts'

const defaultPort = 8787

const help = `A local IO Intelligence with invented data, for trying Latchkey without an account.

  npm run sandbox -- [options]

  --port N             port on 127.0.0.1, 0 for any free one   (default ${defaultPort})
  --database FILE      SQLite file, made where it is missing   (default: in memory, forgotten at the end)
  --keys N             active keys of a fresh database         (default 40)
  --secrets N          secrets of a fresh database             (default 12)
  --admin-key K        admin key to accept                     (default: made up at the first start)
  --key-prefix P       front of the values of new keys         (default sandbox)
  --control-token T    opens /__control to those who send T in x-control-token
  --rate-limit         refuses more than two writes of secrets a second, as the live service has been seen to do
  --help               this text

Give Latchkey the printed URL and admin key. Stop with Ctrl+C.`

/** A mistake in the arguments; the message is all the user needs. */
class UsageError extends Error {}

const wholeNumber = (name: string, text: string, maximum: number): number => {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(number <= maximum))
    throw new UsageError(`--${name} must be a whole number from 0 to ${maximum}, not "${text}".`)
  return number
}

const nonEmpty = (name: string, text: string): string => {
  if (text === '') throw new UsageError(`--${name} needs a value.`)
  return text
}

/** The sandbox's options, or null where the help was asked for. */
const readOptions = (args: string[]): SandboxOptions | null => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args,
    options: {
      port: text,
      database: text,
      keys: text,
      secrets: text,
      'admin-key': text,
      'key-prefix': text,
      'control-token': text,
      'rate-limit': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return null
  const prefix = values['key-prefix']
  if (prefix !== undefined && !/^[a-z][a-z0-9-]{0,6}[a-z0-9]$/.test(prefix))
    throw new UsageError('--key-prefix must have 2 to 8 small letters, digits or hyphens.')
  const adminKey = values['admin-key']
  const controlToken = values['control-token']
  return {
    databasePath: nonEmpty('database', values.database ?? ':memory:'),
    port: wholeNumber('port', values.port ?? String(defaultPort), 65_535),
    rateLimitSecrets: values['rate-limit'] ?? false,
    seed: {
      ...(values.keys === undefined ? {} : { keys: wholeNumber('keys', values.keys, 1_000_000) }),
      ...(values.secrets === undefined ? {} : { secrets: wholeNumber('secrets', values.secrets, 100_000) }),
    },
    ...(adminKey === undefined ? {} : { adminKey: nonEmpty('admin-key', adminKey) }),
    ...(prefix === undefined ? {} : { keyPrefix: prefix }),
    ...(controlToken === undefined ? {} : { controlToken: nonEmpty('control-token', controlToken) }),
    onUnexpectedError: (error) => console.error(error),
  }
}

const isUsageError = (error: unknown): error is Error =>
  error instanceof UsageError ||
  error instanceof SandboxStartError ||
  (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))

const run = async (): Promise<void> => {
  const options = readOptions(process.argv.slice(2))
  if (options === null) return console.log(help)
  const sandbox = await createSandbox(options)
  console.log(`URL        ${sandbox.url}\nAdmin key  ${sandbox.adminKey}`)
  const stop = (): void => {
    sandbox.close().then(() => process.exit(0), fail)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

const fail = (error: unknown): void => {
  console.error(isUsageError(error) ? `${error.message}\nSee: npm run sandbox -- --help` : error)
  process.exitCode = 1
}

run().catch(fail)
