// Which values went through an app that a test has started, and what of them it may not leave behind.
import { checkRemains } from '../support/remains.ts'
import type { ClipboardWrite, IpcMessage } from './running-app.ts'

/** Commands whose very input is a value: it goes from the page to main and nowhere else. */
const valueInputs: Readonly<Record<string, string>> = {
  'session.connect': 'adminKey',
  'secrets.create': 'value',
  'secrets.replaceValue': 'value',
  'secrets.compareValue': 'value',
  'lock.unlock': 'passphrase',
  'lock.setPassphrase': 'passphrase',
  'lock.removePassphrase': 'current',
}
/** Commands whose input may hold a value among other words. */
const mixedInputs = ['secrets.checkValue', 'keys.identify']
/** The one answer that holds a value, for as long as somebody holds the button. */
const revealing = 'values.reveal'

interface Ended {
  readonly userData: string
  readonly messages: readonly IpcMessage[]
  readonly clipboard: readonly ClipboardWrite[]
  readonly output: string
  /** The document as it was when the app was asked to quit. */
  readonly lastPage: string
}

/** R31: throws where a value that was copied, shown or entered is in the app's files, messages or output. */
export function checkAppRemains({ userData, messages, clipboard, output, lastPage }: Ended): void {
  const values = new Set([...messages.flatMap(valuesIn), ...clipboard.flatMap(copiedValue)])
  const mayHold = (channel: string) => valueInputs[channel] !== undefined || mixedInputs.includes(channel)
  const told = messages.filter(({ channel, kind }) => kind !== 'invoke' || !mayHold(channel))
  checkRemains({
    values,
    folder: userData,
    texts: {
      'messages between main and page': told
        .filter(({ channel }) => channel !== revealing)
        .map(({ values: contents }) => JSON.stringify(contents))
        .join('\n'),
      output,
      'the page': lastPage,
    },
  })
}

function valuesIn({ kind, channel, values }: IpcMessage): readonly string[] {
  const [content] = values
  if (typeof content !== 'object' || content === null) return []
  const field = valueInputs[channel]
  if (kind === 'invoke' && field !== undefined) return textIn(content, field)
  const answer = (content as { readonly value?: unknown }).value
  const isRevealed = kind === 'answer' && channel === revealing && typeof answer === 'object'
  return isRevealed && answer !== null ? textIn(answer, 'value') : []
}

function textIn(content: object, field: string): readonly string[] {
  const text = (content as Readonly<Record<string, unknown>>)[field]
  return typeof text === 'string' ? [text] : []
}

/** What was written with the mark of a secret; samples, which hold a value among other words, are left out. */
function copiedValue({ formats }: ClipboardWrite): readonly string[] {
  const text = formats['text/plain']
  const isSecret = Object.keys(formats).length > 1
  return isSecret && text !== undefined && !/\s/.test(text) ? [text] : []
}
