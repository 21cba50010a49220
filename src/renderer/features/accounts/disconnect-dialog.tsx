// The question before an account is let go from the menu or the palette; the settings ask it in their own page.
import { useRef } from 'react'
import type { Account } from '../../../shared/domain/snapshot.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useDisconnect, useDisconnectWords } from './use-disconnect.ts'

/** Shows nothing once no account is left to ask about. */
export function DisconnectDialog() {
  const account = useSnapshot((snapshot) => snapshot.account)
  return account && <Question account={account} />
}

function Question({ account }: { readonly account: Account }) {
  const { problem, isBusy, disconnect } = useDisconnect(closeDialog)
  const { title, detail } = useDisconnectWords(account)
  const stayRef = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      title={title}
      description={detail}
      role="alertdialog"
      width="small"
      onClose={closeDialog}
      initialFocusRef={stayRef}
      footer={
        <>
          <Button ref={stayRef} onClick={closeDialog}>
            Stay connected
          </Button>
          <Button variant="danger" isBusy={isBusy} onClick={() => void disconnect()}>
            Disconnect
          </Button>
        </>
      }
    >
      {problem.error && <ProblemBanner error={problem.error} title="Still connected" />}
    </Dialog>
  )
}
