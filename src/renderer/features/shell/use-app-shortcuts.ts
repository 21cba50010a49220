// Shortcuts of the whole window, and what the tray or a menu asks it to show.
import { useEffect } from 'react'
import { assertNever } from '../../../shared/errors.ts'
import type { EventPayload } from '../../../shared/ipc/contract.ts'
import { useAppState } from '../../state/app-state.ts'
import { onViewRequested } from '../../state/commands.ts'
import { openDialog, showSection, useUiState } from '../../state/ui-state.ts'
import { isTextField } from '../../ui/is-text-field.ts'
import { createKey } from '../api-keys/key-actions.ts'
import { openReminders } from '../reminders/reminder-panel.ts'
import { addSecret } from '../secrets/secret-actions.ts'
import { refreshList } from '../service-problem/service-problem.tsx'
import { sections } from './sections.ts'
import { showRow } from './show-row.ts'

export function useAppShortcuts(): void {
  useEffect(() => {
    document.addEventListener('keydown', handleKeyDown)
    const unsubscribe = onViewRequested(showRequested)
    return () => {
      document.removeEventListener('keydown', handleKeyDown)
      unsubscribe()
    }
  }, [])
}

/** An open form or a value that waits to be stored is never pushed aside. */
function showRequested({ view, id }: EventPayload<'view.requested'>): void {
  if (useUiState.getState().dialog) return
  switch (view) {
    case 'keys':
    case 'secrets':
    case 'agents':
      if (id === null) showSection(view)
      else showRow(view, id)
      break
    case 'createKey':
      showSection('keys')
      createKey()
      break
    case 'reminders':
      if (useAppState.getState().snapshot?.account != null) openReminders()
      break
    case 'timeline':
      showSection('timeline')
      break
    case 'settings':
      openDialog({ kind: 'settings' })
      break
    default:
      assertNever(view)
  }
}

function handleKeyDown(event: KeyboardEvent) {
  if (useUiState.getState().dialog || event.defaultPrevented) return
  const action = shortcut(event)
  if (!action) return
  event.preventDefault()
  action()
}

function shortcut(event: KeyboardEvent): (() => void) | null {
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    if (event.key === ',') return () => openDialog({ kind: 'settings' })
    if (event.key.toLowerCase() === 'n' && !event.shiftKey) return createInSection
    if (event.key.toLowerCase() === 'k' && !event.shiftKey) return () => openDialog({ kind: 'palette' })
    const section = sections[Number(event.key) - 1]
    const isConnected = useAppState.getState().snapshot?.account != null
    return section && isConnected ? () => showSection(section.id) : null
  }
  if (event.key === 'F5') return () => void refreshList()
  if (event.key === '?' && !isTextField(event.target)) return () => openDialog({ kind: 'shortcuts' })
  return null
}

function createInSection(): void {
  if (useUiState.getState().section === 'secrets') addSecret()
  else createKey()
}
