// The field of a secret's value, with what is probably a slip below it and the room left once it becomes short.
import { Lightbulb } from 'lucide-react'
import { type ClipboardEvent, useEffect, useState } from 'react'
import type { Service } from '../../../shared/domain/integrations.ts'
import { countCharacters, maxSecretValue } from '../../../shared/domain/secret.ts'
import { valueHints } from '../../../shared/domain/secret-value.ts'
import { Field } from '../../ui/field.tsx'
import { MaskedInput } from './masked-input.tsx'
import type { SecretValue } from './use-secret-value.ts'

export interface ValueFieldProps {
  readonly label: string
  readonly secretValue: SecretValue
  /** What the value is for, as far as it is known: hints depend on it. */
  readonly service: Service | undefined
  readonly argument: string | null
}

const count = new Intl.NumberFormat('en')
/** Hints wait until the typing pauses: every beginning of a value looks wrong. */
const pauseMs = 400

export function ValueField({ label, secretValue, service, argument }: ValueFieldProps) {
  const { value, error, inputRef, change, leave } = secretValue
  const [hadLines, setHadLines] = useState(false)
  const length = countCharacters(value)
  const hints = usePaused(
    [
      ...(hadLines && value !== '' ? ['What you pasted had several lines; they are joined into one.'] : []),
      ...valueHints(value, service, argument).map(({ text }) => text),
    ].join('\n'),
  )
  const handlePaste = (event: ClipboardEvent) => {
    // The input drops line breaks without a word.
    setHadLines(/[\r\n]/.test(event.clipboardData.getData('text').trim()))
  }
  return (
    <Field
      label={label}
      aside={length > maxSecretValue * 0.75 && `${count.format(length)} of ${count.format(maxSecretValue)}`}
      hint={
        <>
          <span className="block">4 to 1,024 characters, kept exactly as entered.</span>
          <span aria-live="polite">
            {hints.split('\n').map(
              (hint) =>
                hint !== '' && (
                  <span key={hint} className="mt-0.5 flex items-start gap-1.5 text-warn">
                    <Lightbulb aria-hidden className="mt-px size-3.5 shrink-0" />
                    {hint}
                  </span>
                ),
            )}
          </span>
        </>
      }
      error={error}
    >
      {(control) => (
        <MaskedInput
          {...control}
          ref={inputRef}
          noun="the value"
          className="scroll-mt-8"
          onPaste={handlePaste}
          onChange={(event) => change(event.target.value)}
          onBlur={leave}
        />
      )}
    </Field>
  )
}

/** The text once it has stayed the same for a moment; it goes at once when it is empty. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return text === '' ? '' : paused
}
