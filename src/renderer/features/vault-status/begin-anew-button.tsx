// The way out of a keyring that was lost for good; main asks before anything happens.
import { useState } from 'react'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { tellProblem, tellSuccess } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'

/** Shown only while the keyring cannot open what is sealed. */
export function BeginAnewButton() {
  const isLocked = useSnapshot(({ vault }) => vault.state === 'lockedByOs')
  const [isBusy, setIsBusy] = useState(false)
  if (!isLocked) return null
  const beginAnew = async () => {
    setIsBusy(true)
    const begun = await commands.vault.beginAnew({})
    setIsBusy(false)
    if (begun.ok) tellSuccess('New values are sealed again', 'What was sealed before is kept untouched.')
    // A no to the question of main needs no message.
    else if (begun.error.code !== 'notConfirmed') tellProblem(begun.error)
  }
  return (
    <Button size="small" isBusy={isBusy} onClick={() => void beginAnew()}>
      Begin anew…
    </Button>
  )
}
