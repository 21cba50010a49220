// The way to a host through a proxy: a tunnel that the proxy is asked for and cannot look into.
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import type { ProxyOf } from '../ports/remote.ts'

/** The proxy's own failure: nothing of what was to be sent has left this computer. */
export class ProxyError extends Error {
  /** Of the operating system, of TLS, or one of ours. */
  readonly code: string
  constructor(code: string) {
    super(`the proxy failed: ${code}`)
    this.name = 'ProxyError'
    this.code = code
  }
}

export interface TunnelOptions {
  readonly proxyOf: ProxyOf
  /** From the first byte to the proxy's consent, ms. */
  readonly timeoutMs: number
  /** What an https proxy has to prove itself by: the same as every other server (R33). */
  readonly secureContext: SecureContext
}

interface Target {
  readonly hostname: string
  /** Empty means that of https. */
  readonly port: string
}

/** A socket to the target through its proxy, or null where it has none; rejects with `ProxyError`. */
export type OpenTunnel = (target: Target) => Promise<Socket | null>

export function createTunnels(options: TunnelOptions): OpenTunnel {
  return async ({ hostname, port }) => {
    const authority = `${hostname}:${port || 443}`
    const proxy = await options.proxyOf(`https://${authority}`)
    return proxy === null ? null : askForTunnel(proxy, authority, options)
  }
}

/** All that a proxy is told is the host: no header of the request, and so no admin key, is part of this (R34). */
function askForTunnel(proxy: string, authority: string, options: TunnelOptions): Promise<Socket> {
  const url = URL.parse(proxy)
  const isSecure = url?.protocol === 'https:'
  if (url === null || !(isSecure || url.protocol === 'http:')) {
    return Promise.reject(new ProxyError('UND_ERR_PROXY_UNKNOWN'))
  }
  return new Promise((resolve, reject) => {
    const asking = (isSecure ? requestHttps : requestHttp)({
      method: 'CONNECT',
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port || (isSecure ? 443 : 80),
      path: authority,
      headers: { host: authority },
      agent: false,
      ...(isSecure ? { secureContext: options.secureContext, rejectUnauthorized: true } : {}),
    })
    const deadline = setTimeout(() => end('UND_ERR_CONNECT_TIMEOUT'), options.timeoutMs)
    const end = (code: string) => {
      clearTimeout(deadline)
      asking.destroy()
      reject(new ProxyError(code))
    }
    asking.on('error', (error) => end(codeOf(error)))
    asking.on('response', () => end('UND_ERR_PROXY_REFUSED'))
    asking.on('connect', ({ statusCode }, socket, head) => {
      const isOpen = statusCode !== undefined && statusCode >= 200 && statusCode < 300
      // A proxy that talks before it is talked to would be taken for the server.
      if (!isOpen || head.length > 0) {
        socket.destroy()
        return end('UND_ERR_PROXY_REFUSED')
      }
      clearTimeout(deadline)
      resolve(socket)
    })
    asking.end()
  })
}

/** What speaks no HTTP is no proxy; TLS has its own complaints. */
function codeOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : ''
  return code === '' || code.startsWith('HPE_') ? 'UND_ERR_PROXY' : code
}
