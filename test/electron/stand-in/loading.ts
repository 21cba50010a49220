// Loading an address: when `loadURL` resolves, how it rejects, and which navigation is the app's own.
import type { EventEmitter } from 'node:events'
import { toServed } from './addresses.ts'
import type { PageTarget } from './page-target.ts'
import type { LoadFailure } from './session.ts'

export interface Loader {
  readonly load: (url: string) => Promise<void>
  /** Main itself navigates now: the rules for the page's own navigation are not asked. */
  readonly beginOwn: () => void
  readonly isOwn: () => boolean
  readonly isLoading: () => boolean
  readonly noteFailure: (failure: LoadFailure) => void
  readonly noteCommitted: (document: string, isErrorPage: boolean) => void
  readonly noteLoaded: (document: string) => void
}

interface LoaderDeps {
  readonly target: () => Promise<PageTarget>
  readonly emitter: EventEmitter
  /** Runs before the page is asked to go there. */
  readonly prepare: (url: string) => Promise<void>
  readonly complain: (text: string) => void
}

const numbers: Readonly<Record<string, number>> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_UNEXPECTED: -9,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INTERNET_DISCONNECTED: -106,
  ERR_INVALID_URL: -300,
}

export function createLoader({ target, emitter, prepare, complain }: LoaderDeps): Loader {
  let isOwn = false
  let failure: LoadFailure | null = null
  let current: { document?: string; readonly finish: () => void; readonly abort: () => void } | null = null
  /** The document that was committed last, unless it is Chromium's own page about an error. */
  let committed: string | null = null
  let lastLoaded: string | null = null

  const start = async (url: string) => {
    current?.abort()
    const outcome = Promise.withResolvers<LoadFailure | null>()
    const own: NonNullable<typeof current> = {
      finish: () => outcome.resolve(null),
      abort: () => outcome.resolve({ code: 'ERR_ABORTED', errno: numbers.ERR_ABORTED ?? 0 }),
    }
    current = own
    emitter.emit('did-start-loading', {})
    const page = await target()
    await prepare(url)
    if (current === own) {
      isOwn = true
      failure = null
      const { error, document } = await page.navigate(toServed(url))
      if (current === own) isOwn = false
      const code = error?.replace('net::', '')
      if (code !== undefined) outcome.resolve(failure ?? { code, errno: numbers[code] ?? -2 })
      // Within the same document nothing is loaded; and a quick one may be loaded before this answer comes.
      else if (document === undefined || document === lastLoaded) own.finish()
      else own.document = document
    }
    const failed = await outcome.promise
    if (current === own) current = null
    if (failed === null) return
    emitter.emit('did-fail-load', {}, failed.errno, failed.code, url, true)
    throw Object.assign(new Error(`${failed.code} (${failed.errno}) loading '${url}'`), { ...failed, url })
  }

  return {
    load: (url) =>
      noticed(start(url), (error) => complain(`nobody heard that a load failed: ${error.message}`)),
    beginOwn: () => {
      emitter.emit('did-start-loading', {})
      isOwn = true
      failure = null
    },
    isOwn: () => isOwn,
    isLoading: () => current !== null,
    noteFailure: (noted) => {
      failure = noted
    },
    noteCommitted: (document, isErrorPage) => {
      isOwn = false
      committed = isErrorPage ? null : document
    },
    noteLoaded: (document) => {
      if (document !== committed) return
      lastLoaded = document
      emitter.emit('did-finish-load', {})
      emitter.emit('did-stop-loading', {})
      if (current?.document === document) current.finish()
    },
  }
}

/** A promise that knows whether somebody listens: Electron silences its rejections in advance (C5). */
class NoticedPromise<T> extends Promise<T> {
  isHeard = false
  // biome-ignore lint/suspicious/noThenProperty: listening to `then` is what it is for
  override then<A = T, B = never>(
    onValue?: ((value: T) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    if (onError) this.isHeard = true
    return Promise.prototype.then.call(this, onValue, onError) as Promise<A | B>
  }
  static override get [Symbol.species]() {
    return Promise
  }
}

function noticed(work: Promise<void>, onUnheard: (error: Error) => void): Promise<void> {
  const promise = new NoticedPromise<void>((resolve, reject) => work.then(resolve, reject))
  Promise.prototype.then.call(promise, undefined, (error: Error) => {
    if (!promise.isHeard) onUnheard(error)
  })
  return promise
}
