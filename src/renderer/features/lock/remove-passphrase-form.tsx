// The form that removes the passphrase, after it was entered once more.
import { type FormEvent, useEffect, useId, useRef } from 'react'
import { commands } from '../../state/commands.ts'
import { tellSuccess } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { ChangeProblem, usePassphraseChange } from './passphrase-change.tsx'
import { Secret } from './passphrase-form.tsx'

export function RemovePassphraseForm({ onClose }: { readonly onClose: () => void }) {
  const formRef = useRef<HTMLFormElement>(null)
  const title = useId()
  const change = usePassphraseChange()
  useEffect(() => formRef.current?.querySelector('input')?.focus(), [])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const input = formRef.current?.querySelector<HTMLInputElement>('[name=current]')
    if (!input) return
    if (input.value === '') return input.focus()
    const isDone = await change.run(() => commands.lock.removePassphrase({ current: input.value }))
    if (!isDone) return
    tellSuccess('Passphrase removed', 'Latchkey can be hidden, but no longer locked.')
    onClose()
  }

  return (
    <form
      ref={formRef}
      aria-labelledby={title}
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-3 rounded-lg border border-line bg-sunken p-3"
    >
      <h4 id={title} className="font-medium">
        Remove the passphrase
      </h4>
      <p className="text-sm text-ink-muted">
        What is sealed here then opens with the system’s store alone, as soon as you are logged in.
      </p>
      <Secret name="current" label="Present passphrase" error={change.wrong} />
      <ChangeProblem change={change} title="The passphrase was not removed" />
      <div className="flex flex-wrap justify-end gap-2">
        <Button size="small" onClick={onClose}>
          Cancel
        </Button>
        <Button
          type="submit"
          size="small"
          variant="danger"
          isBusy={change.isBusy}
          disabledReason={change.waitReason}
        >
          Remove passphrase
        </Button>
      </div>
    </form>
  )
}
