// How the tray tells what became of an emergency action.
import { countKeys } from '../../shared/domain/emergency.ts'
import { describeError } from '../../shared/domain/error-words.ts'
import type { AppError, Result } from '../../shared/errors.ts'
import { namesInDialog } from './bulk-permit.ts'
import type { EmergencyEnd } from './panic.ts'

const doneWords = { freeze: 'frozen', thaw: 'thawed', revoke: 'revoked' } as const
/** What is true of a key with which it did not work. */
const stillWords = {
  freeze: { one: 'It still works.', many: 'They still work.' },
  thaw: { one: 'It is still frozen.', many: 'They are still frozen.' },
  revoke: { one: 'It still works.', many: 'They still work.' },
} as const

/** A line for the menu where all went well, else a message: `detail` is then not null. */
export function endWords(answer: Result<EmergencyEnd>): {
  readonly title: string
  readonly detail: string | null
} {
  if (!answer.ok) return refusedWords(answer.error)
  const { verb, count, failed, unconfirmed } = answer.value
  const done = doneWords[verb]
  const left = failed.length + unconfirmed.length
  if (left === 0)
    return { title: `${countKeys(count)} ${count === 1 ? 'was' : 'were'} ${done}`, detail: null }
  const isCertain = failed.length > 0
  const parts = [
    failed.length > 0 &&
      `Not ${done}: ${namesInDialog(failed.map(({ name }) => name))}. ${reasonOf(answer.value)}`,
    unconfirmed.length > 0 &&
      `Not certain: ${namesInDialog(unconfirmed.map(({ name }) => name))}. The answer was lost on the way.`,
    'What failed can be tried again: Emergency, Retry what failed.',
  ]
  return {
    title: `${left} of ${countKeys(count)} ${isCertain ? `${left === 1 ? 'was' : 'were'} not` : 'may not be'} ${done}`,
    detail: parts.filter(Boolean).join('\n\n'),
  }
}

function reasonOf({ verb, failed }: EmergencyEnd): string {
  const [first] = failed
  const why = first?.error ? `${describeError(first.error).title}. ` : ''
  return `${why}${stillWords[verb][failed.length === 1 ? 'one' : 'many']}`
}

function refusedWords(error: AppError): { readonly title: string; readonly detail: string } {
  if (error.code === 'notFound') {
    return {
      title: 'There is no such key',
      detail: 'Nothing was changed: no key is left that this is about.',
    }
  }
  if (error.code === 'tooMany') {
    return {
      title: 'Another emergency action is under way',
      detail: 'Nothing was changed by this one. Wait until the other has ended, then try again.',
    }
  }
  const { title, effect, advice } = describeError(error)
  return { title, detail: `${effect} ${advice}` }
}
