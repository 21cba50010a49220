// The parts of the tray's menu for a hurry and for patience: freezing and revoking many keys, and keys being rotated.
import type { ApiKey } from '../../shared/domain/api-key.ts'
import { countKeys, type EmergencyAction } from '../../shared/domain/emergency.ts'
import { foldTag } from '../../shared/domain/notes.ts'
import { oldKeyWords, type Rotation } from '../../shared/domain/rotation.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'
import type { TrayItem } from '../ports/system.ts'

export interface EmergencyHandlers {
  readonly open: () => void
  /** Asks, and then acts on all keys or on those with a tag. */
  readonly emergency: (action: EmergencyAction) => void
  /** Asks about what the last batch of this kind did not manage. */
  readonly retryFailed: (batch: 'freezing' | 'revocation') => void
}

const maxNameLength = 60
/** Native menus get useless with hundreds of entries; the window has them all. */
const maxTags = 50
const maxRotations = 5
const separator: TrayItem = { type: 'separator' }

/** What the menu needs to know of all keys, gathered in one pass. */
export interface EmergencyFacts {
  readonly note: (key: ApiKey) => void
  readonly hasKeys: () => boolean
  readonly hasFrozen: () => boolean
  /** Each once, by the alphabet. */
  readonly tags: () => readonly string[]
}

export function createEmergencyFacts(): EmergencyFacts {
  const tags = new Map<string, string>()
  let hasKeys = false
  let hasFrozen = false
  return {
    note: ({ notes, frozen }) => {
      hasKeys = true
      hasFrozen ||= frozen !== null
      for (const tag of notes.tags) if (!tags.has(foldTag(tag))) tags.set(foldTag(tag), tag)
    },
    hasKeys: () => hasKeys,
    hasFrozen: () => hasFrozen,
    tags: () => [...tags].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tag]) => tag),
  }
}

export function emergencyMenu(
  snapshot: Snapshot,
  facts: EmergencyFacts,
  handlers: EmergencyHandlers,
): TrayItem {
  const { emergency } = handlers
  return {
    type: 'submenu',
    label: 'Emergency',
    items: [
      ...failedItems(snapshot, handlers),
      {
        type: 'action',
        label: 'Freeze all keys…',
        isEnabled: facts.hasKeys(),
        run: () => emergency({ action: 'freezeAll' }),
      },
      {
        type: 'action',
        label: 'Thaw all frozen keys…',
        isEnabled: facts.hasFrozen(),
        run: () => emergency({ action: 'thawAll' }),
      },
      separator,
      tagMenu('Freeze by tag', facts, handlers, (tag) => emergency({ action: 'freezeTag', tag })),
      tagMenu('Revoke by tag', facts, handlers, (tag) => emergency({ action: 'revokeTag', tag })),
    ],
  }
}

function tagMenu(
  label: string,
  facts: EmergencyFacts,
  { open }: EmergencyHandlers,
  choose: (tag: string) => void,
): TrayItem {
  const tags = facts.tags()
  const hidden = tags.length - maxTags
  const items = tags.slice(0, maxTags).map((tag): TrayItem => {
    return { type: 'action', label: `${visibleText(tag, maxNameLength)}…`, run: () => choose(tag) }
  })
  if (hidden > 0) items.push(separator, { type: 'action', label: `${hidden} more in Latchkey…`, run: open })
  if (items.length === 0) items.push({ type: 'note', label: 'No keys have tags' })
  return { type: 'submenu', label, items }
}

const batchWords = {
  freeze: { running: 'Freezing', notDone: 'not frozen' },
  thaw: { running: 'Thawing', notDone: 'not thawed' },
  revoke: { running: 'Revoking', notDone: 'not revoked' },
} as const

/** The last batch of each kind, as far as there was one. */
function batchesOf({ freezing, revocation }: Snapshot) {
  const countOf = (outcomes: readonly { readonly outcome: string }[], ...names: readonly string[]) =>
    outcomes.filter(({ outcome }) => names.includes(outcome)).length
  const facts = (outcomes: readonly { readonly outcome: string }[]) => ({
    count: outcomes.length,
    open: countOf(outcomes, 'waiting', 'running'),
    notDone: countOf(outcomes, 'failed', 'unconfirmed'),
  })
  return [
    ...(freezing
      ? [{ of: 'freezing', words: batchWords[freezing.kind], ...facts(freezing.outcomes) } as const]
      : []),
    ...(revocation
      ? [{ of: 'revocation', words: batchWords.revoke, ...facts(revocation.outcomes) } as const]
      : []),
  ]
}

/** "Freezing 12 of 40…", while it goes on. */
export function progressItems(snapshot: Snapshot): TrayItem[] {
  return batchesOf(snapshot)
    .filter(({ open }) => open > 0)
    .map(({ words, count, open }) => {
      return { type: 'note', label: `${words.running} ${count - open} of ${count}…` }
    })
}

function failedItems(snapshot: Snapshot, { retryFailed }: EmergencyHandlers): TrayItem[] {
  return batchesOf(snapshot)
    .filter(({ open, notDone }) => open === 0 && notDone > 0)
    .flatMap(({ of, words, notDone }): TrayItem[] => [
      { type: 'note', label: `${countKeys(notDone)} ${words.notDone}` },
      { type: 'action', label: 'Retry what failed…', run: () => retryFailed(of) },
      separator,
    ])
}

/** Keys that are being rotated, those whose old key is quiet first. `now` by the service's clock, epoch ms. */
export function rotationItems(
  { rotations }: Snapshot,
  now: number,
  handlers: { readonly open: () => void; readonly revoke: (keyId: string) => void },
): TrayItem[] {
  const rank = { quiet: 0, broken: 1, watching: 2, ended: 3 } as const
  const going = rotations
    .filter(({ state }) => state !== 'ended')
    .sort((a, b) => rank[a.state] - rank[b.state])
    .slice(0, maxRotations)
  if (going.length === 0) return []
  return [
    { type: 'note', label: 'Rotations' },
    ...going.map((rotation): TrayItem => {
      const isQuiet = rotation.state === 'quiet'
      return {
        type: 'action',
        label: rotationLabel(rotation, now),
        run: () => (isQuiet ? handlers.revoke(rotation.oldKeyId) : handlers.open()),
      }
    }),
    separator,
  ]
}

function rotationLabel(rotation: Rotation, now: number): string {
  const name = visibleText(rotation.oldName, maxNameLength).trim() || 'Key without a name'
  switch (rotation.state) {
    case 'quiet':
      return `${name}: ${oldKeyWords(rotation, now)} · Revoke old key…`
    case 'broken':
      return `${name}: the new key is gone`
    default:
      return `${name}: old key ${oldKeyWords(rotation, now)}`
  }
}
