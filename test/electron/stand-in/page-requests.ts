// Decides on each request of a page: may it navigate there, and who serves it.
import type { EventEmitter } from 'node:events'
import { toOwn } from './addresses.ts'
import type { Answer, PageTarget, PausedRequest } from './page-target.ts'
import type { LoadFailure, OwnSession, Served } from './session.ts'
import { preventable } from './strict.ts'

interface Around {
  readonly target: Promise<PageTarget>
  readonly session: OwnSession
  readonly emitter: EventEmitter
  readonly frame: Electron.WebFrameMain
  /** Whether main itself asked for the navigation: then the page's rules are not asked. */
  readonly isOwnNavigation: () => boolean
  readonly onFailure: (failure: LoadFailure) => void
}

export async function answerPageRequest(paused: PausedRequest, around: Around): Promise<Answer> {
  const url = toOwn(paused.request.url)
  // Chromium asks for it of itself; Electron does not.
  if (url.endsWith('/favicon.ico')) return { kind: 'serve', status: 204, headers: {}, body: Buffer.alloc(0) }
  // Only http pages have an implicit icon; a custom scheme is never asked for one.
  if (new URL(url).pathname === '/favicon.ico')
    return { kind: 'serve', status: 204, headers: {}, body: Buffer.alloc(0) }
  const isDocument = paused.resourceType === 'Document'
  const isMainFrame = isDocument && paused.frameId === (await around.target).id
  if (isDocument && !(isMainFrame && around.isOwnNavigation()) && !mayNavigate(url, isMainFrame, around)) {
    return { kind: 'fail', reason: 'Aborted' }
  }
  const served = await around.session.serve({
    url,
    method: paused.request.method,
    headers: paused.request.headers as Record<string, string>,
    body: paused.request.postData,
    resourceType: isMainFrame ? 'mainFrame' : paused.resourceType.toLowerCase(),
  })
  if (isMainFrame && redirectOf(served) !== null && !mayRedirect(redirectOf(served) ?? '', around)) {
    return { kind: 'fail', reason: 'Aborted' }
  }
  return toAnswer(served, isMainFrame ? around.onFailure : () => {})
}

function mayNavigate(url: string, isMainFrame: boolean, { emitter, frame }: Around): boolean {
  const details = () => preventable({ url, isMainFrame, isSameDocument: false, frame, initiator: frame })
  const framed = details()
  emitter.emit('will-frame-navigate', framed)
  if (framed.defaultPrevented) return false
  if (!isMainFrame) return true
  const main = details()
  emitter.emit('will-navigate', main)
  return !main.defaultPrevented
}

function mayRedirect(url: string, { emitter, frame }: Around): boolean {
  const details = preventable({ url, isMainFrame: true, isSameDocument: false, frame, initiator: frame })
  emitter.emit('will-redirect', details)
  return !details.defaultPrevented
}

function redirectOf(served: Served): string | null {
  if (served.kind !== 'response' || served.status < 300 || served.status > 399) return null
  return served.headers.location ?? null
}

function toAnswer(served: Served, onFailure: (failure: LoadFailure) => void): Answer {
  switch (served.kind) {
    case 'network':
      return { kind: 'continue' }
    case 'error':
      onFailure(served)
      return { kind: 'fail', reason: served.code === 'ERR_BLOCKED_BY_CLIENT' ? 'BlockedByClient' : 'Failed' }
    case 'response':
      return {
        kind: 'serve',
        status: served.status,
        // What the handler did not set is not guessed from the content.
        headers: { 'x-content-type-options': 'nosniff', ...served.headers },
        body: served.body,
      }
  }
}
