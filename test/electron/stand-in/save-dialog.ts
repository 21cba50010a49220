// The dialog that asks where to save a file: it stays open until a test or a person names a place.
import { basename, join } from 'node:path'
import type { DialogEntry } from '../running-app.ts'
import type { Desktop } from './desktop.ts'
import type { ShowToPerson } from './dialog.ts'

type Answer = Electron.SaveDialogReturnValue
type Parent = Pick<Electron.BrowserWindow, 'once'>

/** `guard` checks what every dialog must obey. */
export function createSaveDialog(
  desktop: Desktop,
  showToPerson: ShowToPerson | null,
  guard: (hasParent: boolean) => void,
): (...args: unknown[]) => Promise<Answer> {
  const open: ((path: string | null) => void)[] = []
  const prepared: (string | null)[] = []
  let lastId = 0

  desktop.lever('dialog.saveTo', (path: string | null) => {
    const answer = open.shift()
    if (answer === undefined) prepared.push(path)
    else answer(path)
  })
  desktop.beforeExit(() => {
    if (open.length > 0) desktop.complain('a dialog that asks where to save was never answered')
    if (prepared.length > 0) desktop.complain(`no dialog came for the prepared place ${prepared[0]}`)
  })

  return (...args) => {
    const parent = args.length > 1 ? (args[0] as Parent | null) : null
    const options = args.at(-1) as Electron.SaveDialogOptions
    guard(parent !== null)
    // Elsewhere the system asks by itself.
    if (desktop.os === 'linux' && !options.properties?.includes('showOverwriteConfirmation')) {
      desktop.complain('a save dialog that does not ask before a file is replaced')
    }
    lastId += 1
    const entry: DialogEntry = {
      id: lastId,
      kind: 'save',
      message: options.title ?? '',
      detail: options.defaultPath ?? '',
      buttons: ['Save', 'Cancel'],
      hasParent: parent !== null,
      answer: null,
    }
    return new Promise<Answer>((resolve) => {
      const answer = (path: string | null) => {
        if (open.includes(answer)) open.splice(open.indexOf(answer), 1)
        desktop.record('dialog', { ...entry, answer: path ?? 'Cancel' })
        // Cancelled, Electron gives an empty path, not none.
        resolve({ canceled: path === null, filePath: path ?? '' })
      }
      open.push(answer)
      // Closing its window closes the dialog.
      parent?.once('closed', () => open.includes(answer) && answer(null))
      if (prepared.length > 0) setImmediate(() => answer(prepared.shift() ?? null))
      else if (showToPerson !== null) {
        const path = join(desktop.options.userData, '..', basename(entry.detail))
        void showToPerson({ ...entry, detail: path }, 1).then(
          (index) => answer(index === 0 ? path : null),
          () => answer(null),
        )
      }
    })
  }
}
