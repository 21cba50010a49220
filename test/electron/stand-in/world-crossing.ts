// How values cross between the page's world and the preload's: runs as text in both, so it uses nothing from outside.

export interface Crossing {
  /** The wire form of a value; throws for what Electron's contextBridge refuses. */
  readonly encode: (value: unknown) => unknown
  /** A fresh copy; deeply frozen for the exposed object. */
  readonly decode: (wire: unknown, isFrozen?: boolean) => unknown
  /** Calls the other world and waits for its answer. */
  readonly call: (operation: string, payload: unknown) => unknown
  readonly handle: (operation: string, handler: (payload: never) => unknown) => void
}

type Wire =
  | { readonly t: 'value'; readonly value: unknown }
  | { readonly t: 'error'; readonly message: string }
  | { readonly t: 'function' | 'promise'; readonly id: number }
  | { readonly t: 'array'; readonly items: readonly Wire[] }
  | { readonly t: 'object'; readonly entries: readonly (readonly [string, Wire])[] }

/**
 * Makes this world's end. `here` and `there` are unguessable event names. `refuse` may name a reason why an object
 * must not cross.
 */
export function createCrossing(
  here: string,
  there: string,
  refuse: (value: object) => string | null,
): Crossing {
  const { addEventListener, removeEventListener, dispatchEvent } = window
  const Custom = CustomEvent
  const maxLevels = 500
  // biome-ignore lint/complexity/noBannedTypes: any function of the page may cross
  const functions = new Map<number, Function>()
  const promises = new Map<number, (outcome: { wire?: Wire; error?: string }) => void>()
  const handlers = new Map<string, (payload: never) => unknown>()
  let lastId = 0

  const messageOf = (error: unknown) => {
    const message = (error as { message?: unknown } | null | undefined)?.message
    if (typeof message === 'string') return message
    return 'An unknown exception occurred in the isolated context, an error occurred but a valid exception was not thrown.'
  }
  const keep = () => {
    lastId += 1
    return lastId
  }

  const encodeObject = (value: object, level: number): Wire => {
    const reason = refuse(value)
    if (reason !== null) throw new Error(reason)
    if (Array.isArray(value)) return { t: 'array', items: value.map((item) => toWire(item, level + 1)) }
    if (value instanceof Error) return { t: 'error', message: String(value.message) }
    if (value instanceof Promise) {
      const id = keep()
      value.then(
        (result) => settle(id, () => ({ wire: toWire(result, 0) })),
        (error) => settle(id, () => ({ error: messageOf(error) })),
      )
      return { t: 'promise', id }
    }
    const kind = Object.prototype.toString.call(value).slice(8, -1)
    const cloned =
      /^(Date|RegExp|Map|Set|ArrayBuffer|DataView|Blob|File|(Big)?(Ui|I)nt\d+(Clamped)?Array|Float\d+Array)$/
    if (cloned.test(kind)) return { t: 'value', value: structuredClone(value) }
    if (kind !== 'Object') throw new Error('An object could not be cloned.')
    const entries = Object.keys(value).map(
      (key) => [key, toWire((value as Record<string, unknown>)[key], level + 1)] as const,
    )
    return { t: 'object', entries }
  }
  const toWire = (value: unknown, level: number): Wire => {
    if (level > maxLevels) throw new Error('Electron contextBridge recursion depth exceeded.')
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.')
    if (typeof value === 'function') {
      const id = keep()
      functions.set(id, value)
      return { t: 'function', id }
    }
    if (typeof value !== 'object' || value === null) return { t: 'value', value }
    return encodeObject(value, level)
  }
  const settle = (id: number, outcome: () => { wire?: Wire; error?: string }) => {
    let settled: { wire?: Wire; error?: string }
    try {
      settled = outcome()
    } catch (error) {
      settled = { error: messageOf(error) }
    }
    call('settle', { id, ...settled })
  }

  const fromWire = (wire: Wire, isFrozen: boolean): unknown => {
    const finish = <T>(value: T): T => (isFrozen ? Object.freeze(value) : value)
    switch (wire.t) {
      case 'value':
        return wire.value
      case 'error':
        return new Error(wire.message)
      case 'function':
        return finish((...args: unknown[]) => {
          const answer = call('call', { id: wire.id, args: args.map((arg) => toWire(arg, 0)) })
          return fromWire(answer as Wire, false)
        })
      case 'promise':
        return new Promise((resolve, reject) => {
          promises.set(wire.id, ({ wire: result, error }) => {
            if (result === undefined) reject(new Error(error))
            else resolve(fromWire(result, false))
          })
        })
      case 'array':
        return finish(wire.items.map((item) => fromWire(item, isFrozen)))
      case 'object': {
        const made: Record<string, unknown> = {}
        for (const [key, value] of wire.entries) {
          Object.defineProperty(made, key, {
            value: fromWire(value, isFrozen),
            enumerable: true,
            configurable: true,
            writable: true,
          })
        }
        return finish(made)
      }
    }
  }

  const call = (operation: string, payload: unknown): unknown => {
    const replyTo = `${here}-${keep()}`
    let reply: { wire?: unknown; error?: string } | null = null
    const listen = (event: Event) => {
      reply = (event as CustomEvent<{ wire?: unknown; error?: string }>).detail
    }
    addEventListener.call(window, replyTo, listen)
    dispatchEvent.call(window, new Custom(there, { detail: { operation, payload, replyTo } }))
    removeEventListener.call(window, replyTo, listen)
    const answer = reply as { wire?: unknown; error?: string } | null
    if (answer === null) throw new Error('the other world of the page does not answer')
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer.wire
  }

  handlers.set('call', ({ id, args }: { id: number; args: Wire[] }) => {
    const result: unknown = functions.get(id)?.(...args.map((arg) => fromWire(arg, false)))
    return toWire(result, 0)
  })
  handlers.set('settle', ({ id, wire, error }: { id: number; wire?: Wire; error?: string }) => {
    promises.get(id)?.(error === undefined ? { ...(wire ? { wire } : {}) } : { error })
    promises.delete(id)
  })
  addEventListener.call(window, here, (event) => {
    const { operation, payload, replyTo } = (event as CustomEvent).detail
    let detail: { wire?: unknown; error?: string }
    try {
      detail = { wire: handlers.get(operation)?.(payload as never) }
    } catch (error) {
      detail = { error: messageOf(error) }
    }
    dispatchEvent.call(window, new Custom(replyTo, { detail }))
  })

  return {
    encode: (value) => toWire(value, 0),
    decode: (wire, isFrozen = false) => fromWire(wire as Wire, isFrozen),
    call,
    handle: (operation, handler) => handlers.set(operation, handler),
  }
}
