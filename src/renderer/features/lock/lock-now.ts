// Asks main to lock or hide.
import { commands } from '../../state/commands.ts'
import { tellProblem } from '../../state/ui-state.ts'

/** The page is gone when it worked; only a failure has anything to tell. */
export function lockNow(): void {
  void commands.lock.now({}).then((answer) => {
    if (!answer.ok) tellProblem(answer.error)
  })
}
