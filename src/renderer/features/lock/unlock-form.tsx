// The passphrase that unlocks: its field, and how long to wait after wrong ones.
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { describeError } from '../../../shared/domain/error-words.ts'
import { maxPassphraseLength } from '../../../shared/domain/passphrase.ts'
import type { AppError } from '../../../shared/errors.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useSecondsLeft } from '../problem/use-seconds-left.ts'
import { MaskedInput } from '../secret-form/masked-input.tsx'

export function UnlockForm() {
  const retryAt = useSnapshot(({ lock }) => lock.retryAt)
  const seconds = useSecondsLeft(retryAt)
  const inputRef = useRef<HTMLInputElement>(null)
  const [error, setError] = useState<AppError | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  useEffect(() => inputRef.current?.focus(), [])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const input = inputRef.current
    if (!input || isBusy || seconds > 0) return
    if (input.value === '') return input.focus()
    setIsBusy(true)
    const answer = await commands.lock.unlock({ passphrase: input.value })
    setIsBusy(false)
    // What was right may not stay in the page; what was wrong is typed anew.
    input.value = ''
    setError(answer.ok ? null : answer.error)
    if (!answer.ok) input.focus()
  }

  const isOfField = error === null || error.code === 'passphraseWrong' || error.code === 'tooMany'
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
      <Field label="Passphrase" error={isOfField ? wrongWords(error, seconds) : null}>
        {(control) => (
          <MaskedInput
            {...control}
            ref={inputRef}
            noun="the passphrase"
            maxLength={maxPassphraseLength}
            onInput={() => seconds === 0 && setError(null)}
          />
        )}
      </Field>
      {!isOfField && error && <ProblemBanner error={error} title="Still locked" />}
      <Button
        type="submit"
        variant="primary"
        isBusy={isBusy}
        disabledReason={seconds > 0 ? waitWords(seconds) : null}
      >
        Unlock
      </Button>
    </form>
  )
}

/** The words of a wrong passphrase and of the wait after it; null where there is nothing to say. */
function wrongWords(error: AppError | null, seconds: number): string | null {
  const wrong = error?.code === 'passphraseWrong' ? `${describeError(error).title}.` : ''
  const wait = seconds > 0 ? waitWords(seconds) : ''
  return `${wrong} ${wait}`.trim() || null
}

function waitWords(seconds: number): string {
  return `Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`
}
