// Notices about new keys: values that wait to be stored, and creations whose answer was lost.
import { RotateCw } from 'lucide-react'
import type { LostCreation, Snapshot } from '../../../shared/domain/snapshot.ts'
import { assertNever } from '../../../shared/errors.ts'
import { openDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { quotedName } from '../api-keys/key-status.ts'
import type { Notice } from './notice.ts'
import { dismissCreation, recheckCreation } from './shell-actions.ts'

export function unstoredNotices({ unstoredValues }: Snapshot): readonly Notice[] {
  const first = unstoredValues[0]
  if (!first) return []
  const count = unstoredValues.length
  const isAtRisk = unstoredValues.some(({ isSealedOnDisk }) => !isSealedOnDisk)
  return [
    {
      id: 'unstored',
      tone: isAtRisk ? 'danger' : 'warn',
      title:
        count === 1
          ? `1 key’s value is waiting to be stored: ${quotedName(first)}`
          : `${count} keys’ values are waiting to be stored: ${quotedName(first)} and ${count - 1} more`,
      body: isAtRisk ? 'It is in memory only and lost when Latchkey quits.' : undefined,
      actions: (
        <Button size="small" onClick={() => openDialog({ kind: 'unstoredValue', keyId: first.keyId })}>
          {count === 1 ? 'Open' : `Open ${quotedName(first)}`}
        </Button>
      ),
    },
  ]
}

export function creationNotices({ lostCreations }: Snapshot): readonly Notice[] {
  return lostCreations.map((creation) => ({ id: `lost-${creation.intentId}`, ...lostWords(creation) }))
}

function lostWords(creation: LostCreation): Omit<Notice, 'id'> {
  const { draft, intentId, keyId, state } = creation
  const name = quotedName(draft)
  switch (state) {
    case 'searching':
      return {
        tone: 'info',
        title: (
          <>
            <Spinner className="mr-1.5 align-text-bottom" />
            The answer for {name} was lost
          </>
        ),
        body: 'Latchkey looks at the list to find out whether the key was created.',
        actions: (
          <Button size="small" icon={RotateCw} onClick={() => recheckCreation(intentId)}>
            Look now
          </Button>
        ),
      }
    case 'found':
      return {
        tone: 'danger',
        title: `${name} was created, but its value was never received`,
        body: 'Nobody can use it and nobody can read its value again: revoke it and create it anew.',
        actions: (
          <>
            {keyId !== null && (
              <Button
                size="small"
                variant="danger"
                onClick={() => openDialog({ kind: 'revokeKeys', keyIds: [keyId] })}
              >
                Revoke…
              </Button>
            )}
            <CreateAgain creation={creation} />
            <Dismiss intentId={intentId} />
          </>
        ),
      }
    case 'notFound':
      return {
        tone: 'warn',
        title: `${name} was not created`,
        body: 'The answer was lost and the list does not hold the key.',
        actions: (
          <>
            <CreateAgain creation={creation} />
            <Dismiss intentId={intentId} />
          </>
        ),
      }
    default:
      return assertNever(state)
  }
}

function CreateAgain({ creation: { draft } }: { readonly creation: LostCreation }) {
  return (
    <Button size="small" onClick={() => openDialog({ kind: 'createKey', draft })}>
      Create again…
    </Button>
  )
}

function Dismiss({ intentId }: Pick<LostCreation, 'intentId'>) {
  return (
    <Button size="small" variant="ghost" onClick={() => dismissCreation(intentId)}>
      Dismiss
    </Button>
  )
}
