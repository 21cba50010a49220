// The log: one line of JSON an event on standard error, with fields that never hold a value.
import type { Log } from '../ports/system.ts'

export function createLog(): Log {
  return (event, fields = {}) => {
    process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`)
  }
}
