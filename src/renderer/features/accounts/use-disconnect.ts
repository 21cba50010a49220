// Lets the account in use go, and the words that are asked before, wherever it is asked.
import { useState } from 'react'
import type { Account } from '../../../shared/domain/snapshot.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { closeDialog, tellTraces } from '../../state/ui-state.ts'
import { type ProblemState, useProblem } from '../problem/use-problem.ts'

interface Disconnecting {
  readonly problem: ProblemState
  readonly isBusy: boolean
  readonly disconnect: () => Promise<void>
}

/** `onStay`: a no in the question that main asks before values are erased. */
export function useDisconnect(onStay: () => void): Disconnecting {
  const problem = useProblem()
  const [isBusy, setIsBusy] = useState(false)
  const disconnect = async () => {
    setIsBusy(true)
    const answer = await commands.session.disconnect({})
    setIsBusy(false)
    if (answer.ok) closeDialog()
    else if (answer.error.code === 'notConfirmed') onStay()
    else if (answer.error.effect === 'done') {
      closeDialog()
      tellTraces('Disconnected, but traces remain')
    } else problem.report(answer.error)
  }
  return { problem, isBusy, disconnect }
}

interface DisconnectWords {
  readonly title: string
  /** What goes, what stays, and what is shown next. */
  readonly detail: string
}

export function useDisconnectWords(account: Account): DisconnectWords {
  const hasOthers = useSnapshot(({ accounts }) => accounts.length > 1)
  const isSandbox = account.kind === 'sandbox'
  const detail = isSandbox
    ? 'Its made-up keys, and what you noted and sealed of them, are gone then. No real account is touched.'
    : 'Latchkey forgets the admin key, the list and what it keeps sealed. The API keys themselves go on working.'
  return {
    title: isSandbox ? 'Leave the sandbox?' : 'Disconnect this account?',
    detail: hasOthers ? `${detail} Another account that is kept here is shown next.` : detail,
  }
}
