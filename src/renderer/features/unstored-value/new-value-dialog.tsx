// The panel of a value that its user has not yet stored: it closes only by their word.
import { useEffect, useRef, useState } from 'react'
import type { UnstoredValue } from '../../../shared/domain/snapshot.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { canSeal, vaultWords } from '../vault-status/vault-words.ts'
import { CopyStatus } from './copy-status.tsx'
import { CopyValueButton } from './copy-value-button.tsx'
import { HoldToReveal } from './hold-to-reveal.tsx'
import { KeyFacts } from './key-facts.tsx'
import { Snippets } from './snippets.tsx'
import { useAcknowledgement } from './use-acknowledgement.ts'
import { useCopies } from './use-copies.ts'

export interface NewValueDialogProps {
  readonly unstored: UnstoredValue
  /** False once main counts the value as stored. */
  readonly isStillUnstored: boolean
}

export function NewValueDialog({ unstored, isStillUnstored }: NewValueDialogProps) {
  const copyRef = useRef<HTMLButtonElement>(null)
  const copies = useCopies()
  const [isAsking, setIsAsking] = useState(false)
  const { keepsCopy, setKeepsCopy, isBusy, error, acknowledge } = useAcknowledgement(
    unstored,
    isStillUnstored,
  )
  const hasBeenCopied = unstored.hasBeenCopied || copies.what !== null
  return (
    <Dialog
      title="Store this value now"
      description="IO Intelligence gives it out this once and never again."
      isLocked
      onClose={closeDialog}
      initialFocusRef={copyRef}
      footer={
        isAsking ? (
          <NotCopiedQuestion
            staysSealed={keepsCopy && unstored.isSealedOnDisk}
            isBusy={isBusy}
            onBack={() => setIsAsking(false)}
            onConfirm={acknowledge}
          />
        ) : (
          <Button isBusy={isBusy} onClick={hasBeenCopied ? acknowledge : () => setIsAsking(true)}>
            I have stored it
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {error && <ProblemBanner error={error} />}
        {!unstored.isSealedOnDisk && <MemoryOnly />}
        <KeyFacts {...unstored} />
        <div className="flex flex-col gap-2">
          <HoldToReveal keyId={unstored.keyId}>
            <CopyValueButton ref={copyRef} keyId={unstored.keyId} copies={copies} />
          </HoldToReveal>
          <CopyStatus copies={copies} />
        </div>
        <Snippets keyId={unstored.keyId} copies={copies} />
        {unstored.isSealedOnDisk && <Keeping keepsCopy={keepsCopy} onChange={setKeepsCopy} />}
      </div>
    </Dialog>
  )
}

/** Said first and loudly: nothing on this computer could bring the value back. */
function MemoryOnly() {
  const vault = useSnapshot((snapshot) => snapshot.vault)
  return (
    <Banner tone="danger" title="This value is in memory only and lost when Latchkey quits">
      {canSeal(vault) ? 'It could not be written to disk.' : `${vaultWords(vault).title}.`} Store it elsewhere
      now.
    </Banner>
  )
}

/** What becomes of the value after it was stored elsewhere. */
function Keeping({
  keepsCopy,
  onChange,
}: {
  readonly keepsCopy: boolean
  readonly onChange: (keepsCopy: boolean) => void
}) {
  const vault = useSnapshot((snapshot) => snapshot.vault)
  return (
    <Checkbox
      label="Keep a sealed copy on this computer"
      hint={
        keepsCopy
          ? `${vaultWords(vault).title}. You can copy it again later, or erase it.`
          : 'The value is erased from this computer as soon as you say that you have stored it.'
      }
      checked={keepsCopy}
      onChange={(event) => onChange(event.target.checked)}
    />
  )
}

interface NotCopiedQuestionProps {
  readonly staysSealed: boolean
  readonly isBusy: boolean
  readonly onBack: () => void
  readonly onConfirm: () => void
}

/** Asked once when nothing was copied: the safe button has the focus. */
function NotCopiedQuestion({ staysSealed, isBusy, onBack, onConfirm }: NotCopiedQuestionProps) {
  const backRef = useRef<HTMLButtonElement>(null)
  useEffect(() => backRef.current?.focus(), [])
  return (
    <>
      <span role="alert" className="mr-auto min-w-60 flex-1">
        <span className="block font-medium">You have not copied it yet.</span>
        {staysSealed
          ? 'The sealed copy stays here, so you can copy it later.'
          : 'Nothing keeps it: once closed, it is gone for good.'}
      </span>
      <Button ref={backRef} onClick={onBack}>
        Back
      </Button>
      <Button variant={staysSealed ? 'secondary' : 'danger'} isBusy={isBusy} onClick={onConfirm}>
        Close without copying
      </Button>
    </>
  )
}
