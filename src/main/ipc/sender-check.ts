// Whether a message comes from the app's own page; judged before anything else is looked at (R4).

/** What is known of a frame that sent a message. All of it is read synchronously, while the frame exists. */
export interface Sender {
  readonly url: string
  readonly isMainFrame: boolean
  readonly isDetached: boolean
  /** The id of the window that shows the frame; null where it is shown by none of ours. */
  readonly windowId: number | null
}

/**
 * True for the main frame of one of the given windows while it shows a page of the app. Null stands for a frame,
 * or a window, that is gone. The URL's `origin` is never compared: it is the text "null" for every custom scheme.
 */
export function isTrustedSender(sender: Sender | null, windowIds: readonly (number | null)[]): boolean {
  return (
    sender !== null &&
    sender.windowId !== null &&
    windowIds.includes(sender.windowId) &&
    sender.isMainFrame &&
    !sender.isDetached &&
    isPage(sender.url)
  )
}

function isPage(address: string): boolean {
  const url = URL.parse(address)
  return (
    url !== null &&
    url.protocol === 'app:' &&
    url.host === 'bundle' &&
    url.username === '' &&
    url.password === ''
  )
}
