// The secrets to choose from: one group of radio buttons under a search, the likely ones first.
import { Search } from 'lucide-react'
import { type RefObject, useId } from 'react'
import { serviceOfTool } from '../../../shared/domain/integrations.ts'
import { TextInput } from '../../ui/text-input.tsx'
import { maskOf } from '../secret-use/mask-of.ts'
import { ToolAndArgument } from '../secret-use/tool-and-argument.tsx'
import { shownSecretName } from '../secrets/secret-words.ts'
import { ServiceIcon } from '../secrets/service-icon.tsx'
import type { Choice, ChoiceKind, Need } from './choices.ts'

/** More are not read; the search finds the others. */
const shownAtMost = 60

export interface ChoiceListProps {
  readonly need: Need
  readonly query: string
  readonly onSearch: (query: string) => void
  readonly searchRef: RefObject<HTMLInputElement | null>
  readonly choices: readonly Choice[]
  readonly chosenId: string | null
  readonly onChoose: (secretId: string) => void
}

export function ChoiceList(props: ChoiceListProps) {
  const { need, query, onSearch, searchRef, choices, chosenId, onChoose } = props
  const name = useId()
  const shown = choices.slice(0, shownAtMost)
  const hiddenCount = choices.length - shown.length
  return (
    <div className="flex flex-col gap-2">
      <search className="relative">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
        />
        <TextInput
          ref={searchRef}
          role="searchbox"
          aria-label="Search your secrets"
          placeholder="Search name, service, tool or mask"
          maxLength={200}
          value={query}
          onChange={(event) => onSearch(event.target.value)}
          className="pl-8"
        />
      </search>
      <fieldset className="max-h-[max(7rem,min(14rem,28vh))] min-w-0 overflow-y-auto rounded-lg border border-line">
        <legend className="sr-only">Secret to use</legend>
        {(['covers', 'sameArgument', 'other'] as const).map((kind) => {
          const ofKind = shown.filter((choice) => choice.kind === kind)
          if (ofKind.length === 0) return null
          return (
            <div key={kind} className="not-first:border-t not-first:border-line">
              <p className="bg-sunken px-3 py-1 text-sm text-ink-muted">{groupTitle(kind, need)}</p>
              {ofKind.map((choice) => (
                <ChoiceLine
                  key={choice.secret.id}
                  name={name}
                  choice={choice}
                  isChosen={choice.secret.id === chosenId}
                  onChoose={onChoose}
                />
              ))}
            </div>
          )
        })}
        {shown.length === 0 && <p className="px-3 py-3 text-ink-muted">No secret matches the search.</p>}
        {hiddenCount > 0 && (
          <p className="border-t border-line px-3 py-1.5 text-sm text-ink-muted">
            {hiddenCount} more: search to find them.
          </p>
        )}
      </fieldset>
    </div>
  )
}

function groupTitle(kind: ChoiceKind, { service, toolArg }: Need): string {
  switch (kind) {
    case 'covers':
      return `For ${service.name} already, but not the default`
    case 'sameArgument':
      return `For the argument ${toolArg} of another tool`
    default:
      return 'Other secrets'
  }
}

interface ChoiceLineProps {
  /** Of the group of radio buttons. */
  readonly name: string
  readonly choice: Choice
  readonly isChosen: boolean
  readonly onChoose: (secretId: string) => void
}

function ChoiceLine({ name, choice: { secret }, isChosen, onChoose }: ChoiceLineProps) {
  const service = serviceOfTool(secret.toolName)
  return (
    <label className="flex items-center gap-2.5 px-3 py-1.5 hover:bg-hover has-checked:bg-selected">
      <input
        type="radio"
        name={name}
        checked={isChosen}
        onChange={() => onChoose(secret.id)}
        className="size-4 shrink-0 appearance-none rounded-full border border-line-strong bg-surface checked:border-5 checked:border-accent-solid forced-colors:appearance-auto"
      />
      <ServiceIcon service={service} />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium wrap-anywhere">{shownSecretName(secret)}</span>
          <span className="font-mono text-sm text-ink-muted wrap-anywhere">{maskOf(secret)}</span>
        </span>
        <ToolAndArgument toolName={secret.toolName} toolArg={secret.toolArg} />
      </span>
      {secret.hasSealedCopy && <span className="shrink-0 text-sm text-ink-muted">Sealed copy</span>}
    </label>
  )
}
