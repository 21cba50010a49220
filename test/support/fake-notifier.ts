// An in-memory stand-in for the notifications of the system: what is on screen, what ever was, and who pushes what.
import type { Notification, Notifier } from '../../src/main/ports/system.ts'

export interface FakeNotifier extends Notifier {
  mode: 'ok' | 'unsupported' | 'fails'
  /** On screen now, the oldest first. */
  shown: Notification[]
  /** Everything that was ever shown. */
  readonly history: Pick<Notification, 'title' | 'body'>[]
  /** Clicks the text of the newest one, which then goes away. */
  readonly click: () => void
  /** Pushes a button of the newest one. */
  readonly press: (label: string) => void
}

export function createFakeNotifier(): FakeNotifier {
  const takeNewest = () => {
    const newest = notifier.shown.at(-1)
    if (newest === undefined) throw new Error('no notification is on screen')
    notifier.shown = notifier.shown.slice(0, -1)
    return newest
  }
  const notifier: FakeNotifier = {
    mode: 'ok',
    shown: [],
    history: [],
    isSupported: () => notifier.mode !== 'unsupported',
    show: (notification) => {
      if (notifier.mode === 'fails') throw new Error('the notification server is gone')
      const { id, title, body } = notification
      notifier.shown = [...notifier.shown.filter((shown) => shown.id !== id), notification]
      notifier.history.push({ title, body })
    },
    clear: () => {
      notifier.shown = []
    },
    click: () => takeNewest().onClick(),
    press: (label) => {
      const { actions } = takeNewest()
      const action = actions.find((each) => each.label === label)
      if (action === undefined) throw new Error(`the notification has no button ${label}`)
      action.run()
    },
  }
  return notifier
}
