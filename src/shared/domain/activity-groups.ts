// The kinds of the history in the few groups that a person chooses from.
import { type ActivityKind, elsewhereKinds } from './activity.ts'

export const activityGroups = [
  {
    id: 'keys',
    label: 'API keys',
    kinds: [
      ...(['keyCreated', 'keyEdited', 'keyRevoked', 'keyFrozen', 'keyThawed', 'keyNoted'] as const),
      ...(['rotationStarted', 'rotationEnded'] as const),
    ],
  },
  {
    id: 'values',
    label: 'Values of API keys',
    kinds: ['valueCopied', 'valueRevealed', 'valueStored', 'valueErased'],
  },
  {
    id: 'secrets',
    label: 'Secrets',
    kinds: [
      ...(['secretAdded', 'secretEdited', 'secretReplaced', 'secretDeleted', 'secretCopied'] as const),
      ...(['secretChecked', 'secretErased', 'secretNoted'] as const),
    ],
  },
  {
    id: 'latchkey',
    label: 'Connection, lock, settings and hygiene',
    kinds: [
      ...(['connected', 'disconnected', 'switched', 'locked', 'unlocked', 'passphraseChanged'] as const),
      ...(['settingsChanged', 'exported', 'erasedEverything'] as const),
      ...(['findingIgnored', 'findingReopened'] as const),
    ],
  },
  { id: 'elsewhere', label: 'Changed elsewhere', kinds: elsewhereKinds },
] as const satisfies readonly {
  readonly id: string
  readonly label: string
  readonly kinds: readonly ActivityKind[]
}[]
export type ActivityGroup = (typeof activityGroups)[number]['id']

/** The group of each kind. */
export function groupOf(kind: ActivityKind): ActivityGroup {
  const found = activityGroups.find(({ kinds }) => (kinds as readonly ActivityKind[]).includes(kind))
  return found?.id ?? 'latchkey'
}

/** The kinds of all the given groups; null, which means every kind, for none. */
export function kindsOf(groups: ReadonlySet<ActivityGroup>): ActivityKind[] | null {
  if (groups.size === 0) return null
  return activityGroups.filter(({ id }) => groups.has(id)).flatMap(({ kinds }) => [...kinds])
}
