// Says which key or secret a pasted text holds; the text is compared on this computer and forgotten.
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { AppError } from '../../../shared/errors.ts'
import type { CommandOutput } from '../../../shared/ipc/contract.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { announce, closeDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { inputLook } from '../../ui/text-input.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { foundSentence } from './identify-words.ts'
import { MatchList } from './match-list.tsx'
import { UnknownList } from './unknown-list.tsx'

/** In UTF-16 units; a longer paste is cut by the field itself. */
const maxLength = 20_000

export function IdentifyDialog({ text: given = '' }: { readonly text?: string }) {
  const formId = useId()
  const inputRef = useRef<HTMLTextAreaElement>(null)
  const isVaultReady = useSnapshot(({ vault }) => vault.state === 'ready')
  const { text, change, found, error, isBusy, identify } = useIdentification(given)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') identify()
  }
  return (
    <Dialog
      title="Identify a value"
      description="Paste a value, or a log line or file that holds one. It is compared on this computer: nothing is sent, and nothing of it is kept."
      onClose={closeDialog}
      initialFocusRef={inputRef}
      footer={
        <>
          <Button onClick={closeDialog}>Close</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            isBusy={isBusy}
            disabledReason={text.trim() === '' ? 'Paste a text first.' : null}
          >
            Identify
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} autoComplete="off" noValidate className="flex flex-col gap-3">
        <Field label="Text" hint="It is forgotten when this window closes.">
          {(control) => (
            <textarea
              {...control}
              ref={inputRef}
              rows={4}
              value={text}
              maxLength={maxLength}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              onChange={(event) => change(event.target.value)}
              className={`${inputLook} resize-none px-2.5 py-1.5 font-mono text-sm break-all`}
            />
          )}
        </Field>
        {text.length >= maxLength && (
          <p className="text-sm text-warn">Only the first 20,000 characters are looked at.</p>
        )}
        {!isVaultReady && (
          <Banner tone="warn" title="Values cannot be compared now">
            Sealed values need the keyring. Until it is open, only shortened forms are looked at.
          </Banner>
        )}
        {error && <ProblemBanner error={error} title="Nothing was compared" />}
        {found && (
          <>
            <MatchList matches={found.matches} />
            <UnknownList unknown={found.unknown} hasMatches={found.matches.length > 0} />
          </>
        )}
      </form>
    </Dialog>
  )
}

type Found = CommandOutput<'keys.identify'>

/** Every edit of the text takes the last answer away, also one that is still on its way. */
function useIdentification(given: string) {
  const [text, setText] = useState(given)
  const [isBusy, setIsBusy] = useState(false)
  const [found, setFound] = useState<Found | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const turn = useRef(0)
  const forget = () => {
    turn.current += 1
    setFound(null)
    setError(null)
    setIsBusy(false)
  }
  // An answer that comes after the window has closed says nothing to anybody.
  useEffect(
    () => () => {
      turn.current += 1
    },
    [],
  )
  const identify = async () => {
    forget()
    const mine = turn.current
    setIsBusy(true)
    const answer = await commands.keys.identify({ text })
    if (mine !== turn.current) return
    setIsBusy(false)
    if (!answer.ok) return setError(answer.error)
    setFound(answer.value)
    announce(foundSentence(answer.value))
  }
  return {
    ...{ text, found, error, isBusy },
    change: (next: string) => {
      forget()
      setText(next)
    },
    identify: () => void identify(),
  }
}
