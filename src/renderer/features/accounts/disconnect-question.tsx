// Asks before an account is let go; before values are erased with it, main asks once more and names them.
import { useEffect, useRef, useState } from 'react'
import type { Account } from '../../../shared/domain/snapshot.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useProblem } from '../problem/use-problem.ts'

interface DisconnectQuestionProps {
  readonly account: Account
  readonly onStay: () => void
}

export function DisconnectQuestion({ account, onStay }: DisconnectQuestionProps) {
  const problem = useProblem()
  const hasOthers = useSnapshot(({ accounts }) => accounts.length > 1)
  const [isBusy, setIsBusy] = useState(false)
  const stayRef = useRef<HTMLButtonElement>(null)
  const questionRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    stayRef.current?.focus()
    questionRef.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const disconnect = async () => {
    setIsBusy(true)
    const answer = await commands.session.disconnect({})
    setIsBusy(false)
    if (answer.ok) closeDialog()
    else if (answer.error.code === 'notConfirmed') onStay()
    else problem.report(answer.error)
  }
  const isSandbox = account.kind === 'sandbox'
  return (
    <div ref={questionRef} className="flex flex-col gap-2">
      <Banner tone="warn" title={isSandbox ? 'Leave the sandbox?' : 'Disconnect this account?'}>
        {isSandbox
          ? 'Its made-up keys and what you kept of them go with it. No real account is touched.'
          : 'Latchkey forgets the admin key, the list and what it keeps sealed. The API keys themselves go on working.'}
        {hasOthers && ' Another account that is kept here is shown next.'}
        <span className="mt-1.5 flex flex-wrap gap-2">
          <Button ref={stayRef} size="small" onClick={onStay}>
            Stay connected
          </Button>
          <Button size="small" variant="danger" isBusy={isBusy} onClick={() => void disconnect()}>
            Disconnect
          </Button>
        </span>
      </Banner>
      {problem.error && <ProblemBanner error={problem.error} title="Still connected" />}
    </div>
  )
}
