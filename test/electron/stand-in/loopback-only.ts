// Keeps the preview away from the internet: without a keychain it must not hold live credentials.
import { Socket } from 'node:net'

/** Every connection of this process to anything but this computer fails from now on. */
export function allowLoopbackOnly(): void {
  const connect = Socket.prototype.connect as (this: Socket, ...args: unknown[]) => Socket
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
    const host = hostOf(args)
    if (host === null || isLoopback(host)) return connect.apply(this, args)
    const error = Object.assign(new Error('the preview reaches the sandbox on this computer only'), {
      code: 'ENETUNREACH',
    })
    setImmediate(() => this.destroy(error))
    return this
  } as typeof Socket.prototype.connect
}

/** Node normalizes the arguments to `[[options, callback]]` before it gets here; null for a pipe. */
function hostOf(args: readonly unknown[]): string | null {
  const [first] = args
  const options = Array.isArray(first) ? first[0] : first
  if (typeof options === 'number') return typeof args[1] === 'string' ? args[1] : 'localhost'
  if (typeof options !== 'object' || options === null) return null
  const { host, path } = options as { host?: string; path?: string }
  return path ? null : (host ?? 'localhost')
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
