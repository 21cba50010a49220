// Shows a native dialog to the person at the preview: a small page of its own with the question and its buttons.
import type { DialogEntry } from '../running-app.ts'
import type { Browser } from './browser.ts'
import type { ShowToPerson } from './dialog.ts'

const size = { width: 460, height: 260 }

/** Closing the page or pressing Escape answers with `cancelId`, as closing the dialog does. */
export function createPersonDialog(browser: Browser): ShowToPerson {
  return async (entry, cancelId) => {
    const chosen = Promise.withResolvers<number>()
    const { session, close } = await browser.openPlainPage(size, () => chosen.resolve(cancelId))
    session.on('Runtime.bindingCalled', ({ payload }) => chosen.resolve(Number(payload)))
    await session.send('Runtime.enable')
    await session.send('Runtime.addBinding', { name: 'choose' })
    const { frameTree } = await session.send('Page.getFrameTree')
    await session.send('Page.setDocumentContent', {
      frameId: frameTree.frame.id,
      html: pageText(entry, cancelId),
    })
    await session.send('Runtime.evaluate', { expression: wireButtons(cancelId) })
    const index = await chosen.promise
    await close()
    return index
  }
}

function pageText({ message, detail, buttons }: DialogEntry, cancelId: number): string {
  const rows = buttons
    .map(
      (label, index) =>
        `<button value="${index}"${index === cancelId ? ' autofocus' : ''}>${inHtml(label)}</button>`,
    )
    .join(' ')
  return `<!doctype html><meta charset="utf-8"><title>Latchkey</title>
    <style>body { font: 14px system-ui, sans-serif; margin: 24px } p { white-space: pre-line }
    div { text-align: right } button { font: inherit; padding: 6px 14px }</style>
    <main role="alertdialog"><h1 style="font-size: 16px">${inHtml(message)}</h1><p>${inHtml(detail)}</p><div>${rows}</div></main>`
}

function wireButtons(cancelId: number): string {
  return `for (const button of document.querySelectorAll('button')) button.onclick = () => choose(button.value)
    addEventListener('keydown', (event) => { if (event.key === 'Escape') choose('${cancelId}') })
    document.querySelector('[autofocus]')?.focus()`
}

function inHtml(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
