// Unit tests of the session's guard: whatever Electron would grant is denied, and the page has no network.
import { EventEmitter } from 'node:events'
import type { App, Session } from 'electron/main'
import { afterAll, describe, expect, it } from 'vitest'
import { recordFigure } from '../../../test/support/figures.ts'
import { guardSession } from './session-guard.ts'

type Handler = (...args: unknown[]) => unknown

/** Records what the guard hands to Electron. */
function guarded() {
  const handlers = new Map<string, Handler>()
  const calls: unknown[][] = []
  const record = (name: string) => (handler: Handler) => handlers.set(name, handler)
  const app = new EventEmitter()
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: record('request'),
    setPermissionCheckHandler: record('check'),
    setDevicePermissionHandler: record('device'),
    setDisplayMediaRequestHandler: record('display'),
    setSpellCheckerEnabled: (isEnabled: boolean) => calls.push(['spellcheck', isEnabled]),
    webRequest: { onBeforeRequest: record('load') },
  })
  guardSession(session as unknown as Session, app as unknown as App)
  const ask = (name: string, ...args: unknown[]) => {
    let answer: unknown = 'not answered'
    handlers.get(name)?.(...args, (given: unknown) => {
      answer = given
    })
    return answer
  }
  return { app, session, handlers, ask, calls }
}

const permissions = [
  ...['ar', 'automatic-fullscreen', 'background-fetch', 'background-sync', 'clipboard-read'],
  ...[
    'clipboard-sanitized-write',
    'deprecated-sync-clipboard-read',
    'display-capture',
    'fileSystem',
    'fullscreen',
  ],
  ...['geolocation', 'hid', 'idle-detection', 'keyboardLock', 'local-fonts', 'local-network-access', 'media'],
  ...['mediaKeySystem', 'midi', 'midiSysex', 'nfc', 'notifications', 'openExternal', 'payment-handler'],
  ...[
    'persistent-storage',
    'pointerLock',
    'screen-wake-lock',
    'sensors',
    'serial',
    'smart-card',
    'speaker-selection',
  ],
  ...[
    'storage-access',
    'top-level-storage-access',
    'usb',
    'vr',
    'web-app-installation',
    'window-management',
    'unknown',
  ],
]

describe('R9 nothing is granted', () => {
  let deniedCount = 0
  afterAll(() => recordFigure('Permissions', `${deniedCount} of ${permissions.length} denied`))

  it.each(permissions)('%s', (permission) => {
    const { ask, handlers } = guarded()
    expect(ask('request', null, permission)).toBe(false)
    expect(handlers.get('check')?.(null, permission, 'app://bundle', {})).toBe(false)
    deniedCount += 1
  })

  it('devices, the screen and downloads neither', () => {
    const { ask, handlers, session, calls } = guarded()
    expect(handlers.get('device')?.({})).toBe(false)
    expect(ask('display', {})).toBeNull()
    let isPrevented = false
    session.emit('will-download', { preventDefault: () => (isPrevented = true) })
    expect(isPrevented).toBe(true)
    expect(calls).toEqual([['spellcheck', false]])
  })

  it.each([
    ['certificate-error', [null, '', '', {}], [false]],
    ['select-client-certificate', [null, '', []], []],
    ['login', [null, {}, {}], []],
  ] as const)('%s is answered with a no', (event, args, expected) => {
    const { app } = guarded()
    let isPrevented = false
    let answer: unknown[] | null = null
    app.emit(
      event,
      { preventDefault: () => (isPrevented = true) },
      ...args,
      (...given: unknown[]) => (answer = given),
    )
    expect(isPrevented).toBe(true)
    expect(answer).toEqual(expected)
  })
})

describe('R12 the page has no network', () => {
  it.each([
    ['app://bundle/index.html', false],
    ['app://bundle/assets/x.woff2', false],
    ['https://api.intelligence.io.solutions/v1', true],
    ['http://127.0.0.1:8787/', true],
    ['ws://127.0.0.1/', true],
    ['file:///etc/passwd', true],
    ['data:text/html,x', true],
    ['devtools://devtools/bundled/x', true],
    ['chrome://settings', true],
    ['apps://bundle/', true],
    ['application://x', true],
  ])('%s', (url, isCancelled) => {
    expect(guarded().ask('load', { url })).toEqual({ cancel: isCancelled })
  })
})
