// Notices about the list: offline, refused, old, incomplete, or told by a clock that is off.
import { RotateCw } from 'lucide-react'
import { describeError } from '../../../shared/domain/error-words.ts'
import { asOfTime } from '../../../shared/domain/expiry.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { isOffline, isVaultProblem, listProblem } from '../../state/selectors.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemAction, ProblemDetails, refreshList } from '../service-problem/service-problem.tsx'
import type { Notice } from './notice.ts'

const dayMs = 86_400_000
const minuteMs = 60_000
const toldSkewMs = 5 * minuteMs

export function serviceNotices(snapshot: Snapshot, now: number): readonly Notice[] {
  return [
    problemNotice(snapshot, now),
    staleNotice(snapshot, now),
    skewNotice(snapshot),
    skippedNotice(snapshot),
  ].filter((notice) => notice !== null)
}

function problemNotice(snapshot: Snapshot, now: number): Notice | null {
  const problem = listProblem(snapshot)
  const { listAsOf } = snapshot.sync
  // Where nothing is known yet, the view itself tells why; the keyring has a notice of its own.
  if (!problem || listAsOf === null || isVaultProblem(problem)) return null
  const { title, advice } = describeError(problem)
  const asOf = `as of ${asOfTime(listAsOf, now)}${now - listAsOf > dayMs ? ', older than a day' : ''}`
  const isUnreachable = isOffline(snapshot)
  return {
    id: `list-${problem.code}`,
    tone: isUnreachable ? 'warn' : 'danger',
    title: isUnreachable ? `Offline, ${asOf}` : title,
    body: (
      <>
        {isUnreachable ? title : `The list is ${asOf}`}. {advice} <ProblemDetails problem={problem} />
      </>
    ),
    actions: <ProblemAction problem={problem} />,
  }
}

function staleNotice({ sync }: Snapshot, now: number): Notice | null {
  const { listAsOf, listProblem: problem } = sync
  if (problem || listAsOf === null || now - listAsOf <= dayMs) return null
  return {
    id: 'stale',
    tone: 'warn',
    title: `The list is as of ${asOfTime(listAsOf, now)}, older than a day`,
    actions: (
      <Button size="small" icon={RotateCw} onClick={() => void refreshList()}>
        Refresh
      </Button>
    ),
  }
}

function skewNotice({ sync: { clockSkewMs } }: Snapshot): Notice | null {
  if (Math.abs(clockSkewMs) <= toldSkewMs) return null
  const minutes = Math.round(Math.abs(clockSkewMs) / minuteMs)
  return {
    id: 'skew',
    tone: 'warn',
    title: `This computer’s clock is ${minutes} minutes ${clockSkewMs > 0 ? 'behind' : 'ahead of'} IO Intelligence’s`,
    body: 'What is left until an expiry is told by the service’s clock.',
    isDismissible: true,
  }
}

function skippedNotice({ sync: { skippedRows } }: Snapshot): Notice | null {
  if (skippedRows === 0) return null
  return {
    id: 'skipped',
    tone: 'warn',
    title:
      skippedRows === 1
        ? '1 key could not be read and is not shown'
        : `${skippedRows} keys could not be read and are not shown`,
    body: 'The service described them in a way that Latchkey does not understand. A newer Latchkey may.',
    isDismissible: true,
  }
}
