// Asks where to save a text in the system's own dialog and writes it there, whole or not at all.
import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { dialog, type SaveDialogOptions } from 'electron/main'
import type { SaveFile } from '../ports/system.ts'
import { type DialogParent, dialogParent } from './dialog-parent.ts'

const fileTypes: Readonly<Record<string, string>> = { csv: 'CSV table', json: 'JSON', ics: 'Calendar' }

/** Attached to the window while that is visible; the folder chosen last is offered the next time. */
export function createSaveFile(window: DialogParent): SaveFile {
  let lastFolder: string | null = null
  return async ({ title, fileName, text }) => {
    const parent = await dialogParent(window)
    const extension = extname(fileName).slice(1)
    const options: SaveDialogOptions = {
      title,
      defaultPath: lastFolder === null ? fileName : join(lastFolder, fileName),
      filters: [{ name: fileTypes[extension] ?? extension, extensions: [extension] }],
      // Only Linux has to be told to ask before it replaces a file.
      properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
    }
    const { canceled, filePath } =
      parent === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(parent, options)
    // Locking ends the window, and with it whatever was asked in it.
    if (canceled || filePath === '' || parent?.isDestroyed()) return 'cancelled'
    await writeWhole(filePath, text)
    lastFolder = dirname(filePath)
    return 'saved'
  }
}

/** Under another name first, so that a full disk costs no file that was there before. For the user's eyes alone. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.part`)
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(text, 'utf8')
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
