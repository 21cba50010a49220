// What the edit form has to say about itself: not possible now, changed underneath, not taken over.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ChangeList } from './change-list.tsx'
import { describeChanges, fieldWords, withChanges } from './changes.ts'
import type { EditBasis } from './edit-basis.ts'

export interface EditBannersProps {
  readonly basis: EditBasis
  readonly row: ApiKey | undefined
  /** Why nothing can be saved now. */
  readonly block: string | null
  /** Its own saving changes the row too; that is no news. */
  readonly isSaving: boolean
  readonly onReload: (newest: ApiKey) => void
}

export function EditBanners({ basis, row, block, isSaving, onReload }: EditBannersProps) {
  const { key, notTaken } = basis
  const hasMoved = row !== undefined && row !== basis.row && !isSaving
  const drift = hasMoved ? describeChanges(key, row) : []
  return (
    <>
      {block && (
        <Banner tone="warn" title={block}>
          What you changed stays here but cannot be saved.
        </Banner>
      )}
      {notTaken && (
        <Banner tone="warn" title="The service did not take over everything">
          {describeChanges(key, withChanges(key, notTaken)).map(({ field, label, after }) => (
            <span key={field} className="block">
              {label}: the service kept {fieldWords(field, key)}, you asked for {after}.
            </span>
          ))}
          The form now shows what the service has.
        </Banner>
      )}
      {row && drift.length > 0 && (
        <Banner
          tone="warn"
          title="This key was changed elsewhere while you were editing"
          actions={
            <Button size="small" onClick={() => onReload(row)}>
              Start from the new state
            </Button>
          }
        >
          <ChangeList changes={drift} />
          Saving sends only what you changed here.
        </Banner>
      )}
    </>
  )
}
