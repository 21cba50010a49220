// Asks the window to show something, and waits with it until a page is there that listens.
import type { EventPayload } from '../../shared/ipc/contract.ts'
import type { MainWindow } from '../ports/system.ts'

type Request = EventPayload<'view.requested'>
type View = Request['view']

export interface Views {
  /** Brings the window to the front and shows the view in it. */
  readonly request: (view: View, id?: string) => void
  /** The page has subscribed and reads the snapshot: it gets what was asked for while it loaded. */
  readonly notePageReady: () => void
  readonly notePageGone: () => void
}

export function createViews(window: Pick<MainWindow, 'open' | 'send'>): Views {
  let isPageReady = false
  let pending: Request | null = null

  return {
    request: (view, id) => {
      window.open()
      const request = { view, id: id ?? null }
      if (isPageReady) window.send('view.requested', request)
      else pending = request
    },
    notePageReady: () => {
      isPageReady = true
      if (pending !== null) window.send('view.requested', pending)
      pending = null
    },
    notePageGone: () => {
      isPageReady = false
    },
  }
}
