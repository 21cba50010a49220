// A search field over a list of which one line is chosen by arrows and Enter; the palette and the quick window show it.
import { Command } from 'cmdk'
import { ChevronLeft, Search } from 'lucide-react'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { searchTerms } from '../../../shared/domain/search.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { announce } from '../../state/ui-state.ts'
import { classNames } from '../../ui/class-names.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { MarkedText } from '../table-view/marked-text.tsx'
import type { Entry } from './entry.ts'

interface CommandListProps {
  readonly ref: RefObject<HTMLInputElement | null>
  readonly label: string
  readonly placeholder: string
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly entries: readonly Entry[]
  /** The row whose actions are listed; Backspace in an empty field, and Esc, lead back. */
  readonly crumb: string | null
  readonly onBack: () => void
  readonly onChoose: (entry: Entry) => void
  /** Stands in place of the lines where there are none. */
  readonly empty: ReactNode
  /** What was found, at the left of the lower edge. */
  readonly found: string
  /** What the keys do, at its right. */
  readonly hints: ReactNode
}

export function CommandList(props: CommandListProps) {
  const { entries, query, crumb, onBack, onChoose } = props
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Backspace' || query !== '' || crumb === null) return
    event.preventDefault()
    onBack()
  }
  const choose = (entry: Entry) => {
    if (entry.reason) announce(`${entry.title}: ${entry.reason}`)
    else onChoose(entry)
  }
  return (
    <Command
      // The lines are found and ordered before they come here.
      shouldFilter={false}
      vimBindings={false}
      loop
      label={props.label}
      onKeyDown={handleKeyDown}
      className="flex min-h-0 flex-1 flex-col outline-none"
    >
      <div className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-3.5">
        {crumb === null ? (
          <Search aria-hidden className="size-4 shrink-0 text-ink-faint" />
        ) : (
          <button
            type="button"
            aria-label={`Back from ${crumb}`}
            onClick={onBack}
            className="flex h-7 max-w-60 min-w-0 shrink-0 cursor-default items-center gap-1 rounded-md border border-line bg-sunken pr-2 pl-1 font-medium hover:bg-hover"
          >
            <ChevronLeft aria-hidden className="size-4 shrink-0 text-ink-muted" />
            <span className="truncate">{crumb}</span>
          </button>
        )}
        <Command.Input
          ref={props.ref}
          value={query}
          onValueChange={props.onQuery}
          placeholder={props.placeholder}
          maxLength={200}
          className="h-full min-w-0 flex-1 bg-transparent text-md outline-none placeholder:text-ink-faint"
        />
      </div>
      {entries.length === 0 && (
        <p className="min-h-0 flex-1 px-6 py-10 text-center text-ink-muted wrap-anywhere">{props.empty}</p>
      )}
      <Command.List
        label={props.label}
        // A list may hold nothing but lines, so that the words for none stand beside it.
        className={
          entries.length === 0 ? 'hidden' : 'min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5'
        }
      >
        <Groups entries={entries} terms={crumb === null ? searchTerms(query) : []} onChoose={choose} />
      </Command.List>
      <div className="flex h-9 shrink-0 items-center justify-between gap-3 border-t border-line bg-sunken px-3.5 text-sm text-ink-muted">
        <span className="min-w-0 truncate">{props.found}</span>
        <span className="flex shrink-0 items-center gap-3">{props.hints}</span>
      </div>
    </Command>
  )
}

interface LinesProps {
  readonly entries: readonly Entry[]
  readonly terms: readonly string[]
  readonly onChoose: (entry: Entry) => void
}

function Groups({ entries, ...rest }: LinesProps) {
  const groups = [...Map.groupBy(entries, ({ heading }) => heading ?? '')]
  return groups.map(([heading, members]) => (
    <Command.Group
      key={heading}
      {...(heading ? { heading } : {})}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-ink-muted"
    >
      {members.map((entry) => (
        <Line key={entry.id} entry={entry} {...rest} />
      ))}
    </Command.Group>
  ))
}

function Line({ entry, terms, onChoose }: Omit<LinesProps, 'entries'> & { readonly entry: Entry }) {
  const { icon: Icon, title, detail, aside, tone, reason } = entry
  const isDanger = tone === 'danger' && !reason
  return (
    <Command.Item
      value={entry.id}
      onSelect={() => onChoose(entry)}
      className={classNames(
        'flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 py-1.5 leading-5 outline-none select-none forced-colors:-outline-offset-2 forced-colors:data-[selected=true]:outline-2 forced-colors:data-[selected=true]:outline-solid',
        isDanger ? 'text-danger data-[selected=true]:bg-danger-soft' : 'data-[selected=true]:bg-hover',
      )}
    >
      <Icon aria-hidden className={classNames('size-4 shrink-0', !isDanger && 'text-ink-muted')} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex min-w-0 items-baseline gap-2.5">
          <span className={classNames('truncate', reason ? 'text-ink-muted' : !isDanger && 'text-ink')}>
            <MarkedText text={title} terms={terms} />
          </span>
          {detail && (
            <span className="min-w-0 shrink-[2] truncate font-mono text-xs text-ink-muted">
              <MarkedText text={detail} terms={terms} />
            </span>
          )}
        </span>
        {reason && <span className="text-sm text-ink-muted">{reason}</span>}
      </span>
      {aside && <span className="max-w-52 shrink-0 truncate text-sm text-ink-muted">{aside}</span>}
      {entry.keys && <Keys keys={entry.keys} />}
    </Command.Item>
  )
}

/** The keys that do the same. */
function Keys({ keys }: { readonly keys: readonly string[] }) {
  const isMac = useSnapshot(({ platform }) => platform === 'darwin')
  return (
    <span className="flex shrink-0 items-center gap-1">
      {keys.map((key) => (
        <Kbd key={key}>{key === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : key}</Kbd>
      ))}
    </span>
  )
}

/** What one key does, in the line of hints. */
export function Hint({ keys, children }: { readonly keys: readonly string[]; readonly children: ReactNode }) {
  return (
    <span className="flex items-center gap-1.5">
      <Keys keys={keys} />
      {children}
    </span>
  )
}
