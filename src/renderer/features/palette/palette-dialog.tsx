// The command palette: finds keys, secrets, agents and actions, and does what is chosen.
import { useMemo, useRef } from 'react'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useAppState, useSnapshot } from '../../state/app-state.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { PanelDialog } from '../../ui/panel-dialog.tsx'
import { useHitAnnouncement } from '../table-view/use-hit-announcement.ts'
import { CommandList, Hint } from './command-list.tsx'
import type { Entry, Subject } from './entry.ts'
import { findEntries, likelyEntries, maxEntries, type Rows } from './find-entries.ts'
import { foundWords } from './found-words.ts'
import { keyEntries } from './key-entries.ts'
import { useRecent } from './recent.ts'
import { secretEntries } from './secret-entries.ts'
import { matchingEntries, useLevels } from './use-levels.ts'

export function PaletteDialog() {
  const inputRef = useRef<HTMLInputElement>(null)
  const levels = useLevels()
  const { query, subject, name } = levels
  const { entries, count } = useEntries(query, subject)
  const found = foundWords(count, maxEntries)
  useHitAnnouncement(found, query)
  const goBack = () => {
    levels.goBack()
    inputRef.current?.focus()
  }
  const choose = ({ choice }: Entry) => {
    if (choice.kind === 'open') return levels.open(choice.subject)
    // First: what is chosen may open a dialog of its own.
    closeDialog()
    choice.run()
  }
  return (
    <PanelDialog
      title="Command palette"
      initialFocusRef={inputRef}
      onEscape={() => (subject ? goBack() : closeDialog())}
      onClose={closeDialog}
    >
      <CommandList
        ref={inputRef}
        label={subject ? `Actions for ${visibleText(name, 60)}` : 'Actions, keys, secrets and agents'}
        placeholder={subject ? 'Search its actions' : 'Search keys, secrets, agents and actions'}
        query={query}
        onQuery={levels.setQuery}
        entries={entries}
        crumb={subject ? name : null}
        onBack={goBack}
        onChoose={choose}
        empty={`Nothing is called “${visibleText(query.trim(), 60)}”`}
        found={query.trim() === '' ? '' : found}
        hints={
          <>
            <Hint keys={['↑', '↓']}>Move</Hint>
            <Hint keys={['Enter']}>Choose</Hint>
            <Hint keys={['Esc']}>{subject ? 'Back' : 'Close'}</Hint>
          </>
        }
      />
    </PanelDialog>
  )
}

function useEntries(
  query: string,
  subject: Subject | null,
): { readonly entries: readonly Entry[]; readonly count: number } {
  const keys = useAppState((state) => state.keys)
  const secrets = useAppState((state) => state.secrets)
  const snapshot = useSnapshot((whole) => whole)
  const recentIds = useRecent(({ ids }) => ids)
  return useMemo(() => {
    const rows = { snapshot, keys, secrets }
    const entries = subject
      ? matchingEntries(actionsOf(rows, snapshot, subject), query)
      : query.trim() === ''
        ? likelyEntries(rows, recentIds)
        : null
    if (entries !== null) return { entries, count: entries.length }
    const found = findEntries(rows, query)
    return { entries: found.hits, count: found.count }
  }, [query, subject, keys, secrets, snapshot, recentIds])
}

function actionsOf({ keys, secrets }: Rows, snapshot: Snapshot, { kind, id }: Subject): readonly Entry[] {
  const key = kind === 'key' ? keys.get(id)?.key : undefined
  const secret = kind === 'secret' ? secrets.get(id)?.secret : undefined
  if (key) return keyEntries(key, snapshot)
  return secret ? secretEntries(secret, snapshot) : []
}
