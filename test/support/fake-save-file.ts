// An in-memory stand-in for the dialog that asks where to save a file, and for the file.
import type { SaveFile } from '../../src/main/ports/system.ts'

export interface FakeSaveFile {
  readonly saveFile: SaveFile
  /** What the user does with the dialog; `fails`: chooses a place where nothing can be written. */
  mode: 'saves' | 'cancels' | 'fails'
  /** What was written, the oldest first. */
  readonly saved: { readonly fileName: string; readonly text: string }[]
}

export function createFakeSaveFile(): FakeSaveFile {
  const file: FakeSaveFile = {
    mode: 'saves',
    saved: [],
    saveFile: async ({ fileName, text }) => {
      if (file.mode === 'fails') throw new Error('EROFS')
      if (file.mode === 'cancels') return 'cancelled'
      file.saved.push({ fileName, text })
      return 'saved'
    },
  }
  return file
}
