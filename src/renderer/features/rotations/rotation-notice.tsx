// The notices of rotations: how the old key is doing, and what can be done about it.
import { Check, ChevronDown, ShieldX } from 'lucide-react'
import { exactTime } from '../../../shared/domain/expiry.ts'
import { durationWords, oldKeyWords, type Rotation } from '../../../shared/domain/rotation.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { assertNever } from '../../../shared/errors.ts'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuItem, MenuNote, MenuSeparator } from '../../ui/menu.tsx'
import type { Notice } from '../shell/notice.ts'
import { changeQuietTime, putAway, revokeOldKey, stopWatching } from './rotation-actions.ts'
import { quietChoices, quotedOldName } from './rotation-words.ts'

/** Those that wait for somebody are always told; those that only go on may be put away. */
export function rotationNotices({ rotations }: Snapshot, now: number): readonly Notice[] {
  return rotations.map((rotation) => ({
    id: `rotation-${rotation.id}-${rotation.state}`,
    ...noticeOf(rotation, now),
  }))
}

function noticeOf(rotation: Rotation, now: number): Omit<Notice, 'id'> {
  const name = quotedOldName(rotation)
  switch (rotation.state) {
    case 'watching':
      return {
        tone: 'info',
        title: `Rotating ${name}: old key ${oldKeyWords(rotation, now)}`,
        body: `Its revocation is offered once it was quiet for ${durationWords(rotation.quietMs)}.`,
        isDismissible: true,
        actions: <Options rotation={rotation} />,
      }
    case 'quiet':
      return {
        tone: 'good',
        title: `The old ${name} is ${oldKeyWords(rotation, now)}: safe to revoke`,
        body: provenBy(rotation),
        actions: (
          <>
            <Button size="small" variant="danger" icon={ShieldX} onClick={() => revokeOldKey(rotation)}>
              Revoke old key…
            </Button>
            <Options rotation={rotation} />
          </>
        ),
      }
    case 'ended':
      return {
        tone: 'good',
        title: `The rotation of ${name} is done`,
        body: 'The old key is gone, and the new one has taken over.',
        actions: (
          <Button size="small" icon={Check} onClick={() => void putAway(rotation)}>
            OK
          </Button>
        ),
      }
    case 'broken':
      return {
        tone: 'warn',
        title: `The key that was to take over from ${name} is gone`,
        body: 'It was revoked or has expired. The old key is no longer watched; rotate it again or leave it.',
        actions: (
          <Button size="small" onClick={() => void stopWatching(rotation)}>
            Stop watching
          </Button>
        ),
      }
    default:
      return assertNever(rotation.state)
  }
}

function provenBy({ quietFrom, checkedAt }: Rotation): string | undefined {
  if (checkedAt === null) return undefined
  return `Its credits have stood still since ${exactTime(quietFrom)}.`
}

function Options({ rotation }: { readonly rotation: Rotation }) {
  return (
    <Menu
      trigger={
        <Button size="small" aria-label={`Options of the rotation of ${quotedOldName(rotation)}`}>
          Options
          <ChevronDown aria-hidden className="size-3.5" />
        </Button>
      }
    >
      <MenuNote>Offer to revoke it when quiet for</MenuNote>
      {quietChoices(rotation.quietMs).map(({ ms, words }) => (
        <MenuItem
          key={ms}
          aside={ms === rotation.quietMs ? 'as it is now' : undefined}
          onSelect={() => void changeQuietTime(rotation, ms)}
        >
          {words}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={() => void stopWatching(rotation)}>Stop watching</MenuItem>
      <MenuItem icon={ShieldX} tone="danger" onSelect={() => revokeOldKey(rotation)}>
        Revoke old key…
      </MenuItem>
    </Menu>
  )
}
