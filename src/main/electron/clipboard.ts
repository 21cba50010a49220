// The system clipboard, with the marks by which each system's history and cloud clipboard leave a secret alone.
import { ClipboardItem, clipboard } from 'electron/main'
import type { Clipboard } from '../ports/system.ts'

/** Adapts Electron's clipboard; the primary selection of X11 is never touched. */
export function createClipboard(): Clipboard {
  return {
    writeSecret: (text) =>
      // One write, so that no moment exists in which the text is there without its marks.
      clipboard.write([new ClipboardItem({ 'text/plain': text, ...secretMarks(process.platform) })]),
    writeText: (text) => clipboard.writeText(text),
    readText: () => clipboard.readText(),
    clear: () => clipboard.clear(),
  }
}

/** The formats that password managers add on each system, as Electron's raw clipboard types. */
function secretMarks(platform: NodeJS.Platform): Record<string, string | Blob> {
  const zero = () => new Blob([new Uint8Array(4)])
  switch (platform) {
    case 'darwin':
      return { [raw('org.nspasteboard.ConcealedType')]: '' }
    case 'win32':
      return {
        [raw('ExcludeClipboardContentFromMonitorProcessing')]: zero(),
        [raw('CanIncludeInClipboardHistory')]: zero(),
        [raw('CanUploadToCloudClipboard')]: zero(),
      }
    default:
      return { [raw('x-kde-passwordManagerHint')]: 'secret' }
  }
}

function raw(format: string): string {
  return `electron application/osclipboard;format="${format}"`
}
