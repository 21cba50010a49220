// R4: only the main frame of one of our windows on our page may speak to main.
import { afterAll, describe, expect, test } from 'vitest'
import { recordFigure } from '../../../test/support/figures.ts'
import { isTrustedSender, type Sender } from './sender-check.ts'

const page: Sender = { url: 'app://bundle/index.html', isMainFrame: true, isDetached: false, windowId: 7 }

let senderCount = 0
let refusedCount = 0

function expectRefusal(sender: Sender | null, windowIds: readonly (number | null)[] = [7, 9]): void {
  senderCount += 1
  const isTrusted = isTrustedSender(sender, windowIds)
  if (!isTrusted) refusedCount += 1
  expect(isTrusted).toBe(false)
}

afterAll(() => recordFigure('IPC senders', `${refusedCount} of ${senderCount} strangers refused`))

describe('R4 the sender', () => {
  test.each(['app://bundle/index.html', 'app://bundle/', 'app://bundle/index.html?x#/keys'])(
    '%s in our window is heard',
    (url) => expect(isTrustedSender({ ...page, url }, [7, null])).toBe(true),
  )

  test('the quick window is heard beside the main one, and no longer once it is gone', () => {
    const quick = { ...page, url: 'app://bundle/quick.html', windowId: 9 }
    expect(isTrustedSender(quick, [7, 9])).toBe(true)
    expect(isTrustedSender(page, [7, 9])).toBe(true)
    expectRefusal(quick, [7, null])
    expectRefusal({ ...quick, isMainFrame: false })
    expectRefusal({ ...quick, url: 'https://bundle/quick.html' })
  })

  test.each([
    ['a frame that is gone', null],
    ['a detached frame', { ...page, isDetached: true }],
    ['an inner frame', { ...page, isMainFrame: false }],
    ['another window', { ...page, windowId: 8 }],
    ['no window of ours, such as developer tools', { ...page, windowId: null }],
  ])('%s is refused', (_, sender) => expectRefusal(sender))

  test.each([
    'app://bundle.evil/index.html',
    'app://evil/bundle/index.html',
    'app://bundle@evil/',
    'app://evil@bundle/',
    'app://a:b@bundle/',
    'app://bundle:80/index.html',
    'app://BUNDLE/index.html',
    'app:///bundle/index.html',
    'app:bundle/index.html',
    'app://bundle%2eevil/',
    'apps://bundle/index.html',
    'file:///bundle/index.html',
    'file://bundle/index.html',
    'data:text/html,app://bundle/',
    'about:blank',
    'about:srcdoc',
    'blob:app://bundle/1',
    'javascript:app://bundle/',
    'http://bundle/index.html',
    'https://bundle/index.html',
    'http://127.0.0.1/app://bundle/',
    'devtools://devtools/bundled/index.html',
    'chrome-error://chromewebdata/',
    'view-source:app://bundle/',
    '',
    'bundle',
    ' ',
    '\u0000app://bundle\u0000.evil/',
  ])('the address %j is refused', (url) => expectRefusal({ ...page, url }))

  test('nobody is heard while there is no window', () => {
    expectRefusal(page, [null, null])
    expectRefusal({ ...page, windowId: null }, [null, null])
    expectRefusal(page, [])
  })
})
