// The connection in use: which account, where, and the API it is asked through.
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { IoApi, Origins } from '../ports/remote.ts'

/** One connection; a new object for each connect, so that late answers can tell that theirs is over. */
export interface Connection {
  readonly accountId: string
  readonly origins: Origins
  /** The API, or why it cannot be asked: the admin key waits for the keyring or cannot be opened. */
  readonly api: Result<IoApi>
}

export interface Connections {
  readonly current: () => Connection | null
  readonly set: (connection: Connection | null) => void
  /** The connection with a usable API: `notConnected`, or the reason that the API cannot be asked. */
  readonly require: () => Result<{ connection: Connection; api: IoApi }>
}

/** Creates the holder of the current connection, empty at first. */
export function createConnections(): Connections {
  let current: Connection | null = null
  return {
    current: () => current,
    set: (connection) => {
      current = connection
    },
    require: () => {
      if (current === null) return fail('notConnected')
      return current.api.ok ? ok({ connection: current, api: current.api.value }) : current.api
    },
  }
}
