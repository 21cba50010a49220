// The field of the admin key: hidden while it is typed or pasted, shown only on demand.
import { ExternalLink, Eye, EyeOff } from 'lucide-react'
import { type ClipboardEvent, useEffect, useRef, useState } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import type { LinkId } from '../../../shared/domain/links.ts'
import { commands } from '../../state/commands.ts'
import { tellProblem } from '../../state/ui-state.ts'
import { Field } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { TextInput } from '../../ui/text-input.tsx'

export interface AdminKeyFieldProps {
  readonly registration: UseFormRegisterReturn
  /** The whole text of the field after a paste that had white space around it. */
  readonly onPasted: (text: string) => void
  readonly error: string | undefined
}

export function AdminKeyField({ registration, onPasted, error }: AdminKeyFieldProps) {
  const [isShown, setIsShown] = useState(false)
  const fieldRef = useRef<HTMLDivElement>(null)
  // Pasting the key is what this view is for.
  useEffect(() => fieldRef.current?.querySelector('input')?.focus(), [])
  const handlePaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text')
    if (pasted === pasted.trim()) return
    event.preventDefault()
    const input = event.currentTarget
    input.setRangeText(pasted.trim(), input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end')
    onPasted(input.value)
  }
  return (
    <Field
      label="Admin key"
      error={error}
      hint={
        <>
          It is in the <PageLink link="webConsole">web console</PageLink> under API Keys.{' '}
          <PageLink link="adminKeyGuide">Guide</PageLink>
        </>
      }
    >
      {(control) => (
        <div ref={fieldRef} className="relative">
          <TextInput
            {...control}
            {...registration}
            type={isShown ? 'text' : 'password'}
            isCode
            autoCapitalize="off"
            autoCorrect="off"
            onPaste={handlePaste}
            className="pr-9"
          />
          <IconButton
            label={isShown ? 'Hide the admin key' : 'Show the admin key'}
            aria-pressed={isShown}
            icon={isShown ? EyeOff : Eye}
            size="small"
            className="absolute top-1 right-1"
            onClick={() => setIsShown(!isShown)}
          />
        </div>
      )}
    </Field>
  )
}

/** Main opens the page by its id; no address is ever in this window. */
function PageLink({ link, children }: { readonly link: LinkId; readonly children: string }) {
  const open = async () => {
    const answer = await commands.links.open({ link })
    if (!answer.ok) tellProblem(answer.error)
  }
  return (
    <button
      type="button"
      onClick={() => void open()}
      className="inline-flex cursor-default items-center gap-0.5 rounded-sm whitespace-nowrap text-accent underline underline-offset-2"
    >
      {children}
      <ExternalLink aria-hidden className="size-3" />
      <span className="sr-only">, opens in the browser</span>
    </button>
  )
}
