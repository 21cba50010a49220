// What an entry of the history says: one sentence for the list, for notices and for exported files.
import type { Activity, ActivityKind } from './activity.ts'
import { describeError } from './error-words.ts'
import { visibleText } from './visible-text.ts'

/** `{}` stands for the quoted name, and goes away with the space before it where there is none. */
interface Sentences {
  readonly done: string
  /** Begins the sentence of what failed or was never confirmed. */
  readonly doing: string
}

const said = (done: string, doing: string): Sentences => ({ done, doing })

const sentences: Readonly<Record<ActivityKind, Sentences>> = {
  keyCreated: said('You created the API key {}', 'Creating the API key {}'),
  keyEdited: said('You changed {}', 'Changing {}'),
  keyRevoked: said('You revoked {}', 'Revoking {}'),
  keyFrozen: said('You froze {}', 'Freezing {}'),
  keyThawed: said('You thawed {}', 'Thawing {}'),
  keyNoted: said('You changed the notes of {}', 'Changing the notes of {}'),
  valueCopied: said('You copied the value of {}', 'Copying the value of {}'),
  valueRevealed: said('You revealed the value of {}', 'Revealing the value of {}'),
  valueStored: said('You stored the value of {}', 'Storing the value of {}'),
  valueErased: said('You erased the sealed copy of {}', 'Erasing the sealed copy of {}'),
  rotationStarted: said('You began to rotate {}', 'Beginning to rotate {}'),
  rotationEnded: said('The rotation of {} ended', 'Ending the rotation of {}'),
  secretAdded: said('You added the secret {}', 'Adding the secret {}'),
  secretEdited: said('You changed the secret {}', 'Changing the secret {}'),
  secretReplaced: said('You replaced the value of the secret {}', 'Replacing the value of the secret {}'),
  secretDeleted: said('You deleted the secret {}', 'Deleting the secret {}'),
  secretCopied: said('You copied the value of the secret {}', 'Copying the value of the secret {}'),
  secretChecked: said('You tested a credential for {}', 'Testing a credential for {}'),
  secretErased: said('You erased the sealed copy of the secret {}', 'Erasing the sealed copy of {}'),
  secretNoted: said('You changed the notes of the secret {}', 'Changing the notes of the secret {}'),
  findingIgnored: said('You ignored a finding about {}', 'Ignoring a finding about {}'),
  findingReopened: said('You reopened a finding about {}', 'Reopening a finding about {}'),
  connected: said('You connected {}', 'Connecting {}'),
  disconnected: said('You disconnected {}', 'Disconnecting {}'),
  switched: said('You switched to {}', 'Switching to {}'),
  locked: said('Latchkey was locked', 'Locking Latchkey'),
  unlocked: said('You unlocked Latchkey', 'Unlocking Latchkey'),
  passphraseChanged: said('You changed the passphrase', 'Changing the passphrase'),
  settingsChanged: said('You changed the settings', 'Changing the settings'),
  exported: said('You exported {}', 'Exporting {}'),
  erasedEverything: said('You erased everything kept here', 'Erasing everything kept here'),
  keyAppeared: said('{} was created elsewhere', 'A key created elsewhere: {}'),
  keyChangedElsewhere: said('{} was changed elsewhere', 'A change elsewhere: {}'),
  keyExpired: said('{} expired', 'Expiring {}'),
  keyGone: said('{} is gone: revoked elsewhere', 'Gone elsewhere: {}'),
  moreChanged: said('More keys changed elsewhere', 'More changes elsewhere'),
}

/** Longest name in a sentence. */
const shownName = 80

/** "You revoked “billing-bot”", "Credit limit of “ci” changed elsewhere: 50 → 500 credits". */
export function activityWords(entry: Activity): string {
  const { kind, subject, outcome, changes } = entry
  const { done, doing } = sentences[kind]
  const name = subject.trim() === '' ? '' : `“${visibleText(subject, shownName)}”`
  const fill = (sentence: string) => {
    const filled = name === '' ? sentence.replace(/ ?\{\}/, '') : sentence.replace('{}', () => name)
    return filled.trim()
  }
  if (outcome !== 'done') return `${fill(doing)} ${outcomeEnds[outcome]}`
  const [first] = changes
  if (first === undefined) return fill(done)
  if (kind === 'keyChangedElsewhere' && changes.length === 1) {
    return `${first.field} of ${name} changed elsewhere: ${stepWords(first)}`
  }
  const more = changes.length > 1 ? ` and ${changes.length - 1} more` : ''
  return `${fill(done)}: ${first.field} ${stepWords(first)}${more}`
}

const outcomeEnds = { failed: 'failed', unknown: 'was not confirmed' } as const

/** "50 → 500 credits": what a field was and what it became. */
export function stepWords({ field, before, after }: Activity['changes'][number]): string {
  const unit = field === 'Credit limit' && /^[\d,.]+$/.test(after) ? ' credits' : ''
  return `${visibleText(before, 400)} → ${visibleText(after, 400)}${unit}`
}

/** Why it failed, in the words of every other place; null where it did not. */
export function activityProblem({ error, kind }: Pick<Activity, 'error' | 'kind'>): string | null {
  if (error === null) return null
  const subject = kind.startsWith('secret') ? 'secret' : 'key'
  return describeError({ code: error, effect: 'none', isRetryable: false }, subject).title
}

export const outcomeWords: Readonly<Record<Activity['outcome'], string>> = {
  done: 'Done',
  failed: 'Failed',
  unknown: 'Not confirmed',
}
