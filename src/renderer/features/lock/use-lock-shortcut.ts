// Ctrl+L, on a Mac ⌘L: locks or hides from anywhere, also out of an open dialog.
import { useEffect } from 'react'
import { lockNow } from './lock-now.ts'

export function useLockShortcut(): void {
  useEffect(() => {
    document.addEventListener('keydown', handleKeyDown, { capture: true })
    return () => document.removeEventListener('keydown', handleKeyDown, { capture: true })
  }, [])
}

function handleKeyDown(event: KeyboardEvent) {
  const isShortcut = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
  if (!isShortcut || event.repeat || event.key.toLowerCase() !== 'l') return
  event.preventDefault()
  event.stopPropagation()
  lockNow()
}
