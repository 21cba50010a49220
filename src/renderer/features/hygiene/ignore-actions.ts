// Ignores findings and looks at them again, and tells what came of it.
import { type FindingKind, isKeyFinding } from '../../../shared/domain/ignored-findings.ts'
import { maxRowsPerMessage } from '../../../shared/domain/snapshot.ts'
import type { AppError } from '../../../shared/errors.ts'
import { commands } from '../../state/commands.ts'
import type { SubjectOfFinding } from '../../state/ui-state.ts'
import { announce, openDialog, tellProblem, tellSuccess } from '../../state/ui-state.ts'

/** "3 keys", "1 secret". */
export function subjectWords(finding: FindingKind, count: number): string {
  const noun = isKeyFinding(finding) ? 'key' : 'secret'
  return `${count.toLocaleString('en')} ${count === 1 ? noun : `${noun}s`}`
}

/** `name` already made visible. */
export async function ignoreOne(finding: FindingKind, id: string, name: string): Promise<void> {
  const error = await setIgnored(finding, [id], true)
  if (error) return tellProblem(error, isKeyFinding(finding) ? 'key' : 'secret')
  tellIgnored(`“${name}”`)
}

/** Names the place where it can be taken back. */
export function tellIgnored(whom: string): void {
  tellSuccess(
    `Finding about ${whom} ignored`,
    'It stands at the end of Hygiene, where you can look at it again.',
  )
}

export async function lookAgain(finding: FindingKind, ids: readonly string[], whom: string): Promise<void> {
  const error = await setIgnored(finding, ids, false)
  if (error) return tellProblem(error, isKeyFinding(finding) ? 'key' : 'secret')
  announce(`Finding about ${whom} is shown again`)
}

/** Which of them is chosen in a dialog. */
export function askWhomToIgnore(
  finding: FindingKind,
  rows: readonly SubjectOfFinding[],
  count: number,
): void {
  openDialog({ kind: 'ignoreFindings', finding, rows, count })
}

/** In pieces that fit a message; what came before a failure stays. */
export async function setIgnored(
  finding: FindingKind,
  ids: readonly string[],
  isIgnored: boolean,
): Promise<AppError | null> {
  for (let start = 0; start < ids.length; start += maxRowsPerMessage) {
    const subjectIds = ids.slice(start, start + maxRowsPerMessage)
    const answer = await commands.hygiene.setIgnored({ finding, subjectIds, isIgnored })
    if (!answer.ok) return answer.error
  }
  return null
}
