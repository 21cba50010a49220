// Objects that name the member they lack, instead of answering undefined to a misspelled or missing API.
import { EventEmitter } from 'node:events'

/** Names that the language, the inspector and promise resolution ask for on any object. */
const harmless = new Set([
  'then',
  'toJSON',
  'inspect',
  'nodeType',
  'asymmetricMatch',
  '$$typeof',
  '__esModule',
])

/**
 * Wraps `target` so that reading a member it does not have throws. `absent` lists the members that Electron leaves
 * undefined on this platform.
 */
export function strict<T extends object>(name: string, target: T, absent: readonly string[] = []): T {
  return new Proxy(target, {
    get: (object, key) => {
      if (typeof key === 'symbol' || key in object || harmless.has(key) || absent.includes(key)) {
        return Reflect.get(object, key)
      }
      throw new Error(`the stand-in for Electron has no ${name}.${key}`)
    },
  })
}

/** A namespace or class that is never to be used: any touch throws. */
export function unused(name: string): never {
  const refuse = () => {
    throw new Error(`the stand-in for Electron does not offer ${name}`)
  }
  return new Proxy(() => {}, { get: refuse, construct: refuse, apply: refuse }) as never
}

/** Throws TypeError for options that Electron does not know. */
export function onlyKnown(what: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) throw new TypeError(`${what} has no option "${key}"`)
  }
}

/** An event whose default action listeners may prevent while they run. */
export function preventable<T extends object>(
  fields: T,
): T & { preventDefault: () => void; defaultPrevented: boolean } {
  const event = {
    ...fields,
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true
    },
  }
  return event
}

/** Like `strict`, and after its end almost every member throws, as Electron's wrapped objects do. */
export function mortal<T extends EventEmitter>(name: string, target: T, isDestroyed: () => boolean): T {
  const living = strict(name, target)
  return new Proxy(target, {
    get: (object, key) => {
      const isSafe =
        typeof key === 'symbol' || key === 'id' || key === 'isDestroyed' || key in EventEmitter.prototype
      if (!isSafe && isDestroyed() && !harmless.has(key)) throw new TypeError('Object has been destroyed')
      return Reflect.get(isSafe ? object : living, key)
    },
  })
}
