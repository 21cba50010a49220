// A session: who serves its requests, who decides on permissions, and what it would grant if nobody decided.
import { EventEmitter } from 'node:events'
import type { Desktop } from './desktop.ts'
import { strict } from './strict.ts'

interface PageRequest {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  readonly resourceType: string
}

/** Electron's name and number of a network error. */
export interface LoadFailure {
  readonly code: string
  readonly errno: number
}

export type Served =
  | {
      readonly kind: 'response'
      readonly status: number
      readonly headers: Record<string, string>
      readonly body: Buffer
    }
  | ({ readonly kind: 'error' } & LoadFailure)
  | { readonly kind: 'network' }

/** What Electron's types call Session, and beside it what only the stand-in sees. */
export interface OwnSession {
  readonly session: Electron.Session
  readonly serve: (request: PageRequest) => Promise<Served>
  /** What a page of this origin may do: both handlers decide, as Electron asks them. */
  readonly decide: (permission: string, contents: Electron.WebContents, origin: string) => Promise<boolean>
  /** Complains of what was left at Electron's permissive defaults. */
  readonly checkGuards: (hasSpellcheckOff: boolean) => void
}

type Handler = (request: Request) => Response | Promise<Response>

export function createSession(desktop: Desktop): OwnSession {
  const handlers = new Map<string, Handler>()
  let beforeRequest:
    | ((details: never, answer: (response: Electron.CallbackResponse) => void) => void)
    | null = null
  let onRequest: Parameters<Electron.Session['setPermissionRequestHandler']>[0] = null
  let onCheck: Parameters<Electron.Session['setPermissionCheckHandler']>[0] = null
  let isSpellcheckOff = false

  const protocol = {
    handle: (scheme, handler) => {
      if (typeof handler !== 'function') throw new TypeError('protocol.handle expects a function')
      if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
      handlers.set(scheme, handler as unknown as Handler)
    },
    unhandle: (scheme) => {
      if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`)
    },
    isProtocolHandled: (scheme) => handlers.has(scheme),
  } satisfies Partial<Electron.Protocol>

  const webRequest = {
    onBeforeRequest: (...args: unknown[]) => {
      const [filter, listener] = args.length > 1 ? args : [null, args[0]]
      if (filter !== null && (filter as Electron.WebRequestFilter).urls.length === 0) {
        throw new TypeError('an empty urls list matches nothing: use <all_urls>')
      }
      beforeRequest = listener as typeof beforeRequest
    },
  } satisfies Partial<Electron.WebRequest>

  const members = {
    protocol: strict('session.protocol', protocol) as Electron.Protocol,
    webRequest: strict('session.webRequest', webRequest) as unknown as Electron.WebRequest,
    setPermissionRequestHandler: (handler) => {
      onRequest = handler
    },
    setPermissionCheckHandler: (handler) => {
      onCheck = handler
    },
    setDevicePermissionHandler: () => {},
    setDisplayMediaRequestHandler: () => {},
    setSpellCheckerEnabled: (isEnabled) => {
      isSpellcheckOff = !isEnabled
    },
    isSpellCheckerEnabled: () => !isSpellcheckOff,
    clearCache: async () => {},
    clearStorageData: async () => {},
    closeAllConnections: async () => {},
    // A computer that sets no proxy.
    resolveProxy: async (url) => {
      new URL(url)
      return 'DIRECT'
    },
  } satisfies Partial<Electron.Session>

  const askBeforeRequest = (request: PageRequest) =>
    new Promise<Electron.CallbackResponse>((resolve) => {
      if (beforeRequest === null) return resolve({})
      const deadline = setTimeout(() => {
        desktop.complain(`webRequest.onBeforeRequest never answered for ${request.url}`)
        resolve({ cancel: true })
      }, 5000)
      const details = { url: request.url, method: request.method, resourceType: request.resourceType, id: 0 }
      beforeRequest(details as never, (response) => {
        clearTimeout(deadline)
        resolve(response)
      })
    })

  return {
    session: strict('session', Object.assign(new EventEmitter(), members)) as unknown as Electron.Session,
    serve: async (request) => {
      const { cancel } = await askBeforeRequest(request)
      if (cancel) return { kind: 'error', code: 'ERR_BLOCKED_BY_CLIENT', errno: -20 }
      const scheme = request.url.slice(0, request.url.indexOf(':'))
      const handler = handlers.get(scheme)
      if (handler !== undefined) return answer(handler, request)
      if (/^(https?|wss?|data|blob|about|devtools|chrome)$/.test(scheme)) return { kind: 'network' }
      return { kind: 'error', code: 'ERR_UNKNOWN_URL_SCHEME', errno: -302 }
    },
    decide: async (permission, contents, origin) => {
      const name = permission as never
      const isChecked = onCheck?.(contents, name, origin, { isMainFrame: true } as never) ?? true
      const isAllowed = await new Promise<boolean>((resolve) => {
        if (onRequest === null) return resolve(true)
        const deadline = setTimeout(() => {
          desktop.complain(`the permission request handler never answered for ${permission}`)
          resolve(false)
        }, 5000)
        onRequest(
          contents,
          name,
          (isGranted) => {
            clearTimeout(deadline)
            resolve(isGranted)
          },
          { isMainFrame: true, requestingUrl: origin } as never,
        )
      })
      return isChecked && isAllowed
    },
    checkGuards: (hasSpellcheckOff) => {
      if (onRequest === null) desktop.complain('no permission request handler: every request is granted')
      if (onCheck === null) desktop.complain('no permission check handler: every check is granted')
      if (!isSpellcheckOff && !hasSpellcheckOff) {
        desktop.complain('the spellchecker is on: it fetches dictionaries from a public server')
      }
    },
  }
}

async function answer(handler: Handler, request: PageRequest): Promise<Served> {
  try {
    const body = request.body === undefined ? {} : { body: request.body }
    const response = await handler(
      new Request(request.url, { method: request.method, headers: request.headers, ...body }),
    )
    if (!(response instanceof Response)) return { kind: 'error', code: 'ERR_UNEXPECTED', errno: -9 }
    if (response.type === 'error') return { kind: 'error', code: 'ERR_FAILED', errno: -2 }
    return {
      kind: 'response',
      status: response.status,
      // As Electron does: of several headers of one name only the last stays.
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    }
  } catch (error) {
    console.error(error)
    return { kind: 'error', code: 'ERR_UNEXPECTED', errno: -9 }
  }
}

/** Schemes that were registered as privileged; without `standard` and `secure` a page cannot live on one. */
export interface Schemes {
  readonly register: (schemes: readonly Electron.CustomScheme[]) => void
  /** Why a page cannot live on a scheme, or null. */
  readonly fault: (scheme: string) => string | null
}

export function createSchemes(desktop: Desktop): Schemes {
  let registered: readonly Electron.CustomScheme[] | null = null
  return {
    register: (schemes) => {
      if (desktop.isReady()) {
        throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
      }
      if (registered !== null) throw new Error('protocol.registerSchemesAsPrivileged may be called only once')
      for (const { scheme, privileges } of schemes) {
        if (privileges?.codeCache && !privileges.standard) {
          throw new Error(`codeCache of ${scheme} needs standard`)
        }
        if (privileges?.bypassCSP)
          desktop.complain(`the scheme ${scheme} bypasses the content security policy`)
      }
      registered = schemes
    },
    fault: (scheme) => {
      if (/^(https?|file|data|about)$/.test(scheme)) return null
      const privileges = registered?.find((entry) => entry.scheme === scheme)?.privileges
      return privileges?.standard && privileges.secure
        ? null
        : `the scheme ${scheme} is not registered as standard and secure`
    },
  }
}
