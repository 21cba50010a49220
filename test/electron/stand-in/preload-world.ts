// What runs in the preload's isolated world: its `require`, `process`, contextBridge and ipcRenderer. Sent as text.
import type { Crossing } from './world-crossing.ts'

export interface PreloadFacts {
  readonly binding: string
  readonly deliver: string
  readonly process: Readonly<Record<string, unknown>>
}

/** Messages of the isolated world to main. Arguments travel as `[]` for undefined and `[value]` otherwise. */
export type FromPreload =
  | {
      readonly kind: 'invoke'
      readonly id: number
      readonly channel: string
      readonly args: readonly unknown[][]
    }
  | { readonly kind: 'send'; readonly channel: string; readonly args: readonly unknown[][] }
  | { readonly kind: 'complaint'; readonly text: string }
  | { readonly kind: 'preload-error'; readonly message: string; readonly stack: string }

export type ToPreload =
  | { readonly kind: 'answer'; readonly id: number; readonly value: readonly unknown[] }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string }
  | { readonly kind: 'event'; readonly channel: string; readonly args: readonly unknown[][] }
  | { readonly kind: 'visibility'; readonly value: string }

/** The eight arguments of the function in which Electron runs a sandboxed preload (F8). */
export type PreloadArguments = readonly [
  require: (name: string) => unknown,
  process: object,
  exports: object,
  module: { exports: object },
  buffer: unknown,
  global: object,
  setImmediate: unknown,
  clearImmediate: unknown,
]

type Listener = (...args: unknown[]) => void

/**
 * Builds the world and returns the preload's arguments. `events` collects objects that must never cross to the page;
 * `faultOf` names what JSON would change in a value.
 */
export function preparePreloadWorld(
  facts: PreloadFacts,
  crossing: Crossing,
  forbidden: WeakSet<object>,
  faultOf: (value: unknown) => string | null,
): PreloadArguments {
  const world = globalThis as unknown as Record<string, unknown>
  const binding = world[facts.binding] as (text: string) => void
  Reflect.deleteProperty(world, facts.binding)
  const tell = (message: FromPreload) => binding(JSON.stringify(message))

  class EventEmitter {
    #listeners = new Map<string, { listener: Listener; isOnce: boolean }[]>()
    on(name: string, listener: Listener, isOnce = false) {
      this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), { listener, isOnce }])
      return this
    }
    addListener(name: string, listener: Listener) {
      return this.on(name, listener)
    }
    once(name: string, listener: Listener) {
      return this.on(name, listener, true)
    }
    off(name: string, listener: Listener) {
      const held = this.#listeners.get(name) ?? []
      const index = held.findLastIndex((entry) => entry.listener === listener)
      this.#listeners.set(
        name,
        held.filter((_, place) => place !== index),
      )
      return this
    }
    removeListener(name: string, listener: Listener) {
      return this.off(name, listener)
    }
    removeAllListeners(name?: string) {
      if (name === undefined) this.#listeners.clear()
      else this.#listeners.delete(name)
      return this
    }
    listenerCount(name: string) {
      return this.#listeners.get(name)?.length ?? 0
    }
    emit(name: string, ...args: unknown[]) {
      const held = this.#listeners.get(name) ?? []
      this.#listeners.set(
        name,
        held.filter(({ isOnce }) => !isOnce),
      )
      for (const { listener } of held) listener.call(this, ...args)
      return held.length > 0
    }
  }

  const calls = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let lastCall = 0
  const pack = (channel: string, args: readonly unknown[]) => {
    let copies: unknown[]
    try {
      copies = structuredClone(args) as unknown[]
    } catch {
      throw new Error('An object could not be cloned.')
    }
    for (const copy of copies) {
      const fault = copy === undefined ? null : faultOf(copy)
      if (fault !== null)
        tell({ kind: 'complaint', text: `JSON would change an argument of '${channel}': ${fault}` })
    }
    return copies.map((copy) => (copy === undefined ? [] : [copy]))
  }
  const notOffered = (name: string) => () => {
    throw new Error(`the stand-in for Electron does not offer ipcRenderer.${name}`)
  }

  class IpcRenderer extends EventEmitter {
    async invoke(channel: string, ...args: unknown[]) {
      const packed = pack(channel, args)
      lastCall += 1
      const id = lastCall
      const answer = new Promise((resolve, reject) => calls.set(id, { resolve, reject }))
      tell({ kind: 'invoke', id, channel, args: packed })
      return answer
    }
    send(channel: string, ...args: unknown[]) {
      tell({ kind: 'send', channel, args: pack(channel, args) })
    }
    sendSync = notOffered('sendSync')
    postMessage = notOffered('postMessage')
    sendToHost = notOffered('sendToHost')
  }
  const ipcRenderer = new IpcRenderer()
  forbidden.add(ipcRenderer)

  world[facts.deliver] = (message: ToPreload): boolean => {
    if (message.kind === 'visibility') return crossing.call('visibility', message.value) === undefined
    if (message.kind === 'event') {
      const event = { sender: ipcRenderer, senderId: 0, ports: [] }
      forbidden.add(event)
      return ipcRenderer.emit(message.channel, event, ...message.args.map(([value]) => value))
    }
    const call = calls.get(message.id)
    calls.delete(message.id)
    if (message.kind === 'answer') call?.resolve(message.value[0])
    else call?.reject(new Error(message.message))
    return true
  }

  const contextBridge = Object.freeze({
    exposeInMainWorld: (key: string, api: unknown) => {
      crossing.call('expose', { key, wire: crossing.encode(api) })
    },
    exposeInIsolatedWorld: () => {
      throw new Error('the stand-in for Electron does not offer contextBridge.exposeInIsolatedWorld')
    },
  })
  const refuse = (name: string) =>
    new Proxy(() => {}, {
      get: (_, key) => {
        throw new Error(`the stand-in for Electron does not offer ${name}.${String(key)} in a preload`)
      },
    })
  const electron = {
    contextBridge,
    crashReporter: refuse('crashReporter'),
    ipcRenderer,
    nativeImage: refuse('nativeImage'),
    sharedTexture: refuse('sharedTexture'),
    webFrame: refuse('webFrame'),
    webUtils: refuse('webUtils'),
  }
  const modules: Readonly<Record<string, unknown>> = {
    electron,
    'electron/common': electron,
    'electron/renderer': electron,
    events: Object.assign(EventEmitter, { EventEmitter }),
    timers: { setTimeout, setInterval, clearTimeout, clearInterval },
    url: { URL, URLSearchParams },
  }
  const require = (name: string) => {
    const found = modules[name.replace(/^node:/, '')]
    if (found === undefined) throw new Error(`module not found: ${name}`)
    return found
  }
  addEventListener('error', (event) => {
    if (event.error instanceof Error)
      tell({ kind: 'complaint', text: `the preload threw: ${event.error.message}` })
  })
  const module = { exports: {} }
  const laterOn = (callback: Listener, ...args: unknown[]) => setTimeout(callback, 0, ...args)
  return [
    require,
    Object.freeze({ ...facts.process, sandboxed: true, contextIsolated: true, type: 'renderer' }),
    module.exports,
    module,
    refuse('Buffer'),
    globalThis,
    laterOn,
    clearTimeout,
  ]
}
