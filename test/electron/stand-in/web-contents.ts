// webContents: loading, navigation, messages and the signs of life of a window's page.
import { EventEmitter } from 'node:events'
import { originOf, toOwn } from './addresses.ts'
import type { Browser } from './browser.ts'
import type { Desktop } from './desktop.ts'
import { cloneForPage, type OwnIpcMain, type Sender } from './ipc-main.ts'
import { jsonFault } from './json-fault.ts'
import { createLoader } from './loading.ts'
import { answerPageRequest } from './page-requests.ts'
import type { PageEvents, PageTarget } from './page-target.ts'
import { decidePermissions } from './permissions.ts'
import { preloadProcess, readPreload } from './preload-file.ts'
import type { FromPreload, ToPreload } from './preload-world.ts'
import type { OwnSession } from './session.ts'
import { mortal, preventable, strict } from './strict.ts'

export interface ContentsOptions {
  readonly size: { readonly width: number; readonly height: number }
  readonly preferences: Electron.WebPreferences
  readonly session: OwnSession
  /** Why a page cannot live on a scheme, or null. */
  readonly schemeFault: (scheme: string) => string | null
  readonly onPainted: () => void
  /** The page's target is gone although nobody destroyed the window. */
  readonly onClosedByUser: () => void
}

export interface OwnContents {
  readonly contents: Electron.WebContents
  /** Pending until something is loaded. */
  readonly target: Promise<PageTarget>
  readonly load: (url: string) => Promise<void>
  readonly tellVisibility: (value: 'visible' | 'hidden') => void
  readonly destroy: () => Promise<void>
}

let lastId = 0

