// Gives an account a name and a colour of its own.
import { Check } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { accountName, colourNames } from '../../../shared/domain/account-name.ts'
import { type Account, accountColours, accountLookSchema } from '../../../shared/domain/snapshot.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { announce } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useProblem } from '../problem/use-problem.ts'
import { AccountDot } from './account-mark.tsx'

type Colour = Account['look']['colour']
const maxLabelLength = 60

export function LookForm({ account, onDone }: { readonly account: Account; readonly onDone: () => void }) {
  const [label, setLabel] = useState(account.look.label)
  const [colour, setColour] = useState(account.look.colour)
  const problem = useProblem()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const look = accountLookSchema.parse({ label: label.slice(0, maxLabelLength), colour })
    const answer = await commands.accounts.changeLook({ accountId: account.id, look })
    if (!answer.ok) return problem.report(answer.error)
    announce('Name and colour changed')
    onDone()
  }
  return (
    <form onSubmit={(event) => void save(event)} noValidate className="flex flex-col gap-3">
      <Field
        label="Name"
        hint="Shown in the title, the tray and every confirmation. Left empty, the owner’s name is used."
      >
        {(control) => (
          <TextInput
            {...control}
            // Opening the form is asking for the field.
            ref={focusOnce}
            value={label}
            maxLength={maxLabelLength}
            placeholder={accountName({ ...account, look: { ...account.look, label: '' } })}
            onChange={({ target }) => setLabel(target.value)}
          />
        )}
      </Field>
      <ColourChoice accountId={account.id} value={colour} onChange={setColour} />
      {problem.error && <ProblemBanner error={problem.error} title="Name and colour were not changed" />}
      <span className="flex justify-end gap-2">
        <Button size="small" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" size="small" variant="primary">
          Save
        </Button>
      </span>
    </form>
  )
}

function focusOnce(input: HTMLInputElement | null) {
  input?.focus()
}

interface ColourChoiceProps {
  readonly accountId: string
  readonly value: Colour
  readonly onChange: (colour: Colour) => void
}

/** Each colour with its name, and with the account that has it already. */
function ColourChoice({ accountId, value, onChange }: ColourChoiceProps) {
  const group = useId()
  const accounts = useSnapshot((snapshot) => snapshot.accounts)
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">Colour</legend>
      <div className="flex flex-wrap gap-1.5">
        {accountColours.map((colour) => {
          const owner = accounts.find(({ id, look }) => id !== accountId && look.colour === colour)
          return (
            <label
              key={colour}
              htmlFor={`${group}-${colour}`}
              className="flex min-h-8 items-center gap-2 rounded-md border border-line-strong bg-surface px-2.5 hover:bg-hover has-checked:border-accent-solid has-checked:bg-accent-soft has-checked:font-medium has-focus-visible:focus-ring forced-colors:has-checked:border-[Highlight]"
            >
              <input
                type="radio"
                id={`${group}-${colour}`}
                name={group}
                checked={colour === value}
                onChange={() => onChange(colour)}
                className="sr-only"
              />
              <AccountDot colour={colour} size="medium" />
              {colourNames[colour]}
              {owner && <span className="font-normal text-ink-muted">· {accountName(owner)}</span>}
              {colour === value && <Check aria-hidden className="size-3.5" />}
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
