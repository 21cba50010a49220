// Shortcuts of the whole window, and what the tray or a menu asks it to show.
import { useEffect } from 'react'
import { useAppState } from '../../state/app-state.ts'
import { onViewRequested } from '../../state/commands.ts'
import { openDialog, showSection, useUiState } from '../../state/ui-state.ts'
import { isTextField } from '../../ui/is-text-field.ts'
import { createKey } from '../api-keys/key-actions.ts'
import { addSecret } from '../secrets/secret-actions.ts'
import { refreshList } from '../service-problem/service-problem.tsx'
import { sections } from './sections.ts'

export function useAppShortcuts(): void {
  useEffect(() => {
    document.addEventListener('keydown', handleKeyDown)
    const unsubscribe = onViewRequested(({ view }) => {
      // An open form or a value that waits to be stored is never pushed aside.
      if (useUiState.getState().dialog) return
      if (view !== 'settings') showSection('keys')
      if (view === 'createKey') createKey()
      if (view === 'settings') openDialog({ kind: 'settings' })
    })
    return () => {
      document.removeEventListener('keydown', handleKeyDown)
      unsubscribe()
    }
  }, [])
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
