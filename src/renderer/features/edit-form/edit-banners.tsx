// What an edit form has to say about itself: not possible now, changed underneath, not taken over.
import type { ChangeWords } from '../../../shared/domain/change-words.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ChangeList } from './change-list.tsx'

export interface EditBannersProps {
  readonly noun: 'key' | 'secret'
  /** Why nothing can be saved now. */
  readonly block: string | null
  /** What the service did not take over: `before` is what it kept, `after` what was asked for. */
  readonly notTaken: readonly ChangeWords[]
  /** What was changed elsewhere since the form began. */
  readonly drift: readonly ChangeWords[]
  readonly onReload: () => void
}

export function EditBanners({ noun, block, notTaken, drift, onReload }: EditBannersProps) {
  return (
    <>
      {block && (
        <Banner tone="warn" title={block}>
          What you changed stays here but cannot be saved.
        </Banner>
      )}
      {notTaken.length > 0 && (
        <Banner tone="warn" title="The service did not take over everything">
          {notTaken.map(({ field, label, before, after }) => (
            <span key={field} className="block">
              {label}: the service kept {before}, you asked for {after}.
            </span>
          ))}
          The form now shows what the service has.
        </Banner>
      )}
      {drift.length > 0 && (
        <Banner
          tone="warn"
          title={`This ${noun} was changed elsewhere while you were editing`}
          actions={
            <Button size="small" onClick={onReload}>
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
