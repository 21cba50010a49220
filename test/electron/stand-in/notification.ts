// Notifications as each system shows them: who may click what, and what goes unseen.
import { EventEmitter } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Desktop } from './desktop.ts'
import { strict } from './strict.ts'

/** Of those on screen; held weakly, as in Electron: nobody clicks what the app has let go (I1). */
interface Shown {
  readonly title: string
  readonly emitter: WeakRef<EventEmitter>
  readonly labels: readonly string[]
}

export function createNotificationClass(desktop: Desktop): typeof Electron.Notification {
  let shown: Shown[] = []
  const newest = (title: string) => shown.findLast((each) => each.title === title)
  const remove = (gone: Shown | undefined) => {
    shown = shown.filter((each) => each !== gone)
  }

  // biome-ignore lint/complexity/useArrowFunction: it must be callable with `new`
  const Notification = function (options: Electron.NotificationConstructorOptions = {}) {
    if (!desktop.isReady()) throw new Error('Cannot create Notification before app is ready')
    checkOptions(desktop, options)
    const emitter = new EventEmitter()
    let own: Shown | undefined
    const members = {
      show: () => {
        // Unsigned builds show nothing on macOS, as the tests' build would (I3).
        if (desktop.os === 'darwin' && !desktop.options.isPackaged) {
          return void emitter.emit('failed', {}, 'Notifications are not allowed for this application')
        }
        if (desktop.os === 'win32' && !desktop.hasModelId()) {
          desktop.complain('a notification before setAppUserModelId: Windows shows none')
          return
        }
        const { title = '', body = '' } = options
        desktop.record('notification', { title, body })
        remove(own)
        const labels = desktop.os === 'linux' ? [] : (options.actions ?? []).map(({ text }) => text ?? '')
        own = { title, emitter: new WeakRef(emitter), labels }
        shown.push(own)
        emitter.emit('show')
      },
      close: () => {
        if (own === undefined || !shown.includes(own)) return
        remove(own)
        emitter.emit('close', { reason: 'applicationHidden' })
      },
    } satisfies Partial<Electron.Notification>
    return strict('Notification', Object.assign(emitter, members))
  } as unknown as typeof Electron.Notification

  desktop.lever('notification.shown', () => shown.map(({ title }) => title))
  desktop.lever('notification.click', async (title: string) => {
    await collectGarbage()
    const clicked = newest(title)
    remove(clicked)
    return clicked?.emitter.deref()?.emit('click', {}) ?? false
  })
  desktop.lever('notification.press', async (title: string, label: string) => {
    await collectGarbage()
    const pressed = newest(title)
    const actionIndex = pressed?.labels.indexOf(label) ?? -1
    // Linux shows no buttons (I2).
    if (actionIndex === -1) return false
    remove(pressed)
    return pressed?.emitter.deref()?.emit('action', { actionIndex, selectionIndex: -1 }, actionIndex) ?? false
  })
  const members = { isSupported: () => true } satisfies Partial<typeof Electron.Notification>
  const onMac = {
    removeAll: () => {
      shown = []
    },
  } satisfies Partial<typeof Electron.Notification>
  Object.assign(Notification, members, desktop.os === 'darwin' ? onMac : {})
  return Notification
}

function checkOptions(desktop: Desktop, options: Electron.NotificationConstructorOptions): void {
  if ((options.id ?? '').length > 64)
    throw new TypeError('Notification id must be at most 64 UTF-16 code units')
  if (options.groupTitle !== undefined && options.groupId === undefined)
    throw new TypeError('groupTitle requires groupId')
  // Servers may read it as markup: a name would vanish, or pretend to be a link.
  if (desktop.os === 'linux' && /[<>&]/.test(`${options.title}${options.body}`))
    desktop.complain(`a notification with markup in it: ${options.title}`)
}

/** Collects what nobody holds; weak references are only cleared between two turns of the loop. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  await new Promise((resolve) => setImmediate(resolve))
  collect()
}
