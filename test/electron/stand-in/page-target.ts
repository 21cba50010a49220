// One Chromium page as a window's content: its two worlds, its requests, and the signs of its life.
import { randomUUID } from 'node:crypto'
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.js'
import type { CdpSession } from './chromium.ts'
import type { FromPreload, ToPreload } from './preload-world.ts'
import { type Preload, worldScripts } from './world-scripts.ts'

export type PausedRequest = Protocol.Fetch.requestPausedPayload
export type Answer =
  | {
      readonly kind: 'serve'
      readonly status: number
      readonly headers: Record<string, string>
      readonly body: Buffer
    }
  | { readonly kind: 'fail'; readonly reason: Protocol.Network.ErrorReason }
  | { readonly kind: 'continue' }

export interface PageEvents {
  readonly onMessage: (message: FromPreload) => void
  /** A document of the main frame was committed. */
  readonly onCommitted: (url: string, document: string) => void
  readonly onDomReady: () => void
  /** `document` is Chromium's id of what was loaded. */
  readonly onLoaded: (document: string) => void
  readonly onPainted: () => void
  readonly onCrashed: () => void
  /** Somebody else closed the page: a person, or the debugger. */
  readonly onClosed: () => void
  readonly onConsole: (level: string, text: string) => void
  /** What Chromium itself reports: refused by policy, failed to load, an error nobody caught. */
  readonly onTrouble: (text: string) => void
  readonly onRequest: (request: PausedRequest) => Promise<Answer>
  /** The page asks to save a file; it is refused whatever the answer. */
  readonly onDownload: (url: string, fileName: string) => void
  /** A page asks for a new window; none is opened, whatever the answer. */
  readonly onPopup: (url: string) => void
}

export interface PageTarget {
  readonly id: string
  /** Resolves to the network error's name, if any, and the document's id, unless it is still the same one. */
  readonly navigate: (url: string) => Promise<{ readonly error?: string; readonly document?: string }>
  readonly reload: () => Promise<void>
  readonly historyMove: (offset: number) => Promise<void>
  /** False when the preload's world is gone or nobody listened. */
  readonly deliver: (message: ToPreload) => Promise<boolean>
  readonly session: CdpSession
  readonly close: () => Promise<void>
}

const worldName = 'Electron Isolated Context'

/** Attaches to a page and gives it the preload; nothing is loaded yet. */
export async function openPageTarget(
  root: CdpSession,
  targetId: string,
  preload: Preload | null,
  preloadProcess: Readonly<Record<string, unknown>>,
  events: PageEvents,
): Promise<PageTarget> {
  const { sessionId } = await root.send('Target.attachToTarget', { targetId, flatten: true })
  const session = root.session(sessionId)
  const names = { fromPreload: name(), openWindow: name(), toPreload: name(), page: name(), isolated: name() }
  let context: number | null = null

  session.on('Runtime.executionContextCreated', ({ context: made }) => {
    if (made.name === worldName && made.auxData?.frameId === targetId) context = made.id
  })
  session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    if (context === executionContextId) context = null
  })
  session.on('Runtime.executionContextsCleared', () => {
    context = null
  })
  session.on('Runtime.bindingCalled', ({ name: called, payload }) => {
    if (called === names.fromPreload) events.onMessage(JSON.parse(payload) as FromPreload)
    if (called === names.openWindow) events.onPopup(payload)
  })
  reportLife(session, targetId, events)
  reportTrouble(session, events)
  session.on('Fetch.requestPaused', (request) => void answerRequest(session, request, events))
  closePopups(root, session, targetId, events)
  root.on('Target.targetDestroyed', (destroyed) => {
    if (destroyed.targetId === targetId) events.onClosed()
  })

  root.on('Browser.downloadWillBegin', (download) => {
    if (download.frameId === targetId) events.onDownload(download.url, download.suggestedFilename)
  })

  await Promise.all([
    root.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true }),
    session.send('Page.enable'),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    session.send('Runtime.enable'),
    session.send('Log.enable'),
    session.send('Inspector.enable'),
    session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
    session.send('Runtime.addBinding', { name: names.fromPreload, executionContextName: worldName }),
    session.send('Runtime.addBinding', { name: names.openWindow }),
    ...worldScripts(names, preload, preloadProcess).map(({ source, isIsolated }) =>
      session.send('Page.addScriptToEvaluateOnNewDocument', { source, ...(isIsolated ? { worldName } : {}) }),
    ),
  ])

  return {
    id: targetId,
    session,
    navigate: async (url) => {
      const { errorText, loaderId } = await session.send('Page.navigate', { url })
      return { ...(errorText ? { error: errorText } : {}), ...(loaderId ? { document: loaderId } : {}) }
    },
    reload: async () => void (await session.send('Page.reload')),
    historyMove: async (offset) => {
      const { currentIndex, entries } = await session.send('Page.getNavigationHistory')
      const entry = entries[currentIndex + offset]
      if (entry) await session.send('Page.navigateToHistoryEntry', { entryId: entry.id })
    },
    deliver: async (message) => {
      if (context === null) return false
      const expression = `globalThis[${JSON.stringify(names.toPreload)}](${JSON.stringify(message)})`
      try {
        const { result } = await session.send('Runtime.evaluate', { expression, contextId: context })
        return result.value === true
      } catch {
        return false
      }
    },
    close: async () => void (await root.send('Target.closeTarget', { targetId }).catch(() => {})),
  }
}

