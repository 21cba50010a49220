// Native dialogs: they stay open until a test or a person answers.
import type { DialogEntry } from '../running-app.ts'
import type { Desktop } from './desktop.ts'
import { createSaveDialog } from './save-dialog.ts'
import { strict } from './strict.ts'

/** Shows a dialog to a person and resolves to the index of the chosen button. */
export type ShowToPerson = (entry: DialogEntry, cancelId: number) => Promise<number>

interface Open {
  readonly entry: DialogEntry
  readonly choose: (index: number) => void
}

export function createDialog(desktop: Desktop, showToPerson: ShowToPerson | null): Electron.Dialog {
  const open: Open[] = []
  const prepared: string[] = []
  const arrivals: (() => void)[] = []
  let lastId = 0

  const ask = (
    kind: DialogEntry['kind'],
    options: Electron.MessageBoxOptions,
    hasParent: boolean,
    cancelId: number,
  ): Promise<number> =>
    new Promise((resolve) => {
      lastId += 1
      const entry: DialogEntry = {
        id: lastId,
        kind,
        message: options.message,
        detail: options.detail ?? '',
        buttons: options.buttons ?? ['OK'],
        hasParent,
        answer: null,
      }
      const own: Open = {
        entry,
        choose: (index) => {
          if (!open.includes(own)) return
          open.splice(open.indexOf(own), 1)
          desktop.record('dialog', { ...entry, answer: entry.buttons[index] ?? '' })
          resolve(index)
        },
      }
      open.push(own)
      const label = prepared.shift()
      if (label !== undefined) setImmediate(() => answer(own, label))
      else if (showToPerson !== null)
        void showToPerson(entry, cancelId).then(own.choose, () => own.choose(cancelId))
      for (const arrive of arrivals.splice(0)) arrive()
      options.signal?.addEventListener('abort', () => own.choose(cancelId))
    })

  const answer = ({ entry, choose }: Open, label: string) => {
    const index = entry.buttons.indexOf(label)
    if (index === -1) throw new Error(`no button "${label}" among: ${entry.buttons.join(' | ')}`)
    choose(index)
  }
  desktop.lever('dialog.pending', () => open.map(({ entry }) => entry))
  desktop.lever('dialog.answerNext', (label: string) => void prepared.push(label))
  desktop.lever('dialog.answer', async (label: string) => {
    if (open[0] === undefined) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('no dialog opened within 5 s')), 5000)
        arrivals.push(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
    if (open[0]) answer(open[0], label)
  })
  desktop.beforeExit(() => {
    for (const { entry } of open) desktop.complain(`a dialog was never answered: ${entry.message}`)
    if (prepared.length > 0) desktop.complain(`no dialog came for the prepared answer "${prepared[0]}"`)
  })

  const split = <O>(args: readonly unknown[]): [boolean, O] =>
    args.length > 1 && args[0] != null ? [true, args[1] as O] : [false, args.at(-1) as O]
  const guard = (hasParent: boolean) => {
    if (!desktop.isReady()) throw new TypeError('dialog module can only be used after app is ready')
    if (desktop.os === 'darwin' && !hasParent) {
      desktop.complain('a dialog without a parent window blocks the whole process on macOS')
    }
  }

  const members = {
    showSaveDialog: createSaveDialog(desktop, showToPerson, guard),
    showMessageBox: (...args: unknown[]) => {
      const [hasParent, options] = split<Electron.MessageBoxOptions>(args)
      guard(hasParent)
      const { buttons = [], defaultId, cancelId, checkboxChecked, checkboxLabel } = options
      if (checkboxChecked !== undefined && !checkboxLabel)
        throw new TypeError('checkboxChecked requires checkboxLabel')
      if (cancelId === undefined || (buttons.length > 0 && defaultId === undefined)) {
        desktop.complain(`the dialog "${options.message}" leaves cancelId or defaultId to be guessed`)
      }
      // Electron answers it without a `response`, which its types do not tell (I4).
      if (options.signal?.aborted) return Promise.resolve({ checkboxChecked: checkboxChecked ?? false })
      return ask('message', options, hasParent, cancelId ?? 0).then((response) => ({
        response,
        checkboxChecked: checkboxChecked ?? false,
      }))
    },
    showErrorBox: (title: string, content: string) => {
      // It blocks until somebody closes it, so nobody can answer it here.
      lastId += 1
      const entry: DialogEntry = {
        id: lastId,
        kind: 'error',
        message: title,
        detail: content,
        buttons: ['OK'],
        hasParent: false,
        answer: 'OK',
      }
      desktop.record('dialog', entry)
      desktop.complain(`an error box was shown: ${title}: ${content}`)
    },
  } satisfies Partial<Record<keyof Electron.Dialog, unknown>>
  return strict('dialog', members) as unknown as Electron.Dialog
}
