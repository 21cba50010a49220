// The notice of what changed without this computer since its user last said that it was seen.
import { asOfTime } from '../../../shared/domain/expiry.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { Button } from '../../ui/button.tsx'
import type { Notice } from '../shell/notice.ts'
import { driftWords } from './drift-words.ts'
import { markSeen, showWhatChangedElsewhere } from './history-actions.ts'

/** `now` by the service's clock, epoch ms. */
export function driftNotices({ drift }: Snapshot, now: number): readonly Notice[] {
  if (drift === null) return []
  return [
    {
      id: 'drift',
      tone: 'info',
      title: `Changed elsewhere since ${asOfTime(drift.since, now)}`,
      body: driftWords(drift),
      actions: (
        <>
          <Button size="small" onClick={showWhatChangedElsewhere}>
            Show
          </Button>
          <Button size="small" variant="ghost" onClick={() => void markSeen()}>
            Mark as seen
          </Button>
        </>
      ),
    },
  ]
}