export function createWebContents(
  desktop: Desktop,
  browser: Browser,
  ipc: OwnIpcMain,
  options: ContentsOptions,
): OwnContents {
  const emitter = new EventEmitter()
  const { preferences } = options
  let isDestroyed = false
  let isOpened = false
  let visibility: 'visible' | 'hidden' = 'visible'
  let hasDevTools = false
  let url = ''
  let generation = 0
  let openHandler: ((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | null = null
  lastId += 1
  const id = lastId

  const frameOf = (born: number): Electron.WebFrameMain | null =>
    born === generation && !isDestroyed ? mainFrame : null
  const mainFrame = strict('WebFrameMain', {
    get url() {
      return url
    },
    get origin() {
      return originOf(url)
    },
    parent: null,
    get top() {
      return mainFrame
    },
    frames: [],
    name: '',
    processId: 1,
    routingId: id,
    isDestroyed: () => isDestroyed,
    detached: false,
  }) as unknown as Electron.WebFrameMain

  const loader = createLoader({
    target: () => open(),
    emitter,
    complain: desktop.complain,
    prepare: async (wanted) => {
      const scheme = wanted.slice(0, wanted.indexOf(':'))
      const fault = options.schemeFault(scheme)
      if (fault !== null) desktop.complain(fault)
      if (!desktop.options.isPreview) await decidePermissions(browser, options.session, contents, wanted)
    },
  })
  const preload = readPreload(preferences.preload, (path, error) => {
    setImmediate(() => reportPreloadError(path, error))
  })
  const reportPreloadError = (path: string, error: Error) => {
    if (emitter.listenerCount('preload-error') === 0)
      desktop.complain(`unheard preload-error: ${error.message}`)
    console.error(`Unable to load preload script: ${path}`, error)
    emitter.emit('preload-error', { preventDefault: () => {} }, path, error)
  }

  const receive = (message: FromPreload) => {
    if (isDestroyed) return
    if (message.kind === 'complaint') return desktop.complain(message.text)
    if (message.kind === 'preload-error') {
      return reportPreloadError(preferences.preload ?? '', new Error(message.message))
    }
    const born = generation
    const sender: Sender = { contents, frame: () => frameOf(born), reply: (answer) => void deliver(answer) }
    ipc.dispatch(message, sender)
  }

  const deliver = async (message: ToPreload) => (isOpened ? (await target.promise).deliver(message) : false)

  const target = Promise.withResolvers<PageTarget>()
  target.promise.catch((error: Error) => {
    if (!isDestroyed) desktop.complain(`no page could be opened: ${error.message}`)
  })
  const facts = preloadProcess(preferences.additionalArguments ?? [], desktop.os)
  const pageEvents: PageEvents = {
    onMessage: receive,
    onCommitted: (served, document) => {
      const isError = served.startsWith('chrome-error:')
      if (!isError) url = toOwn(served)
      generation += 1
      loader.noteCommitted(document, isError)
      if (!isError) emitter.emit('did-navigate', {}, url, 200, '')
    },
    onDomReady: () => {
      // A new document knows nothing of its window yet.
      if (visibility === 'hidden') void deliver({ kind: 'visibility', value: visibility })
      emitter.emit('dom-ready', {})
    },
    onLoaded: loader.noteLoaded,
    onPainted: options.onPainted,
    onCrashed: () => {
      desktop.record('crash', id)
      emitter.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 133 })
    },
    onClosed: () => {
      if (!isDestroyed) options.onClosedByUser()
    },
    onConsole: (level, message) => {
      emitter.emit('console-message', { level, message, sourceId: '', lineNumber: 0, frame: mainFrame })
    },
    onTrouble: (text) => desktop.complain(`the page: ${text}`),
    onRequest: (request) =>
      answerPageRequest(request, {
        target: target.promise,
        session: options.session,
        emitter,
        frame: mainFrame,
        isOwnNavigation: loader.isOwn,
        onFailure: loader.noteFailure,
      }),
    onDownload: (served, fileName) => {
      const event = preventable({})
      const item = strict('DownloadItem', {
        getURL: () => toOwn(served),
        getFilename: () => fileName,
        cancel: () => {},
      })
      ;(options.session.session as NodeJS.EventEmitter).emit('will-download', event, item, contents)
      if (!event.defaultPrevented) desktop.complain(`a page may save ${fileName}`)
    },
    onPopup: (served) => {
      const popup = toOwn(served)
      const details = {
        url: popup,
        frameName: '',
        features: '',
        disposition: 'new-window',
        referrer: { url, policy: 'default' },
      }
      let action = 'allow'
      try {
        action = openHandler === null ? 'allow' : openHandler(details as Electron.HandlerDetails).action
      } catch {
        action = 'deny'
      }
      if (action === 'allow') desktop.complain(`a page may open ${popup} in a new window`)
    },
  }
  /** The first load starts Chromium, not a window that shows nothing yet. */
  const open = () => {
    if (!isOpened)
      browser.openPage(options.size, preload, facts, pageEvents).then(target.resolve, target.reject)
    isOpened = true
    return target.promise
  }

  const setDevTools = (isOpen: boolean) => {
    const next = isOpen && preferences.devTools !== false
    if (next === hasDevTools) return
    hasDevTools = next
    emitter.emit(next ? 'devtools-opened' : 'devtools-closed')
  }
  const members = {
    id,
    session: options.session.session,
    mainFrame,
    getURL: () => url,
    getTitle: () => '',
    isDestroyed: () => isDestroyed,
    isLoading: loader.isLoading,
    isCrashed: () => false,
    setWindowOpenHandler: (handler) => {
      openHandler = handler
    },
    setWebRTCIPHandlingPolicy: () => {},
    loadURL: loader.load,
    reload: () => {
      loader.beginOwn()
      void open()
        .then((page) => page.reload())
        .catch(() => {})
    },
    send: (channel, ...args) => {
      let values: unknown[]
      try {
        values = cloneForPage(args) as unknown[]
      } catch (error) {
        console.error('Error sending from webFrameMain: ', error)
        return desktop.complain(`a message of '${channel}' could not be cloned`)
      }
      const fault = values.map((value) => (value === undefined ? null : jsonFault(value))).find(Boolean)
      if (fault) desktop.complain(`JSON would change a message of '${channel}': ${fault}`)
      const packed = values.map((value) => (value === undefined ? [] : [value]))
      const born = generation
      void deliver({ kind: 'event', channel, args: packed }).then(
        (isHeard) => {
          const isLost = !isHeard || born !== generation
          desktop.record('ipc', { direction: 'to-page', kind: 'send', channel, values, isLost })
        },
        () => {},
      )
    },
    isDevToolsOpened: () => hasDevTools,
    openDevTools: () => setDevTools(true),
    closeDevTools: () => setDevTools(false),
    toggleDevTools: () => setDevTools(!hasDevTools),
    focus: () => {},
    setZoomLevel: () => {},
    getZoomLevel: () => 0,
    forcefullyCrashRenderer: () => {
      void target.promise.then((page) => page.session.send('Page.crash')).catch(() => {})
    },
  } satisfies Partial<Electron.WebContents>

  const contents = mortal(
    'webContents',
    Object.assign(emitter, members),
    () => isDestroyed,
  ) as unknown as Electron.WebContents
  return {
    contents,
    target: target.promise,
    load: loader.load,
    tellVisibility: (value) => {
      visibility = value
      void deliver({ kind: 'visibility', value }).catch(() => {})
    },
    destroy: async () => {
      isDestroyed = true
      emitter.emit('destroyed')
      if (isOpened) await target.promise.then((page) => page.close()).catch(() => {})
    },
  }
}
