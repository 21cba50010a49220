// Quitting in order: ask where something would be lost, clean up within a deadline, then let Electron go.
import { app } from 'electron/main'
import type { App } from '../create-app.ts'

export interface Quitting {
  /** True from the moment a quit was asked for until it is cancelled: closing a window then really closes it. */
  readonly isUnderWay: () => boolean
}

/** Electron reads `preventDefault` only while the listener runs, so the first quit is always held back. */
export function quitInOrder(latchkey: Pick<App, 'permitQuit' | 'close'>): Quitting {
  let phase: 'running' | 'leaving' | 'done' = 'running'

  const leave = async () => {
    if (!(await latchkey.permitQuit())) {
      phase = 'running'
      return
    }
    await latchkey.close()
    phase = 'done'
    app.quit()
  }

  app.on('before-quit', (event) => {
    if (phase === 'done') return
    event.preventDefault()
    if (phase === 'leaving') return
    phase = 'leaving'
    void leave()
  })
  return { isUnderWay: () => phase !== 'running' }
}
