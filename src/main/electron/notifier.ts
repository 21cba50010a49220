// Notifications of the operating system.
import { Notification as SystemNotification } from 'electron/main'
import type { Log, Notification, Notifier } from '../ports/system.ts'

/** The oldest beyond these is let go: some systems never tell that one was closed. */
const maxKept = 20

/** Use it after `ready`. What the system could not show is logged; what it says is shown in the window as well. */
export function createNotifier(log: Log): Notifier {
  // A notification that nobody holds is collected, and its click is lost.
  const kept = new Map<string, SystemNotification>()

  const close = (id: string) => {
    const shown = kept.get(id)
    kept.delete(id)
    shown?.close()
  }

  return {
    isSupported: () => SystemNotification.isSupported(),
    show: (notification) => {
      const { id, title, body } = notification
      close(id)
      const made = new SystemNotification({
        ...(process.platform === 'linux' ? {} : { id }),
        title: plain(title),
        body: plain(body),
        actions: hasButtons ? notification.actions.map(({ label }) => ({ type: 'button', text: label })) : [],
      })
      listen(made, notification, () => {
        if (kept.get(id) === made) kept.delete(id)
      })
      kept.set(id, made)
      const [oldest] = kept.keys()
      if (kept.size > maxKept && oldest !== undefined) close(oldest)
      made.show()
    },
    clear: () => {
      for (const id of [...kept.keys()]) close(id)
      // Those of an earlier run are still there; other systems forget them with the program.
      if (process.platform === 'darwin') SystemNotification.removeAll()
    },
  }

  function listen(made: SystemNotification, { onClick, actions }: Notification, release: () => void) {
    made.on('click', () => {
      release()
      onClick()
    })
    made.on('close', release)
    if (!hasButtons) return
    made.on('failed', () => {
      release()
      log('notification.failed')
    })
    made.on('action', ({ actionIndex }) => {
      release()
      actions[actionIndex]?.run()
    })
  }
}

/** On Linux everything is done by a click on the text. */
const hasButtons = process.platform !== 'linux'

/** Servers on Linux may read the text as markup: what begins it is shown by its wide form. */
function plain(text: string): string {
  if (process.platform !== 'linux') return text
  return text.replaceAll('&', '＆').replaceAll('<', '＜').replaceAll('>', '＞')
}
