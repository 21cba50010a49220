// The notices under the top bar, the most urgent first; more than three are folded away.
import { ChevronDown, X } from 'lucide-react'
import { useState } from 'react'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useNotices } from './use-notices.tsx'

const shownAtOnce = 3

export function NoticeList() {
  const [dismissedIds, setDismissedIds] = useState<ReadonlySet<string>>(new Set())
  const [isUnfolded, setUnfolded] = useState(false)
  const notices = useNotices().filter(({ id }) => !dismissedIds.has(id))
  const hiddenCount = isUnfolded ? 0 : Math.max(0, notices.length - shownAtOnce)
  if (notices.length === 0) return null
  return (
    <section aria-label="Notices" className="max-h-[40vh] shrink-0 overflow-y-auto">
      {notices.slice(0, notices.length - hiddenCount).map((notice) => (
        <Banner
          key={notice.id}
          look="strip"
          tone={notice.tone}
          title={notice.title}
          actions={
            <>
              {notice.actions}
              {notice.isDismissible && (
                <IconButton
                  label="Dismiss"
                  icon={X}
                  size="small"
                  onClick={() => setDismissedIds(new Set([...dismissedIds, notice.id]))}
                />
              )}
            </>
          }
        >
          {notice.body}
        </Banner>
      ))}
      {hiddenCount > 0 && (
        <div className="border-b border-line bg-canvas px-2 py-0.5">
          <Button size="small" variant="ghost" icon={ChevronDown} onClick={() => setUnfolded(true)}>
            {hiddenCount} more {hiddenCount === 1 ? 'notice' : 'notices'}
          </Button>
        </div>
      )}
    </section>
  )
}
