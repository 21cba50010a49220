// Answers whether an entered value is the one that is set; nothing of it leaves this computer.
import { type FormEvent, useId, useRef, useState } from 'react'
import type { Secret } from '../../../shared/domain/secret.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { AppError } from '../../../shared/errors.ts'
import type { CommandOutput } from '../../../shared/ipc/contract.ts'
import { useAppState, useSecret } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { MaskedInput } from '../secret-form/masked-input.tsx'
import { SecretFacts } from '../secret-form/secret-facts.tsx'
import { quotedSecretName } from '../secrets/secret-words.ts'
import { compareWords } from './compare-words.ts'

export interface CompareValueDialogProps {
  readonly secretId: string
}

/** Longest text that is compared, in UTF-16 units; no value of the service is nearly as long. */
const maxLength = 4096

export function CompareValueDialog({ secretId }: CompareValueDialogProps) {
  const secret = useSecret(secretId)
  const formId = useId()
  const { value, change, comparison, error, isBusy, compare } = useComparison(secretId)
  const inputRef = useRef<HTMLInputElement>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (value !== '' && secret) compare()
  }
  return (
    <Dialog
      title={secret ? `Is this the value of ${quotedSecretName(secret)}?` : 'This secret is gone'}
      description="The comparison happens on this computer: nothing is sent to any service."
      onClose={closeDialog}
      initialFocusRef={inputRef}
      footer={
        <>
          <Button onClick={closeDialog}>Close</Button>
          {secret && (
            <Button
              variant="primary"
              type="submit"
              form={formId}
              isBusy={isBusy}
              disabledReason={value === '' ? 'Enter a value first.' : null}
            >
              Compare
            </Button>
          )}
        </>
      }
    >
      {secret ? (
        <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-3">
          <SecretFacts secret={secret} />
          <Field label="Value to compare" hint="It is forgotten when this window closes.">
            {(control) => (
              <MaskedInput
                {...control}
                ref={inputRef}
                noun="the value"
                maxLength={maxLength}
                onChange={(event) => change(event.target.value)}
              />
            )}
          </Field>
          {error && <ProblemBanner subject="secret" error={error} title="Nothing was compared" />}
          {comparison && <Verdict secret={secret} {...comparison} />}
        </form>
      ) : (
        <p>It was deleted meanwhile, so there is nothing to compare with.</p>
      )}
    </Dialog>
  )
}

type Comparison = CommandOutput<'secrets.compareValue'>

/** Every edit of the value takes the last answer away, also one that is still on its way. */
function useComparison(secretId: string) {
  const [value, setValue] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const [comparison, setComparison] = useState<Comparison | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const turn = useRef(0)
  const forget = () => {
    turn.current += 1
    setComparison(null)
    setError(null)
    setIsBusy(false)
  }
  const compare = async () => {
    forget()
    const mine = turn.current
    setIsBusy(true)
    const answer = await commands.secrets.compareValue({ secretId, value })
    if (mine !== turn.current) return
    setIsBusy(false)
    if (answer.ok) setComparison(answer.value)
    else setError(answer.error)
  }
  return {
    value,
    comparison,
    error,
    isBusy,
    change: (next: string) => {
      forget()
      setValue(next)
    },
    compare: () => void compare(),
  }
}

function Verdict({ secret, verdict, sameAsIds }: Comparison & { readonly secret: Secret }) {
  const { tone, title, text } = compareWords(verdict, secret)
  const rows = useAppState((state) => state.secrets)
  const others = sameAsIds.flatMap((id) => (id === secret.id ? [] : (rows.get(id)?.secret ?? [])))
  return (
    <>
      <Banner tone={tone} title={title}>
        {text}
      </Banner>
      {others.length > 0 && (
        <div>
          <p className="text-ink-muted">
            {others.length === 1 ? 'One other secret is' : `${others.length} other secrets are`} known to have
            this value:
          </p>
          <ul
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
            tabIndex={0}
            aria-label="Secrets with this value"
            className="mt-1 max-h-40 overflow-y-auto rounded-md border border-line"
          >
            {others.map((other) => (
              <li key={other.id} className="border-t border-line px-2.5 py-1.5 first:border-t-0">
                <span className="block font-medium wrap-anywhere">{quotedSecretName(other)}</span>
                <span className="block font-mono text-xs text-ink-muted wrap-anywhere">
                  {visibleText(other.toolName ?? 'no tool', 100)}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
