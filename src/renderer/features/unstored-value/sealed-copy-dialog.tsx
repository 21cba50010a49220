// The sealed copy of an older key: copy it, look at it once main has asked, or erase it.
import { useRef, useState } from 'react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { closeDialog, tellSuccess } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useProblem } from '../problem/use-problem.ts'
import { vaultWords } from '../vault-status/vault-words.ts'
import { CopyStatus } from './copy-status.tsx'
import { CopyValueButton } from './copy-value-button.tsx'
import { KeyFacts } from './key-facts.tsx'
import { PermittedReveal } from './permitted-reveal.tsx'
import { Snippets } from './snippets.tsx'
import { useCopies } from './use-copies.ts'

export function SealedCopyDialog({ apiKey }: { readonly apiKey: ApiKey }) {
  const copyRef = useRef<HTMLButtonElement>(null)
  const vault = useSnapshot((snapshot) => snapshot.vault)
  const copies = useCopies()
  const problem = useProblem()
  const [isErasing, setIsErasing] = useState(false)
  // Main names the key and asks in a native dialog before it erases anything.
  const erase = async () => {
    problem.clear()
    setIsErasing(true)
    const answer = await commands.values.eraseSealedCopy({ keyId: apiKey.id })
    setIsErasing(false)
    if (answer.ok) {
      closeDialog()
      tellSuccess('The sealed copy was erased', 'The key itself works as before.')
    } else if (answer.error.code !== 'notConfirmed') problem.report(answer.error)
  }
  return (
    <Dialog
      title="Sealed copy"
      description={`${vaultWords(vault).title}. Copying does not bring the value into this window.`}
      onClose={closeDialog}
      isLocked={isErasing}
      initialFocusRef={copyRef}
      footer={
        <>
          <Button variant="ghost" className="mr-auto" isBusy={isErasing} onClick={() => void erase()}>
            Erase the sealed copy…
          </Button>
          <Button onClick={closeDialog}>Close</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {problem.error && <ProblemBanner error={problem.error} title="The sealed copy was not erased" />}
        <KeyFacts name={apiKey.name} display={apiKey.display} expiresAt={apiKey.expiresAt} />
        <div className="flex flex-col gap-2">
          <PermittedReveal keyId={apiKey.id}>
            <CopyValueButton ref={copyRef} keyId={apiKey.id} copies={copies} />
          </PermittedReveal>
          <CopyStatus copies={copies} />
        </div>
        <Snippets keyId={apiKey.id} copies={copies} />
      </div>
    </Dialog>
  )
}
