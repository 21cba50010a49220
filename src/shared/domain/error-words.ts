// What each expected failure is called, and what a person can do about it.
import type { AppError, ErrorCode } from '../errors.ts'
import { assertNever } from '../errors.ts'

interface Words {
  readonly title: string
  readonly advice: string
}

const words: Readonly<Record<ErrorCode, Words>> = {
  offline: {
    title: 'IO Intelligence cannot be reached',
    advice: 'Check your connection or proxy, then try again.',
  },
  timeout: { title: 'IO Intelligence did not answer in time', advice: 'Try again in a moment.' },
  captivePortal: {
    title: 'Something other than IO Intelligence answered',
    advice:
      'A sign-in page of your network is the usual cause. Open a browser, sign in there, then try again.',
  },
  wrongHost: {
    title: 'This server does not know API keys',
    advice: 'Choose the other server, then try again.',
  },
  insecure: {
    title: 'The connection is not secure',
    advice:
      'The server’s certificate could not be verified, so nothing was sent. Check the clock of this computer and whether something inspects its traffic.',
  },
  unauthorized: {
    title: 'The admin key was not accepted',
    advice:
      'It may be mistyped, expired or revoked. Connect again with a valid admin key; nothing stored here is lost.',
  },
  forbidden: {
    title: 'This key may not do that',
    advice: 'Issuing and changing API keys takes an admin key. Connect with one.',
  },
  isSubKey: {
    title: 'This is an API key that an admin key issued',
    advice: 'It can call models but not manage keys. Paste the admin key itself, from the web console.',
  },
  notFound: {
    title: 'The service does not know this key',
    advice: 'It was probably revoked elsewhere. Refresh to see what is there now.',
  },
  invalid: { title: 'The service refused the input', advice: 'Correct what is marked and try again.' },
  tooLarge: { title: 'Too large for the service', advice: 'Shorten it or make room, then try again.' },
  rateLimited: { title: 'The service asks to slow down', advice: 'Wait a little, then try again.' },
  serverError: { title: 'IO Intelligence had an internal error', advice: 'Try again in a moment.' },
  unavailable: { title: 'This part of IO Intelligence is not available now', advice: 'Try again later.' },
  unexpectedAnswer: {
    title: 'The service answered something Latchkey does not understand',
    advice: 'Refresh to see what is true; if it stays, a newer Latchkey may be needed.',
  },
  outcomeUnknown: {
    title: 'The answer was lost on the way',
    advice: 'Latchkey looks at the list to find out. Do not repeat it before you have seen what is there.',
  },
  notConnected: { title: 'Not connected', advice: 'Connect your account or explore the sandbox first.' },
  vaultWaiting: {
    title: 'Waiting for the system’s keyring',
    advice: 'Answer the system’s prompt, then try again.',
  },
  vaultLocked: {
    title: 'The system’s keyring is locked',
    advice: 'Unlock it, then try again. What is sealed here is kept untouched.',
  },
  vaultUnavailable: {
    title: 'This computer offers no secure store',
    advice: 'Values are kept in memory only and are gone when Latchkey quits. Copy what you need at once.',
  },
  vaultWeak: {
    title: 'This computer’s keyring is not protecting anything',
    advice:
      'It encrypts with a publicly known key, so Latchkey stores no values in it. Set up a keyring such as GNOME Keyring or KWallet.',
  },
  locked: {
    title: 'Latchkey is locked',
    advice: 'Unlock it with your passphrase, then try again.',
  },
  passphraseWrong: {
    title: 'The passphrase was not accepted',
    advice: 'Check Caps Lock and the keyboard’s language, then try again.',
  },
  valueUnreadable: {
    title: 'The sealed value cannot be opened',
    advice: 'It was kept untouched. If the system’s keyring was reset, restore it and try again.',
  },
  adminKeyUnreadable: {
    title: 'Latchkey needs your admin key again',
    advice:
      'The one it kept cannot be opened with the keyring of now. Connect again; everything stored here stays.',
  },
  storage: {
    title: 'Latchkey could not write to its files',
    advice: 'Check free space and permissions of its data folder, then try again.',
  },
  clipboard: {
    title: 'The clipboard did not take it',
    advice: 'Another program may be holding it. Try again, or reveal the value and type it over.',
  },
  invalidInput: {
    title: 'Latchkey did not accept the input',
    advice: 'Correct what is marked and try again.',
  },
  notConfirmed: {
    title: 'Not confirmed',
    advice: 'The confirmation was cancelled or has run out. Ask again.',
  },
  tooMany: { title: 'Too many at once', advice: 'Wait a minute, then try again.' },
  refused: {
    title: 'Not possible as things are now',
    advice: 'Something has changed since you asked. Look again before you repeat it.',
  },
  internal: {
    title: 'Latchkey met an unexpected problem',
    advice: 'Try again. If it stays, restart Latchkey; nothing stored is lost.',
  },
}

const proxyAdvice = 'Check the proxy in Settings, Network, then try again.'

/** Words that differ where it was the proxy that failed. */
const proxyWords: Partial<typeof words> = {
  offline: { title: 'The proxy cannot be reached or said no', advice: proxyAdvice },
  timeout: { title: 'The proxy did not answer in time', advice: proxyAdvice },
  insecure: {
    title: 'The connection to the proxy is not secure',
    advice:
      'The proxy’s certificate could not be verified, so nothing was sent. Check its address in Settings, Network.',
  },
}

/** Words that differ where the failure is about a secret or its table. */
const secretWords: Partial<typeof words> = {
  wrongHost: {
    title: 'This server does not list secrets',
    advice:
      'The list of secrets is not documented by io.net and may be missing. What is shown was read earlier.',
  },
  forbidden: {
    title: 'This key may not manage secrets',
    advice: 'Connect with a key that may; nothing stored here is lost.',
  },
  notFound: {
    title: 'The service does not know this secret',
    advice: 'It was probably deleted elsewhere. Refresh to see what is there now.',
  },
  tooLarge: {
    title: 'Your secrets together would be too large for the service',
    advice: 'Delete secrets that no agent needs any more, then try again. What you entered stays here.',
  },
  rateLimited: {
    title: 'The service takes only a few changes of secrets a second',
    advice: 'Wait a little, then try again. What you entered stays here.',
  },
  vaultUnavailable: {
    title: 'This computer offers no secure store',
    advice: 'Latchkey keeps no copies of values here. The secret itself is with the service.',
  },
  clipboard: {
    title: 'The clipboard did not take it',
    advice: 'Another program may be holding it. Try again in a moment.',
  },
}

/**
 * The three things a person wants to know, as sentences: what failed, whether anything was changed, what to
 * do next. `subject` is what the failed call was about.
 */
export function describeError(
  error: AppError,
  subject: 'key' | 'secret' = 'key',
): { title: string; effect: string; advice: string } {
  const special = error.isOfProxy ? proxyWords : subject === 'secret' ? secretWords : {}
  const { title, advice } = special[error.code] ?? words[error.code]
  return { title, effect: effectWords(error.effect), advice: waitWords(error) ?? advice }
}

function effectWords(effect: AppError['effect']): string {
  switch (effect) {
    case 'none':
      return 'Nothing was changed.'
    case 'unknown':
      return 'Whether anything was changed is not certain yet.'
    case 'done':
      return 'The change itself was made.'
    default:
      return assertNever(effect)
  }
}

function waitWords({ retryAfterMs }: AppError): string | null {
  if (retryAfterMs === undefined || retryAfterMs <= 0) return null
  const seconds = Math.ceil(retryAfterMs / 1000)
  return `Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`
}
