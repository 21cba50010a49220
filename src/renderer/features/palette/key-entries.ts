// What the palette can do with one API key, in the order in which it is wanted, revoking last.
import {
  CalendarPlus,
  Copy,
  KeyRound,
  LockKeyhole,
  Pencil,
  RefreshCw,
  ShieldX,
  Snowflake,
  SquareArrowOutUpRight,
  Star,
  Sun,
  Tag,
} from 'lucide-react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { extendedExpiry, localDate } from '../../../shared/domain/expiry.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { serviceNow } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { openDialog } from '../../state/ui-state.ts'
import { copyIdentifier, copyValue, editKey, extendExpiry } from '../api-keys/key-actions.ts'
import { freezeBlock } from '../freeze-keys/freeze-actions.ts'
import { setFavourite } from '../notes/note-actions.ts'
import { keySubject } from '../notes/subjects.ts'
import { rotateKey } from '../rotations/rotation-actions.ts'
import { showRow } from '../shell/show-row.ts'
import type { Entry } from './entry.ts'

const extendDays = 30

/** About this key alone, whatever is selected in the table. */
export function keyEntries(key: ApiKey, snapshot: Snapshot): readonly Entry[] {
  const hasUnstoredValue = snapshot.unstoredValues.some(({ keyId }) => keyId === key.id)
  const hasValue = hasUnstoredValue || key.hasSealedCopy
  const block = key.ending ? 'The key has ended.' : writeBlock(snapshot)
  const run = (act: () => void) => ({ kind: 'run' as const, run: act })
  const ofValue: Entry[] = [
    { id: 'copyValue', title: 'Copy value', icon: KeyRound, choice: run(() => void copyValue(key)) },
    {
      ...{ id: 'showValue', icon: LockKeyhole },
      title: hasUnstoredValue ? 'Store value…' : 'Show value…',
      choice: run(() => openDialog({ kind: 'unstoredValue', keyId: key.id })),
    },
  ]
  return [
    ...(hasValue ? ofValue.slice(0, 1) : []),
    {
      ...{ id: 'copyIdentifier', title: 'Copy identifier', icon: Copy },
      aside: visibleText(key.display, 40),
      choice: run(() => void copyIdentifier(key)),
    },
    { id: 'edit', title: 'Edit…', icon: Pencil, reason: block, choice: run(() => editKey(key)) },
    {
      ...{ id: 'extend', title: `Extend by ${extendDays} days`, icon: CalendarPlus },
      aside: `to ${localDate(extendedExpiry(key.expiresAt, extendDays, serviceNow()))}`,
      reason: block ?? (key.expiresAt === null ? 'It never expires.' : null),
      choice: run(() => void extendExpiry(key, extendDays)),
    },
    { id: 'rotate', title: 'Rotate…', icon: RefreshCw, reason: block, choice: run(() => rotateKey(key)) },
    {
      ...{ id: 'notes', title: 'Notes and tags…', icon: Tag },
      choice: run(() => openDialog({ kind: 'notes', noun: 'key', ids: [key.id] })),
    },
    {
      ...{ id: 'favourite', icon: Star },
      title: key.notes.isFavourite ? 'Remove from favourites' : 'Add to favourites',
      choice: run(() => void setFavourite(keySubject(key), !key.notes.isFavourite)),
    },
    ...(hasValue ? ofValue.slice(1) : []),
    {
      ...{ id: 'show', title: 'Show in API Keys', icon: SquareArrowOutUpRight },
      choice: run(() => showRow('keys', key.id)),
    },
    freezeEntry(key, block),
    {
      ...{ id: 'revoke', title: 'Revoke…', icon: ShieldX, tone: 'danger', reason: block },
      choice: run(() => openDialog({ kind: 'revokeKeys', keyIds: [key.id] })),
    },
  ]
}

function freezeEntry(key: ApiKey, block: string | null): Entry {
  const isFrozen = key.frozen !== null && !key.ending
  const change = isFrozen ? 'thaw' : 'freeze'
  return {
    id: change,
    title: isFrozen ? 'Thaw…' : 'Freeze…',
    icon: isFrozen ? Sun : Snowflake,
    reason: block ?? (isFrozen ? null : freezeBlock(key)),
    choice: { kind: 'run', run: () => openDialog({ kind: 'freezeKeys', keyIds: [key.id], change }) },
  }
}
