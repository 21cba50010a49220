// Notices about the lists: offline, refused, old, incomplete, or told by a clock that is off.
import { RotateCw } from 'lucide-react'
import { describeError } from '../../../shared/domain/error-words.ts'
import { asOfTime } from '../../../shared/domain/expiry.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import type { AppError } from '../../../shared/errors.ts'
import { isUnreachable, isVaultProblem, listProblem, secretsProblem } from '../../state/selectors.ts'
import type { Section } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemAction, ProblemDetails, refreshList } from '../service-problem/service-problem.tsx'
import type { Notice } from './notice.ts'

const dayMs = 86_400_000
const minuteMs = 60_000
const toldSkewMs = 5 * minuteMs

/** The list of keys concerns every section: without it nothing can be written. Secrets have one of their own. */
export function serviceNotices(snapshot: Snapshot, section: Section, now: number): readonly Notice[] {
  const keys: List = {
    id: 'list',
    subject: 'key',
    problem: listProblem(snapshot),
    asOf: snapshot.sync.listAsOf,
    name: section === 'keys' ? 'The list' : 'The list of API keys',
  }
  const secrets: List = {
    id: 'secrets',
    subject: 'secret',
    problem: secretsProblem(snapshot),
    asOf: snapshot.sync.secretsAsOf,
    name: 'The list of secrets',
  }
  const inSecrets = section === 'secrets'
  // What keeps both lists away is told once, with the time of the list on screen.
  const isSameProblem = keys.problem?.code === secrets.problem?.code
  const shown = inSecrets ? [secrets, ...(isSameProblem ? [] : [keys])] : [keys]
  return [
    ...shown.map((list) => problemNotice(list, now)),
    staleNotice(inSecrets ? secrets : keys, now),
    skewNotice(snapshot),
    skippedNotice(snapshot),
    inSecrets ? missingNotice(snapshot) : null,
  ].filter((notice) => notice !== null)
}

/** A list of the service as it was last read. */
interface List {
  readonly id: string
  readonly subject: 'key' | 'secret'
  readonly problem: AppError | null
  readonly asOf: number | null
  /** Begins a sentence. */
  readonly name: string
}

function problemNotice({ id, subject, problem, asOf, name }: List, now: number): Notice | null {
  // Where nothing is known yet, the view itself tells why; the keyring has a notice of its own.
  if (!problem || asOf === null || isVaultProblem(problem)) return null
  const { title, advice } = describeError(problem, subject)
  const since = `as of ${asOfTime(asOf, now)}${now - asOf > dayMs ? ', older than a day' : ''}`
  const isAway = isUnreachable(problem)
  return {
    id: `${id}-${problem.code}`,
    // Secrets that were read earlier do not stop working because their list is away.
    tone: isAway || subject === 'secret' ? 'warn' : 'danger',
    title: isAway ? `Offline, ${since}` : title,
    body: (
      <>
        {isAway ? title : `${name} is ${since}`}. {advice} <ProblemDetails problem={problem} />
      </>
    ),
    actions: <ProblemAction problem={problem} subject={subject} />,
  }
}

function staleNotice({ id, problem, asOf, name }: List, now: number): Notice | null {
  if (problem || asOf === null || now - asOf <= dayMs) return null
  return {
    id: `${id}-stale`,
    tone: 'warn',
    title: `${name} is as of ${asOfTime(asOf, now)}, older than a day`,
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

function missingNotice({ sync: { missingSecrets } }: Snapshot): Notice | null {
  if (missingSecrets === 0) return null
  return {
    id: 'missing-secrets',
    tone: 'warn',
    title:
      missingSecrets === 1
        ? '1 secret could not be read and is not shown'
        : `${missingSecrets} secrets could not be read and are not shown`,
    body: 'The service counts them, but did not show them or described them in a way that Latchkey does not understand.',
    isDismissible: true,
  }
}
