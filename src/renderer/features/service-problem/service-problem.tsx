// What a failed refresh offers: to try again or to connect again, and the details for whoever asks for help.
import { RotateCw } from 'lucide-react'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { AppError, ErrorCode } from '../../../shared/errors.ts'
import { commands } from '../../state/commands.ts'
import { isVaultProblem } from '../../state/selectors.ts'
import { announce, setReconnecting } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'

/** Failures that only another admin key or host will mend. */
const needsConnection: ReadonlySet<ErrorCode> = new Set([
  'unauthorized',
  'forbidden',
  'isSubKey',
  'wrongHost',
  'adminKeyUnreadable',
])

/** Asks the service again. A failure is told by the notice of the list's problem, so it needs no message. */
export async function refreshList(): Promise<void> {
  const refreshed = await commands.sync.refresh({})
  if (refreshed.ok) announce('List refreshed')
}

interface ProblemActionProps {
  readonly problem: AppError
  /** What could not be listed. */
  readonly subject?: 'key' | 'secret'
}

export function ProblemAction({ problem, subject = 'key' }: ProblemActionProps) {
  // A server without a list of secrets is no wrong server: another connection would not mend it.
  const takesConnection =
    needsConnection.has(problem.code) && !(subject === 'secret' && problem.code === 'wrongHost')
  // An opened keyring brings the list by itself.
  const tryAgain = () => (isVaultProblem(problem) ? commands.vault.retry({}) : refreshList())
  return takesConnection ? (
    <Button size="small" onClick={() => setReconnecting(true)}>
      Connect again
    </Button>
  ) : (
    <Button size="small" icon={RotateCw} onClick={() => void tryAgain()}>
      Try again
    </Button>
  )
}

/** Status and request id, where the service told them. */
export function ProblemDetails({ problem: { status, requestId } }: { readonly problem: AppError }) {
  if (status === undefined && requestId === undefined) return null
  return (
    <Disclosure summary="Details">
      <span className="font-mono text-sm select-text">
        {status !== undefined && `HTTP status ${status}`}
        {status !== undefined && requestId !== undefined && ' · '}
        {requestId !== undefined && `request id ${visibleText(requestId, 200)}`}
      </span>
    </Disclosure>
  )
}
