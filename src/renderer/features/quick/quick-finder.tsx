// The search of the quick window: keys and secrets, and the few actions on the one that is chosen.
import { CircleCheck } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useAppState, useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { announce, closeDialog, useUiState } from '../../state/ui-state.ts'
import { useLatest } from '../../ui/use-latest.ts'
import { CommandList, Hint } from '../palette/command-list.tsx'
import type { Entry, Subject } from '../palette/entry.ts'
import { findRows, likelyRows, maxEntries } from '../palette/find-entries.ts'
import { foundWords } from '../palette/found-words.ts'
import { useRecent } from '../palette/recent.ts'
import { matchingEntries, useLevels } from '../palette/use-levels.ts'
import { useHitAnnouncement } from '../table-view/use-hit-announcement.ts'
import { type Copied, quickKeyEntries, quickSecretEntries } from './quick-entries.ts'

/** So long the window says what was copied before it makes way for what it was copied for. */
const saidMs = 900

export function QuickFinder() {
  const inputRef = useRef<HTMLInputElement>(null)
  const levels = useLevels()
  const { query, subject, name } = levels
  const { copied, noteCopied, forgetCopied } = useCopied()
  const { entries, count } = useEntries(query, subject, noteCopied)
  const found = foundWords(count, maxEntries)
  useHitAnnouncement(found, query)
  const goBack = () => {
    levels.goBack()
    inputRef.current?.focus()
  }
  useFreshAtEachShowing(() => {
    forgetCopied()
    closeDialog()
    levels.reset()
    inputRef.current?.focus()
  })
  useEscape(() => (subject ? goBack() : void commands.quick.close({})))
  const choose = ({ choice }: Entry) => {
    if (choice.kind === 'open') levels.open(choice.subject)
    else choice.run()
  }
  return (
    <main className="relative flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">Quick window</h1>
      <CommandList
        ref={inputRef}
        label={subject ? `Actions for ${visibleText(name, 60)}` : 'Keys and secrets'}
        placeholder={subject ? 'Search its actions' : 'Search keys and secrets'}
        query={query}
        onQuery={levels.setQuery}
        entries={entries}
        crumb={subject ? name : null}
        onBack={goBack}
        onChoose={choose}
        empty={
          query.trim() === ''
            ? 'There are no keys or secrets yet.'
            : `Nothing is called “${visibleText(query.trim(), 60)}”`
        }
        found={query.trim() === '' ? '' : found}
        hints={
          <>
            <Hint keys={['↑', '↓']}>Move</Hint>
            <Hint keys={['Enter']}>Choose</Hint>
            <Hint keys={['Esc']}>{subject ? 'Back' : 'Close'}</Hint>
          </>
        }
      />
      {copied && <CopiedPanel {...copied} />}
    </main>
  )
}

function CopiedPanel({ title, detail }: Copied) {
  return (
    <div className="fade-in absolute inset-0 flex flex-col items-center justify-center gap-1 bg-surface p-6 text-center">
      <CircleCheck aria-hidden className="mb-1 size-7 text-good" />
      <p className="text-lg font-semibold wrap-anywhere">{title}</p>
      <p className="text-ink-muted wrap-anywhere">{detail}</p>
    </div>
  )
}

/** What was copied stands there for a moment; then the window makes way. */
function useCopied() {
  const [copied, setCopied] = useState<Copied | null>(null)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => void commands.quick.close({}), saidMs)
    return () => clearTimeout(timer)
  }, [copied])
  const noteCopied = useLatest((done: Copied) => {
    setCopied(done)
    announce(`${done.title}. ${done.detail}`)
  })
  return { copied, noteCopied, forgetCopied: () => setCopied(null) }
}

/** A hidden window keeps nothing of what was typed in it; one that is shown has the keyboard in its search. */
function useFreshAtEachShowing(beginAnew: () => void): void {
  const begin = useLatest(beginAnew)
  useEffect(() => {
    begin()
    // Not at the showing itself: what somebody types at once may come before it is told.
    const handleVisibility = () => (document.visibilityState === 'hidden' ? begin() : focusSearch())
    window.addEventListener('focus', focusSearch)
    document.addEventListener('visibilitychange', handleVisibility)
    return () => {
      window.removeEventListener('focus', focusSearch)
      document.removeEventListener('visibilitychange', handleVisibility)
    }
  }, [begin])
}

/** The page of a window that was hidden has lost its focus to nothing. */
function focusSearch(): void {
  if (document.activeElement !== document.body) return
  document.querySelector<HTMLInputElement>('[role=combobox]')?.focus()
}

/** An open dialog takes Escape for itself. */
function useEscape(leave: () => void): void {
  const leaveNow = useLatest(leave)
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || useUiState.getState().dialog) return
      event.preventDefault()
      leaveNow()
    }
    document.addEventListener('keydown', handleKeyDown)
    return () => document.removeEventListener('keydown', handleKeyDown)
  }, [leaveNow])
}

function useEntries(
  query: string,
  subject: Subject | null,
  onCopied: (copied: Copied) => void,
): { readonly entries: readonly Entry[]; readonly count: number } {
  const keys = useAppState((state) => state.keys)
  const secrets = useAppState((state) => state.secrets)
  const snapshot = useSnapshot((whole) => whole)
  const recentIds = useRecent(({ ids }) => ids)
  return useMemo(() => {
    if (subject) {
      const key = subject.kind === 'key' ? keys.get(subject.id)?.key : undefined
      const secret = subject.kind === 'secret' ? secrets.get(subject.id)?.secret : undefined
      const all = key
        ? quickKeyEntries(key, snapshot, onCopied)
        : secret
          ? quickSecretEntries(secret, onCopied)
          : []
      const entries = matchingEntries(all, query)
      return { entries, count: entries.length }
    }
    const found = findRows({ keys, secrets }, query)
    if (query.trim() !== '') return { entries: found.hits, count: found.count }
    const likely = likelyRows({ keys, secrets }, recentIds)
    const rest = found.hits
      .filter(({ id }) => !likely.some((entry) => entry.id === id))
      .map((entry) => ({ ...entry, ...(likely.length > 0 ? { heading: 'Others' } : {}) }))
    return { entries: [...likely, ...rest], count: found.count }
  }, [query, subject, keys, secrets, snapshot, recentIds, onCopied])
}
