// What the palette can do with one secret, deleting last.
import {
  Copy,
  KeyRound,
  PencilLine,
  RefreshCw,
  Route,
  ScanSearch,
  SquareArrowOutUpRight,
  Star,
  Tag,
  Trash2,
} from 'lucide-react'
import type { Secret } from '../../../shared/domain/secret.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { writeBlock } from '../../state/selectors.ts'
import { openDialog } from '../../state/ui-state.ts'
import { setFavourite } from '../notes/note-actions.ts'
import { secretSubject } from '../notes/subjects.ts'
import {
  askWhichSecret,
  compareValue,
  copyName,
  copyValue,
  editSecret,
  replaceValue,
} from '../secrets/secret-actions.ts'
import { showRow } from '../shell/show-row.ts'
import type { Entry } from './entry.ts'

/** About this secret alone, whatever is selected in the table. */
export function secretEntries(secret: Secret, snapshot: Snapshot): readonly Entry[] {
  const reason = writeBlock(snapshot)
  const run = (act: () => void) => ({ kind: 'run' as const, run: act })
  const copy: Entry = {
    ...{ id: 'copyValue', icon: KeyRound, choice: run(() => void copyValue(secret)) },
    // Somebody may have replaced the value elsewhere since the copy was sealed.
    title: secret.fingerprint === 'stale' ? 'Copy value, maybe an old one' : 'Copy value',
  }
  return [
    ...(secret.hasSealedCopy ? [copy] : []),
    { id: 'copyName', title: 'Copy name', icon: Copy, choice: run(() => void copyName(secret)) },
    { id: 'edit', title: 'Edit…', icon: PencilLine, reason, choice: run(() => editSecret(secret)) },
    {
      ...{ id: 'replace', title: 'Replace value…', icon: RefreshCw, reason },
      choice: run(() => replaceValue(secret)),
    },
    {
      ...{ id: 'compare', title: 'Is this the value?…', icon: ScanSearch },
      choice: run(() => compareValue(secret)),
    },
    {
      ...{ id: 'which', title: 'Which secret is used?', icon: Route },
      choice: run(() => askWhichSecret(secret)),
    },
    {
      ...{ id: 'notes', title: 'Notes and tags…', icon: Tag },
      choice: run(() => openDialog({ kind: 'notes', noun: 'secret', ids: [secret.id] })),
    },
    {
      ...{ id: 'favourite', icon: Star },
      title: secret.notes.isFavourite ? 'Remove from favourites' : 'Add to favourites',
      choice: run(() => void setFavourite(secretSubject(secret), !secret.notes.isFavourite)),
    },
    {
      ...{ id: 'show', title: 'Show in Secrets', icon: SquareArrowOutUpRight },
      choice: run(() => showRow('secrets', secret.id)),
    },
    {
      ...{ id: 'delete', title: 'Delete…', icon: Trash2, tone: 'danger', reason },
      choice: run(() => openDialog({ kind: 'deleteSecrets', secretIds: [secret.id] })),
    },
  ]
}
