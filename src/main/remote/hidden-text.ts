// Takes credentials out of what a service echoes, whole or in parts.

const mark = '[hidden]'
/** Shortest part of a credential that is taken out: less is what masks show, and stands in ordinary words. */
const minPart = 8
/** Of a longer text only the beginning is looked at: the search for parts takes a time that grows with it. */
const maxLength = 1200

/** The beginning of `message` without any of the texts in `hidden`, their escaped forms, or longer parts of them. */
export function hideTexts(message: string, hidden: readonly string[]): string {
  const texts = hidden.filter((text) => text !== '')
  // The longest first: one form may be part of another.
  const forms = texts.flatMap(formsOf).sort((a, b) => b.length - a.length)
  const withoutWhole = forms.reduce((shown, form) => shown.replaceAll(form, mark), message)
  return texts.reduce(hideParts, withoutWhole.slice(0, maxLength))
}

/** The text as it is, as JSON writes it, also in ASCII alone, and as an address writes it. */
function formsOf(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1)
  const ascii = json.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return [text, json, ascii, encodeURIComponent(text.toWellFormed())]
}

function hideParts(message: string, text: string): string {
  let shown = ''
  for (let at = 0; at < message.length; ) {
    let end = at + minPart
    if (end > message.length || !text.includes(message.slice(at, end))) {
      shown += message[at]
      at += 1
      continue
    }
    while (end < message.length && text.includes(message.slice(at, end + 1))) end += 1
    shown += mark
    at = end
  }
  return shown
}
