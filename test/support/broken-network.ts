// Makes every new connection to a port fail as a resolver, a cable or a firewall would make it fail.
import { Socket } from 'node:net'

export type NetworkError =
  | 'ENOTFOUND'
  | 'EAI_AGAIN'
  | 'ENETUNREACH'
  | 'EHOSTUNREACH'
  | 'ECONNREFUSED'
  | 'ETIMEDOUT'

/** Until the returned function is called. Connections that are open stay so. */
export function breakNetwork(port: number, code: NetworkError): () => void {
  const { connect } = Socket.prototype
  const real = connect as (this: Socket, ...args: unknown[]) => Socket
  const broken = function (this: Socket, ...args: unknown[]): Socket {
    // Node passes options and callback on as one list.
    const [first] = args.flat() as { port?: unknown }[]
    if (Number(first?.port) !== port) return real.apply(this, args)
    const error = Object.assign(new Error(`connect ${code}`), { code, syscall: 'connect' })
    process.nextTick(() => this.destroy(error))
    return this
  }
  Socket.prototype.connect = broken as typeof connect
  return () => {
    Socket.prototype.connect = connect
  }
}
