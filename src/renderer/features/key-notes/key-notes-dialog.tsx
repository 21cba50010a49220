// Edits what its user writes about a key: note, tags, favourite, lead time; of several keys tags and favourite.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { useAppState } from '../../state/app-state.ts'
import { SubjectIsGone } from '../edit-form/edit-frame.tsx'
import { OneKeyNotes } from './one-key-notes.tsx'
import { SeveralKeyTags } from './several-key-tags.tsx'

export interface KeyNotesDialogProps {
  readonly keyIds: readonly string[]
}

export function KeyNotesDialog({ keyIds }: KeyNotesDialogProps) {
  const rows = useAppState((state) => state.keys)
  const keys = keyIds.flatMap((id): ApiKey[] => {
    const row = rows.get(id)
    return row ? [row.key] : []
  })
  const [first] = keys
  if (!first) return <SubjectIsGone noun="key" />
  return keyIds.length === 1 ? <OneKeyNotes apiKey={first} /> : <SeveralKeyTags keys={keys} />
}
