// The strip above the secret table that tells where secrets get in each other's way.
import { ChevronDown, ChevronUp, Info, type LucideIcon, Route, TriangleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useAppState } from '../../state/app-state.ts'
import { clearSearch, select, setActive } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import type { ClashNote } from './clash-words.ts'
import { askWhichSecret } from './secret-actions.ts'

interface ClashNoticeProps {
  readonly notes: readonly ClashNote[]
  readonly warningCount: number
  readonly isUnfolded: boolean
  readonly onUnfold: (isUnfolded: boolean) => void
  /** The rows on screen. */
  readonly shownIds: { readonly has: (id: string) => boolean }
  readonly onFocusRows: () => void
}

export function ClashNotice(props: ClashNoticeProps) {
  const { notes, warningCount, isUnfolded, onUnfold, shownIds, onFocusRows } = props
  const listId = useId()
  const [only] = notes
  if (!only) return null
  const look = warningCount > 0 ? warnLook : infoLook
  const showIn = (note: ClashNote) => showInTable(note, shownIds, onFocusRows)
  return (
    <section aria-label="Warnings about secrets" className="shrink-0 border-t border-line bg-canvas text-sm">
      {notes.length === 1 ? (
        <Line {...look} actions={<NoteActions note={only} onShow={showIn} />}>
          <NoteText note={only} />
        </Line>
      ) : (
        <>
          <Line
            {...look}
            actions={
              <Button
                size="small"
                variant="ghost"
                icon={isUnfolded ? ChevronUp : ChevronDown}
                aria-expanded={isUnfolded}
                aria-controls={isUnfolded ? listId : undefined}
                onClick={() => onUnfold(!isUnfolded)}
              >
                {isUnfolded ? 'Hide' : 'Details'}
              </Button>
            }
          >
            <span className="font-medium">{summary(notes.length, warningCount)}</span>
          </Line>
          {isUnfolded && (
            <ul id={listId} className="max-h-[30vh] overflow-y-auto border-y border-line bg-surface">
              {notes.map((note) => (
                <li key={note.id} className="border-b border-line last:border-b-0">
                  <Line
                    {...(note.tone === 'warn' ? warnLook : infoLook)}
                    actions={<NoteActions note={note} onShow={showIn} />}
                  >
                    <NoteText note={note} />
                  </Line>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  )
}

const warnLook = { icon: TriangleAlert, ink: 'text-warn' }
const infoLook = { icon: Info, ink: 'text-accent' }

interface LineProps {
  readonly icon: LucideIcon
  readonly ink: string
  readonly actions: ReactNode
  readonly children: ReactNode
}

function Line({ icon: Icon, ink, actions, children }: LineProps) {
  return (
    <div className="flex items-start gap-2 px-4 py-1">
      <Icon aria-hidden className={classNames('mt-1.5 size-4 shrink-0', ink)} />
      <span className="min-w-0 flex-1 self-center py-1 wrap-anywhere">{children}</span>
      <span className="flex shrink-0 flex-wrap items-center justify-end gap-1">{actions}</span>
    </div>
  )
}

function NoteText({ note: { title, detail } }: { readonly note: ClashNote }) {
  return (
    <>
      <span className="font-medium">{title}.</span> <span className="text-ink-muted">{detail}</span>
    </>
  )
}

function NoteActions({
  note,
  onShow,
}: {
  readonly note: ClashNote
  readonly onShow: (note: ClashNote) => void
}) {
  const count = note.secretIds.length
  return (
    <>
      <Button size="small" variant="ghost" onClick={() => onShow(note)}>
        {count === 1 ? 'Select it' : count === 2 ? 'Select both' : `Select all ${count}`}
      </Button>
      <Button size="small" variant="ghost" icon={Route} onClick={() => askWhichSecret(note)}>
        Which is used?
      </Button>
    </>
  )
}

function summary(total: number, warnings: number): string {
  const notes = total - warnings
  const parts = [
    warnings > 0 && `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
    notes > 0 && `${notes} ${notes === 1 ? 'note' : 'notes'}`,
  ].filter(Boolean)
  return `${parts.join(' and ')} about which secret agents take`
}

/** Search and filters make way only where they hide one of them. */
function showInTable(
  { secretIds }: ClashNote,
  shownIds: ClashNoticeProps['shownIds'],
  onFocusRows: () => void,
): void {
  const { secrets } = useAppState.getState()
  const ids = secretIds.filter((id) => secrets.has(id))
  if (ids.some((id) => !shownIds.has(id))) clearSearch('secrets')
  select('secrets', new Set(ids))
  setActive('secrets', ids[0] ?? null)
  onFocusRows()
}