/** Unguessable, so that the page can neither listen nor forge. */
function name(): string {
  return `_${randomUUID().replaceAll('-', '')}`
}

function reportLife(session: CdpSession, targetId: string, events: PageEvents): void {
  session.on('Page.frameNavigated', ({ frame }) => {
    if (frame.id === targetId) events.onCommitted(frame.url + (frame.urlFragment ?? ''), frame.loaderId)
  })
  session.on('Page.domContentEventFired', () => events.onDomReady())
  session.on('Page.lifecycleEvent', ({ name: sign, frameId, loaderId }) => {
    if (frameId !== targetId) return
    if (sign === 'load') events.onLoaded(loaderId)
    if (sign === 'firstContentfulPaint') events.onPainted()
  })
  session.on('Inspector.targetCrashed', () => events.onCrashed())
  session.on(
    'Page.javascriptDialogOpening',
    () => void session.send('Page.handleJavaScriptDialog', { accept: true }),
  )
}

function reportTrouble(session: CdpSession, events: PageEvents): void {
  session.on('Log.entryAdded', ({ entry }) => {
    if (entry.level === 'error' || entry.source === 'security') events.onTrouble(entry.text)
  })
  session.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
    events.onTrouble(exceptionDetails.exception?.description ?? exceptionDetails.text)
  })
  session.on('Runtime.consoleAPICalled', ({ type, args }) => {
    events.onConsole(type, args.map((arg) => String(arg.value ?? arg.description ?? arg.type)).join(' '))
  })
}

async function answerRequest(session: CdpSession, request: PausedRequest, events: PageEvents): Promise<void> {
  const { requestId } = request
  const answer = await events.onRequest(request)
  // A request of a page that is gone cannot be answered any more.
  const ignore = () => {}
  switch (answer.kind) {
    case 'serve': {
      const responseHeaders = Object.entries(answer.headers).map(([header, value]) => ({
        name: header,
        value,
      }))
      const body = answer.body.toString('base64')
      await session
        .send('Fetch.fulfillRequest', { requestId, responseCode: answer.status, responseHeaders, body })
        .catch(ignore)
      return
    }
    case 'fail':
      await session.send('Fetch.failRequest', { requestId, errorReason: answer.reason }).catch(ignore)
      return
    case 'continue':
      await session.send('Fetch.continueRequest', { requestId }).catch(ignore)
  }
}

/** Links with a target open windows too; Chromium does not ask before, so they are closed once they are there. */
function closePopups(root: CdpSession, session: CdpSession, targetId: string, events: PageEvents): void {
  session.on('Page.windowOpen', ({ url }) => events.onPopup(url))
  root.on('Target.targetCreated', ({ targetInfo }) => {
    if (targetInfo.openerId === targetId) {
      void root.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => {})
    }
  })
}
