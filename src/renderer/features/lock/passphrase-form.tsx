// The form that sets the first passphrase or changes it; what it means is said before.
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import {
  maxPassphraseLength,
  minPassphraseLength,
  type PassphraseStrength,
  passphraseStrength,
} from '../../../shared/domain/passphrase.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { tellSuccess } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { MaskedInput } from '../secret-form/masked-input.tsx'
import { ChangeProblem, usePassphraseChange } from './passphrase-change.tsx'

type Problem = { readonly field: 'passphrase' | 'repeated'; readonly words: string } | null

export function PassphraseForm({ onClose }: { readonly onClose: () => void }) {
  const hasPassphrase = useSnapshot(({ lock }) => lock.hasPassphrase)
  const formRef = useRef<HTMLFormElement>(null)
  const [strength, setStrength] = useState<PassphraseStrength | null>(null)
  const [problem, setProblem] = useState<Problem>(null)
  const title = useId()
  const change = usePassphraseChange()
  useEffect(() => formRef.current?.querySelector('input')?.focus(), [])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const text = (name: string) =>
      formRef.current?.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? ''
    const passphrase = text('passphrase')
    const found = problemOf(passphrase, text('repeated'))
    setProblem(found)
    if (found) return formRef.current?.querySelector<HTMLInputElement>(`[name=${found.field}]`)?.focus()
    const isDone = await change.run(() =>
      commands.lock.setPassphrase({ passphrase, ...(hasPassphrase ? { current: text('current') } : {}) }),
    )
    if (!isDone) return
    tellSuccess(
      hasPassphrase ? 'Passphrase changed' : 'Passphrase set',
      'Latchkey locks with it from now on.',
    )
    onClose()
  }

  const error = (field: 'passphrase' | 'repeated') => (problem?.field === field ? problem.words : null)
  return (
    <form
      ref={formRef}
      aria-labelledby={title}
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-3 rounded-lg border border-line bg-sunken p-3"
    >
      <h4 id={title} className="font-medium">
        {hasPassphrase ? 'Change the passphrase' : 'Set a passphrase'}
      </h4>
      <Banner tone="warn" title="Nobody can recover a forgotten passphrase.">
        Without it, what is sealed here and the admin key are lost. Write it down where you keep such things.
      </Banner>
      {hasPassphrase && <Secret name="current" label="Present passphrase" error={change.wrong} />}
      <Secret
        name="passphrase"
        label="New passphrase"
        hint={strengthWords(strength)}
        error={error('passphrase')}
        onInput={(text) => setStrength(text === '' ? null : passphraseStrength(text))}
      />
      <Secret name="repeated" label="Repeat it" error={error('repeated')} />
      <ChangeProblem
        change={change}
        title={hasPassphrase ? 'The passphrase was not changed' : 'No passphrase was set'}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button size="small" onClick={onClose}>
          Cancel
        </Button>
        <Button
          type="submit"
          size="small"
          variant="primary"
          isBusy={change.isBusy}
          disabledReason={change.waitReason}
        >
          {hasPassphrase ? 'Change passphrase' : 'Set passphrase'}
        </Button>
      </div>
    </form>
  )
}

interface SecretProps {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly error: string | null
  readonly onInput?: (text: string) => void
}

/** What is typed stays in the field alone. */
export function Secret({ name, label, hint, error, onInput }: SecretProps) {
  return (
    <Field label={label} error={error} {...(hint ? { hint } : {})}>
      {(control) => (
        <MaskedInput
          {...control}
          name={name}
          noun={`“${label}”`}
          maxLength={maxPassphraseLength}
          onInput={({ currentTarget }) => onInput?.(currentTarget.value)}
        />
      )}
    </Field>
  )
}

function problemOf(passphrase: string, repeated: string): Problem {
  if (passphraseStrength(passphrase) === 'tooShort') {
    return { field: 'passphrase', words: `At least ${minPassphraseLength} characters.` }
  }
  return repeated === passphrase ? null : { field: 'repeated', words: 'The two are not the same.' }
}

function strengthWords(strength: PassphraseStrength | null): string {
  const advice =
    'Four or more words that have nothing to do with each other are easy to remember and hard to guess.'
  switch (strength) {
    case null:
      return `At least ${minPassphraseLength} characters. ${advice}`
    case 'tooShort':
      return `Too short: at least ${minPassphraseLength} characters.`
    case 'weak':
      return `Easy to guess. ${advice}`
    case 'fair':
      return 'Fair: somebody with a copy of your files could find it, given time.'
    case 'strong':
      return 'Hard to guess.'
  }
}
